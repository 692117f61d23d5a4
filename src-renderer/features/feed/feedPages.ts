import type { Disposer } from '../../../src-core/base/disposer.ts'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import type { FeedItem, FoyerContract } from '../../../src-core/bridge/contract.ts'
import type { Client } from '../../../src-core/bridge/types.ts'

export type FeedFilter = 'everything' | 'message' | 'note' | 'link' | 'file' | 'picture'

/** Items a page holds; a window query asks for one page. */
export const PAGE_ITEMS = 50
/** Pages kept while scrolling: 2,000 items. */
const MAX_PAGES = 40

export interface FeedSummary {
  /** False until the host has said how many there are. */
  readonly ready: boolean
  readonly total: number
  readonly firstUnread: number | null
  /** Grows with every change of what `item` answers. */
  readonly version: number
  readonly error: unknown
}

export interface FeedPages {
  summary(): FeedSummary
  /** The item at a place from the oldest, when its page is here. */
  item(index: number): FeedItem | undefined
  /**
   * What is about to be shown, both ends included, and single items elsewhere: missing and outdated pages
   * are fetched, and these are not forgotten.
   */
  need(first: number, last: number, others?: readonly number[]): void
  /** Where a loaded item stands; undefined when its page is not here. */
  indexOf(itemId: ItemId): number | undefined
  onChange(listener: () => void): Disposer
  /** Listens to the host until the disposer is called; may be opened again. */
  open(): Disposer
}

interface Page {
  items: readonly FeedItem[]
  stale: boolean
  fetching: boolean
  usedAt: number
}

export interface FeedPagesOptions {
  readonly feed: Pick<Client<FoyerContract>['feed'], 'watch' | 'window'>
  readonly spaceId: SpaceId
  readonly filter: FeedFilter
}

/**
 * A Space's feed, as much of it as is looked at. The host says that something changed; what is on screen
 * is then asked for again, and what is not is only marked, so that a busy Space costs nothing unseen.
 */
export function createFeedPages({ feed, spaceId, filter }: FeedPagesOptions): FeedPages {
  const pages = new Map<number, Page>()
  const listeners = new Set<() => void>()
  let summary: FeedSummary = { ready: false, total: 0, firstUnread: null, version: 0, error: null }
  let wanted: readonly number[] = []
  let uses = 0
  let closed = true

  const update = (change: Partial<FeedSummary>) => {
    summary = { ...summary, ...change, version: summary.version + 1 }
    for (const listener of listeners) listener()
  }

  const pageAt = (number: number): Page => {
    const known = pages.get(number)
    if (known) return known
    const page: Page = { items: [], stale: true, fetching: false, usedAt: 0 }
    pages.set(number, page)
    return page
  }

  async function fetchPage(number: number) {
    const page = pageAt(number)
    page.stale = false
    page.fetching = true
    try {
      const offset = number * PAGE_ITEMS
      const window = await feed.window({ spaceId, filter, offset, limit: PAGE_ITEMS })
      if (closed) return
      page.items = keepAlike(page.items, window.items)
      update({ error: null })
    } catch (error) {
      if (closed) return
      update({ error })
    } finally {
      page.fetching = false
    }
    // It changed again while it was on its way.
    if (page.stale) fetchWanted()
  }

  function fetchWanted() {
    if (closed) return
    for (const n of wanted) {
      if (n * PAGE_ITEMS >= summary.total) continue
      const page = pageAt(n)
      page.usedAt = ++uses
      if (page.stale && !page.fetching) void fetchPage(n)
    }
    forget(pages)
  }

  const watch = () =>
    feed.watch(
      { spaceId, filter },
      ({ total, firstUnread, changed }) => {
        const moved = changed === null || total !== summary.total
        const ids = new Set<ItemId>(changed ?? [])
        for (const page of pages.values()) {
          if (moved || page.items.some((item) => ids.has(item.itemId))) page.stale = true
        }
        update({ ready: true, total, firstUnread })
        fetchWanted()
      },
      (error) => {
        if (error && !closed) update({ error })
      },
    )

  return {
    summary: () => summary,
    item: (index) =>
      index < summary.total
        ? pages.get(Math.floor(index / PAGE_ITEMS))?.items[index % PAGE_ITEMS]
        : undefined,
    need(first, last, others = []) {
      const numbers = new Set(others.map(pageOf))
      for (let n = pageOf(Math.max(0, first)); n <= pageOf(last); n += 1) numbers.add(n)
      wanted = [...numbers]
      fetchWanted()
    },
    indexOf(itemId) {
      for (const [number, page] of pages) {
        const place = page.items.findIndex((item) => item.itemId === itemId)
        if (place >= 0) return number * PAGE_ITEMS + place
      }
      return undefined
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    open() {
      closed = false
      const stop = watch()
      return () => {
        closed = true
        stop()
      }
    },
  }
}

/** Items that say the same as before stay the same objects, so that their rows need not be rendered again. */
function keepAlike(before: readonly FeedItem[], now: readonly FeedItem[]): readonly FeedItem[] {
  const known = new Map(before.map((item) => [item.itemId, item]))
  return now.map((item) => {
    const earlier = known.get(item.itemId)
    return earlier && JSON.stringify(earlier) === JSON.stringify(item) ? earlier : item
  })
}

const pageOf = (index: number) => Math.floor(index / PAGE_ITEMS)

/** Lets the pages go that were looked at longest ago. */
function forget(pages: Map<number, Page>): void {
  if (pages.size <= MAX_PAGES) return
  const oldest = [...pages].sort(([, a], [, b]) => a.usedAt - b.usedAt)
  for (const [number, page] of oldest.slice(0, pages.size - MAX_PAGES)) {
    if (!page.fetching) pages.delete(number)
  }
}
