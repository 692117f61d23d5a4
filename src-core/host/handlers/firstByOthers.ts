import type { SpaceId, UserId } from '../../base/ids.ts'
import type { FeedFilter, FeedStore } from '../../ports/index.ts'

/** Rows looked at in one go: what one wrote oneself is seldom a long stretch. */
const STRETCH = 50

interface Wanted {
  readonly spaceId: SpaceId
  readonly filter: FeedFilter
  /** Read up to here. */
  readonly order: number
  readonly self: UserId
}

/**
 * Where the first item stands that somebody else wrote after `order`; null where there is none. What one
 * wrote oneself is never new to oneself.
 */
export function firstByOthers(feed: FeedStore, wanted: Wanted): number | null {
  const { spaceId, filter, order, self } = wanted
  if (feed.unread(spaceId, order, self) === 0) return null
  let index = feed.indexAfter(spaceId, filter, order)
  for (;;) {
    const rows = feed.window(spaceId, filter, index, STRETCH)
    const found = rows.findIndex(({ author }) => author !== self)
    if (found >= 0) return index + found
    if (rows.length < STRETCH) return null
    index += STRETCH
  }
}
