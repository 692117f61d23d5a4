import { TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId } from '../../../src-core/base/ids.ts'
import { MAX_NAME } from '../../../src-core/bridge/schemas.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { useSpace } from '../feed/SpaceContext.tsx'
import css from './NoteSheet.module.css'

interface Props {
  readonly itemId: ItemId
  readonly title: string
  readonly editable: boolean
}

const SAVE_MS = 600

/** The title of an open note; saved a moment after writing stops, and on leaving it. */
export function NoteTitle({ itemId, title, editable }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId } = useSpace()
  const [text, setText] = useState(title)
  const setTitle = useCommand(client.feed.setTitle)
  const saved = useRef(title)

  useEffect(() => {
    // Somebody else changed it while nothing was being written here.
    setText((own) => (own === saved.current ? title : own))
    saved.current = title
  }, [title])

  const { run } = setTitle
  const save = useRef(() => {})
  save.current = () => {
    const next = text.trim()
    if (next === saved.current) return
    saved.current = next
    void run({ spaceId, itemId, title: next })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what restarts the wait.
  useEffect(() => {
    const timer = setTimeout(() => save.current(), SAVE_MS)
    return () => clearTimeout(timer)
  }, [text])
  useEffect(() => () => save.current(), [])

  if (!editable) {
    return (
      <h2 className={css.title} dir="auto">
        {text || t('notes.untitled')}
      </h2>
    )
  }
  return (
    <div className={css.grow}>
      <TextInput
        variant="unstyled"
        classNames={{ input: css.titleInput ?? '' }}
        aria-label={t('notes.title')}
        placeholder={t('notes.untitled')}
        maxLength={MAX_NAME}
        autoFocus={title === ''}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => save.current()}
      />
      <FailureLine failure={setTitle.error} />
    </div>
  )
}
