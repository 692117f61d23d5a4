import { ActionIcon } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import { type PlaceWord, placeWord } from '../../state/placeWord.ts'
import { useLayout } from '../../state/useLayout.ts'
import { useSync } from '../../state/useSpaceView.ts'
import { Arch } from '../../ui/Arch.tsx'
import { SyncLine } from '../sync/SyncLine.tsx'
import { useSpace } from './SpaceContext.tsx'
import css from './SpaceStage.module.css'

interface Props {
  readonly actions?: ReactNode
  /** Opens finding, which has its place in the bar where there is one. */
  readonly onFind: () => void
}

/** The Space's door, its name and, directly beneath, who has what. */
export function StageHeader({ actions, onFind }: Props) {
  const { t } = useTranslation()
  const { spaceId, view } = useSpace()
  const short = useLayout() === 'phone'
  const lit = view.members.some((member) => member.here && !member.person.self)
  return (
    <header className={css.head}>
      <Arch name={view.name} enamel={view.enamel} size="m" lit={lit} />
      <div className={css.names}>
        <h1 className={css.title}>
          <bdi>{view.name}</bdi>
        </h1>
        <SyncOf spaceId={spaceId} short={short} place={placeWord(view)} />
      </div>
      <div className={css.actions}>
        {short && (
          <ActionIcon
            size="2.75rem"
            aria-label={t('feed.find', { context: placeWord(view) })}
            onClick={onFind}
          >
            <IconSearch size={20} stroke={1.75} />
          </ActionIcon>
        )}
        {actions}
      </div>
    </header>
  )
}

interface SyncProps {
  readonly spaceId: SpaceId
  readonly short: boolean
  readonly place: PlaceWord
}

function SyncOf({ spaceId, short, place }: SyncProps) {
  const sync = useSync(spaceId)
  return sync && <SyncLine spaceId={spaceId} sync={sync} short={short} place={place} />
}
