import { IconMessageCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import css from './FeedRow.module.css'
import { useSpace } from './SpaceContext.tsx'

interface Props {
  readonly item: FeedItem
  /** Where there is room for the icon only. */
  readonly iconOnly?: boolean
}

/** Opens the box for a comment, once an article. */
export function CommentButton({ item, iconOnly = false }: Props) {
  const { t } = useTranslation()
  const { view, setDoing } = useSpace()
  if (!view.can.comment) return null
  return (
    <button
      type="button"
      className={css.act}
      aria-label={iconOnly ? t('comments.comment') : undefined}
      onClick={() => setDoing({ itemId: item.itemId, what: 'comment' })}
    >
      <IconMessageCircle size={15} stroke={1.75} aria-hidden />
      {!iconOnly && t('comments.comment')}
    </button>
  )
}
