import { Button, Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId } from '../../../src-core/base/ids.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import css from './FeedRow.module.css'
import { focusItem } from './focusItem.ts'
import { useSpace } from './SpaceContext.tsx'

interface Props {
  readonly itemId: ItemId
  readonly text: string
}

/** Changes a message in its place. */
export function EditMessage({ itemId, text }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId, setDoing } = useSpace()
  const [value, setValue] = useState(text)
  const edit = useCommand(client.feed.editMessage)

  const end = () => {
    setDoing(undefined)
    focusItem(itemId)
  }
  const save = async () => {
    const next = value.trim()
    if (next === '' || next === text) return end()
    const done = await edit.run({ spaceId, itemId, text: next })
    if (done.ok) end()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') end()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
  }
  return (
    <div className={css.edit}>
      <Textarea
        aria-label={t('feed.editMessage')}
        description={t('feed.saveHint')}
        autosize
        maxRows={8}
        autoFocus
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <FailureLine failure={edit.error} />
      <div className={css.editActions}>
        <Button size="xs" loading={edit.pending} onClick={() => void save()}>
          {t('common.save')}
        </Button>
        <Button size="xs" variant="subtle" onClick={end}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  )
}
