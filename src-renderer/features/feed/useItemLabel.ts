import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'

/** What an item's author did, as its header says it; empty for what was only said. */
export function whatWasDone(t: TFunction, item: FeedItem, count = 1, photos = false): string {
  const { content } = item
  switch (content.kind) {
    case 'message':
      return ''
    case 'note':
      return t('feed.wroteNote')
    case 'link':
      return t('feed.addedLink')
    case 'file':
      return photos || (count === 1 && content.file.picture)
        ? t('feed.addedPhotos', { count })
        : t('feed.addedFiles', { count })
    default:
      return content satisfies never
  }
}

/** An article's accessible name: who, when, and what it is. */
export function useItemLabel(item: FeedItem): string {
  const { t } = useTranslation()
  const format = useFormat()
  const name = item.author.name || t('common.nameless')
  const { content } = item
  const title =
    content.kind === 'note' ? content.title : content.kind === 'file' ? content.file.name : ''
  return [name, format.moment(item.createdAt), whatWasDone(t, item), title]
    .filter((part) => part !== '')
    .join(', ')
}
