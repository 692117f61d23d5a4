import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { StreamValue } from '../../state/client.ts'
import { useFormat } from '../../state/format.ts'
import { placeWord } from '../../state/placeWord.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import css from './members.module.css'

type Self = StreamValue<'members', 'watch'>['self']

interface Props {
  readonly view: SpaceFacts
  readonly keys: Self['keys']
  readonly canRotate: boolean
}

/** Since when the keys of a Space are in use, who has yet to take them, and how new ones are made by hand. */
export function SpaceKeys({ view, keys, canRotate }: Props) {
  const { t } = useTranslation()
  const { moment, list } = useFormat()
  const { open } = useRouter()
  // After one's own access has ended others change them, and nothing of that is heard here.
  if (keys === null || view.ended !== null) return null
  const names = keys.waiting.map(({ name }) => name || t('common.nameless'))
  return (
    <section className={css.keys}>
      <div>
        <h2>{t('members.keys', { context: placeWord(view) })}</h2>
        <p className={css.note}>
          {t('members.keysSince', { when: moment(keys.changedAt) })} {t('members.keysHint')}{' '}
          {canRotate && t('members.keysByHand')}
        </p>
        {names.length > 0 && (
          <p className={css.waiting}>
            <Say id="members.keysWaiting" values={{ names: list(names) }} />
          </p>
        )}
      </div>
      {canRotate && (
        <Button
          variant="default"
          leftSection={<IconRefresh {...ICON} size={17} />}
          onClick={() => open({ dialog: 'rotateKeys', spaceId: view.spaceId })}
        >
          {t('members.rotate')}
        </Button>
      )}
    </section>
  )
}
