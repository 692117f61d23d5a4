import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId } from '../../../src-core/base/ids.ts'
import { MAX_TEXT } from '../../../src-core/bridge/schemas.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { useDraft } from '../composer/useDraft.ts'
import { focusItem } from '../feed/focusItem.ts'
import { useSpace } from '../feed/SpaceContext.tsx'
import css from './Comments.module.css'

/** The box for a comment, beneath the item it belongs to. What is begun in it is kept. */
export function CommentForm({ itemId }: { readonly itemId: ItemId }) {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId, setDoing } = useSpace()
  const draft = useDraft(spaceId, `comment-${itemId}`)
  const add = useCommand(client.comments.add)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus(), [])

  const empty = draft.text.trim() === ''
  const close = () => {
    setDoing(undefined)
    focusItem(itemId)
  }
  const send = async () => {
    if (empty) return box.current?.focus()
    if (add.pending) return
    const done = await add.run({ spaceId, itemId, text: draft.text.trim() })
    if (!done.ok) return
    if (draft.clear(draft.text) === '') close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div className={css.box}>
        <Textarea
          ref={box}
          className={css.grow}
          classNames={{ input: css.input ?? '' }}
          variant="unstyled"
          aria-label={t('comments.write')}
          placeholder={t('comments.write')}
          autosize
          maxRows={6}
          maxLength={MAX_TEXT}
          value={draft.text}
          onChange={(event) => draft.set(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          type="submit"
          className={css.send}
          variant={empty ? 'light' : 'filled'}
          loading={add.pending}
        >
          {t('comments.send')}
        </Button>
      </div>
      <FailureLine failure={add.error} />
    </form>
  )
}
