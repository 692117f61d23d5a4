import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { Say } from '../../ui/Say.tsx'
import { EditMessage } from './EditMessage.tsx'
import css from './FeedRow.module.css'
import { useSpace } from './SpaceContext.tsx'

interface Props {
  readonly item: FeedItem
  readonly text: string
}

/** What was said: bare text, directly on the wall. */
export function Message({ item, text }: Props) {
  const { doing } = useSpace()
  const editing =
    doing?.itemId === item.itemId && doing.what === 'edit' && item.content.kind === 'message'
  if (editing) return <EditMessage itemId={item.itemId} text={text} />
  return (
    <div className={css.said} dir="auto">
      {text}
      <Edited item={item} />
    </div>
  )
}

function Edited({ item }: { readonly item: FeedItem }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { editedAt, editedBy, author } = item
  if (editedAt === null) return null
  const moment = format.moment(editedAt)
  const other = editedBy && editedBy.userId !== author.userId ? editedBy : undefined
  return (
    <span className={css.edited}>
      {other ? (
        <Say id="feed.editedBy" values={{ name: other.name || t('common.nameless'), moment }} />
      ) : (
        t('feed.edited', { moment })
      )}
    </span>
  )
}
