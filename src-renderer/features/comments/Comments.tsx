import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { useQuery } from '../../state/useQuery.ts'
import { SKIP } from '../../state/useStream.ts'
import { useSpace } from '../feed/SpaceContext.tsx'
import { CommentForm } from './CommentForm.tsx'
import { CommentRow } from './CommentRow.tsx'
import css from './Comments.module.css'

/** At most two comments, "Show 4 more", and the box to write one where it was asked for. */
export function Comments({ item }: { readonly item: FeedItem }) {
  const { t } = useTranslation()
  const { spaceId, doing } = useSpace()
  const [all, setAll] = useState(false)
  const { total, latest } = item.comments
  const writing = doing?.itemId === item.itemId && doing.what === 'comment'
  const hidden = total - latest.length
  const { value: list } = useQuery(
    'comments',
    'list',
    all ? { spaceId, itemId: item.itemId } : SKIP,
    item.comments,
  )
  if (total === 0 && !writing) return null
  const shown = all && list ? list : latest
  return (
    <div className={css.thread}>
      {hidden > 0 && (
        <button type="button" className={css.more} onClick={() => setAll(!all)}>
          {all ? t('comments.showFewer') : t('comments.showMore', { count: hidden })}
        </button>
      )}
      {shown.length > 0 && (
        <ul className={css.list} aria-label={t('comments.list')}>
          {shown.map((comment) => (
            <CommentRow key={comment.commentId} comment={comment} />
          ))}
        </ul>
      )}
      {writing && <CommentForm itemId={item.itemId} />}
    </div>
  )
}
