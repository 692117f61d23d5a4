import { ActionIcon, FileButton } from '@mantine/core'
import { IconLock, IconNote, IconPaperclip, IconPhoto } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useRouter } from '../../state/RouterProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { useLayout } from '../../state/useLayout.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { useSpace } from '../feed/SpaceContext.tsx'
import css from './Composer.module.css'

interface Props {
  readonly onFiles: (files: readonly File[]) => void
}

const ICON = { size: 18, stroke: 1.75, 'aria-hidden': true } as const

/** What else than words can be added. */
export function Tools({ onFiles }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId, view, setDoing, show } = useSpace()
  const { open } = useRouter()
  const phone = useLayout() === 'phone'
  const start = useCommand(client.feed.createNote)
  const startNote = async () => {
    const created = await start.run({ spaceId, title: '' })
    if (!created.ok) return
    const { itemId } = created.value
    setDoing({ itemId, what: 'edit' })
    show(itemId)
  }
  return (
    <>
      <FileButton multiple onChange={onFiles}>
        {(props) => (
          <ActionIcon {...props} size="1.875rem" aria-label={t('composer.attach')} data-attach>
            <IconPaperclip {...ICON} />
          </ActionIcon>
        )}
      </FileButton>
      <FileButton multiple accept="image/*" onChange={onFiles}>
        {(props) => (
          <ActionIcon {...props} size="1.875rem" aria-label={t('composer.addPhoto')}>
            <IconPhoto {...ICON} />
          </ActionIcon>
        )}
      </FileButton>
      <button
        type="button"
        className={css.tool}
        aria-label={t('composer.startNote')}
        data-start-note
        disabled={start.pending}
        onClick={() => void startNote()}
      >
        <IconNote {...ICON} />
        {!phone && t('composer.startNote')}
      </button>
      {view.can.group && (
        <ActionIcon
          size="1.875rem"
          aria-label={t('composer.confidential')}
          onClick={() => open({ dialog: 'newGroup', spaceId, document: true })}
        >
          <IconLock {...ICON} />
        </ActionIcon>
      )}
      {start.error && <FailureLine failure={start.error} />}
    </>
  )
}
