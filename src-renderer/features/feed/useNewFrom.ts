import { useRef } from 'react'
import type { ItemId } from '../../../src-core/base/ids.ts'
import { useReadAt } from '../../state/useSpaceView.ts'
import type { FeedPages, FeedSummary } from './feedPages.ts'
import { useSpace } from './SpaceContext.tsx'

export interface NewFrom {
  /** Where the first item stands that was unread when the Space was opened. */
  readonly index: number
  /** Since when it is new: the last time this Space was read, ms since 1970. */
  readonly since: number
}

/** "New since" stays where it stood when the Space was opened, while reading goes on. */
export function useNewFrom(pages: FeedPages, summary: FeedSummary): NewFrom | undefined {
  const readAt = useReadAt(useSpace().spaceId) ?? 0
  const opened = useRef<{ index: number; since: number; itemId: ItemId | undefined } | null>(
    undefined,
  )
  if (opened.current === undefined && summary.ready) {
    const { firstUnread } = summary
    opened.current =
      // Where all of it is new, a line above everything says nothing.
      firstUnread === null || firstUnread === 0 || readAt === 0
        ? null
        : { index: firstUnread, since: readAt, itemId: undefined }
  }
  const known = opened.current
  if (!known) return undefined
  known.itemId ??= pages.item(known.index)?.itemId
  const index = known.itemId === undefined ? undefined : pages.indexOf(known.itemId)
  known.index = index ?? known.index
  // The same object while nothing moved, so that memos hold.
  return stable(known)
}

const last = new WeakMap<object, NewFrom>()
function stable(known: { index: number; since: number }): NewFrom {
  const before = last.get(known)
  if (before?.index === known.index) return before
  const next = { index: known.index, since: known.since }
  last.set(known, next)
  return next
}
