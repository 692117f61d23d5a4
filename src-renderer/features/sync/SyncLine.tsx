import { Popover, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconPlugConnectedX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { SyncState } from '../../../src-core/bridge/contract.ts'
import { useHostAway } from '../../state/HostAwayProvider.tsx'
import type { PlaceWord } from '../../state/placeWord.ts'
import { INLINE_ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import { SyncDevices } from './SyncDevices.tsx'
import css from './SyncLine.module.css'
import { SyncMark, syncTone } from './SyncMark.tsx'
import { SyncSentence } from './SyncSentence.tsx'
import { useSyncAnnouncement } from './useSyncAnnouncement.ts'

interface Props {
  readonly spaceId: SpaceId
  readonly sync: SyncState
  readonly short?: boolean
  /** What it stands under. */
  readonly place?: PlaceWord
}

/**
 * The sync line beneath a Space's name. The live region is quiet; a change of the *kind* of state is said
 * apart, at most every 10 s. A click lists each device.
 */
export function SyncLine({ spaceId, sync, short = false, place = 'space' }: Props) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const away = useHostAway()
  const sentence = useSyncAnnouncement(away ? 'unknown' : sync.kind)
  return (
    <div className={css.line} role="status" aria-label={t('sync.sync')} aria-live="off">
      <Popover
        opened={opened && !away}
        onChange={setOpened}
        position="bottom-start"
        shadow="md"
        width="min(340px, calc(100vw - 16px))"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <UnstyledButton
            className={css.button}
            data-tone={away ? 'wait' : syncTone(sync)}
            disabled={away}
            onClick={() => setOpened((open) => !open)}
          >
            {away ? <IconPlugConnectedX {...INLINE_ICON} /> : <SyncMark sync={sync} />}
            <span ref={sentence} className={css.sentence}>
              {away ? (
                <Say id="sync.hostAway" />
              ) : (
                <SyncSentence sync={sync} short={short} place={place} />
              )}
            </span>
            {!short && !away && (
              <IconChevronDown className={css.chevron} size={15} stroke={1.75} aria-hidden />
            )}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('sync.devices')}>
          {opened && <SyncDevices spaceId={spaceId} />}
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}
