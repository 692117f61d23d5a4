import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import { placeWord } from '../../state/placeWord.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { ICON } from '../../ui/icon.ts'
import css from './members.module.css'

interface Props {
  readonly view: SpaceFacts
  /** Null while none has arrived. */
  readonly changedAt: number | null
  readonly canRotate: boolean
}

/** Since when the keys of a Space are in use, and how new ones are made by hand. */
export function SpaceKeys({ view, changedAt, canRotate }: Props) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  const { open } = useRouter()
  if (changedAt === null) return null
  return (
    <section className={css.keys}>
      <div>
        <h2>{t('members.keys', { context: placeWord(view) })}</h2>
        <p className={css.note}>
          {t('members.keysSince', { when: moment(changedAt) })} {t('members.keysHint')}
        </p>
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
