import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comment } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { useSpace } from '../feed/SpaceContext.tsx'
import css from './Comments.module.css'

interface Props {
  readonly comment: Comment
  readonly onEnd: () => void
}

/** Changes one's own comment in its place. */
export function EditComment({ comment, onEnd }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId } = useSpace()
  const [text, setText] = useState(comment.text)
  const edit = useCommand(client.comments.edit)
  const save = async () => {
    const next = text.trim()
    if (next === '' || next === comment.text) return onEnd()
    const done = await edit.run({ spaceId, commentId: comment.commentId, text: next })
    if (done.ok) onEnd()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onEnd()
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
  }
  return (
    <li className={css.edit}>
      <Textarea
        aria-label={t('comments.yourComment')}
        autosize
        maxRows={6}
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <FailureLine failure={edit.error} />
      <div className={css.buttons}>
        <Button size="xs" loading={edit.pending} onClick={() => void save()}>
          {t('common.save')}
        </Button>
        <Button size="xs" variant="subtle" onClick={onEnd}>
          {t('common.cancel')}
        </Button>
      </div>
    </li>
  )
}
