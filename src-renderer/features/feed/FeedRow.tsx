import { memo } from 'react'
import type { ItemId } from '../../../src-core/base/ids.ts'
import { Article } from './Article.tsx'
import css from './FeedRow.module.css'
import type { FeedPages } from './feedPages.ts'
import { rowShape, sameDay } from './grouping.ts'
import { DaySeparator, NewSeparator } from './Separators.tsx'
import { Tiles } from './Tiles.tsx'
import type { NewFrom } from './useNewFrom.ts'

interface Props {
  readonly index: number
  readonly total: number
  readonly pages: FeedPages
  readonly newFrom: NewFrom | undefined
  /** The item that has the focus, or had it last. */
  readonly current: ItemId | undefined
}

/** One row of the feed: what separates it from the row above, then its item, or files side by side. */
export function FeedRow({ index, total, pages, newFrom, current }: Props) {
  const item = pages.item(index)
  if (!item) return <div className={css.unknown} />
  const shape = rowShape(pages.item, index, newFrom?.index ?? null)
  if (shape.tiles === 0) return null
  const before = index > 0 ? pages.item(index - 1) : undefined
  const newDay = index === 0 || (before && !sameDay(before.createdAt, item.createdAt))
  // One item can be reached by Tab: the one that had the focus, else the newest.
  const reachable = (itemId: ItemId, place: number) =>
    itemId === current || (current === undefined && place === total - 1)
  return (
    <>
      {newDay && <DaySeparator at={item.createdAt} />}
      {newFrom?.index === index && <NewSeparator since={newFrom.since} />}
      {shape.tiles > 1 ? (
        <Tiles
          index={index}
          count={shape.tiles}
          total={total}
          pages={pages}
          reachable={reachable}
        />
      ) : (
        <MemoArticle
          item={item}
          index={index}
          total={total}
          continues={shape.continues}
          reachable={reachable(item.itemId, index)}
        />
      )}
    </>
  )
}

const MemoArticle = memo(Article)
