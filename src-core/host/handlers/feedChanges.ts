import type { Disposer } from '../../base/disposer.ts'
import type { ItemId } from '../../base/ids.ts'
import type { Clock } from '../../ports/index.ts'

export interface FeedChangesOptions {
  readonly clock: Clock
  /** What changed since it was told last; null: perhaps everything. */
  readonly tell: (changed: ItemId[] | null) => void
}

/** More than fits on a screen at once: it is a first sync, or the like. */
const MANY_ITEMS = 40
/** So long a page has then for what it shows of it, ms. */
const REST_MS = 300

/**
 * Changes of a feed on their way to a page: those of one turn together, and at once. After many it is given a
 * rest, because to render each step of a first sync takes the processor from the sync.
 */
export function createFeedChanges({ clock, tell }: FeedChangesOptions) {
  let pending: Set<ItemId> | 'all' | undefined
  let rest: Disposer | undefined
  let open = true

  const flush = () => {
    const changed = pending
    if (!open || !changed || rest) return
    pending = undefined
    const isMany = changed !== 'all' && changed.size >= MANY_ITEMS
    if (isMany)
      rest = clock.after(REST_MS, () => {
        rest = undefined
        flush()
      })
    tell(changed === 'all' ? null : [...changed])
  }
  return {
    note(items: readonly ItemId[] | null) {
      if (!pending) Promise.resolve().then(flush)
      if (items === null || pending === 'all') pending = 'all'
      else {
        pending ??= new Set()
        for (const item of items) pending.add(item)
      }
    },
    close() {
      open = false
      rest?.()
    },
  }
}
