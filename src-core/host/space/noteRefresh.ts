import type { Disposer } from '../../base/disposer.ts'
import type { ItemId, SpaceId } from '../../base/ids.ts'
import type { Clock, Storage } from '../../ports/index.ts'

export interface NoteRefreshOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly clock: Clock
  readonly refresh: (itemId: ItemId) => void
}

/** A note's preview follows its body at most this much later, ms: all pages that show it read it again. */
const DELAY_MS = 1000

/**
 * Which notes' previews lag behind their bodies. The list is on disk before the delay begins, so that a
 * process that is killed in between catches up at its next start.
 */
export function createNoteRefresh({ spaceId, storage, clock, refresh }: NoteRefreshOptions) {
  const key = `stale-notes:${spaceId}`
  const stale = new Set<ItemId>(JSON.parse(storage.settings.get(key) ?? '[]'))
  let timer: Disposer | undefined

  const save = () => storage.settings.set(key, JSON.stringify([...stale]))
  function flush() {
    timer?.()
    timer = undefined
    if (stale.size === 0) return
    const due = [...stale]
    stale.clear()
    for (const itemId of due) refresh(itemId)
    save()
  }
  const schedule = () => {
    timer ??= clock.after(DELAY_MS, () => {
      timer = undefined
      flush()
    })
  }
  if (stale.size > 0) schedule()

  return {
    mark(itemId: ItemId) {
      if (!stale.has(itemId)) {
        stale.add(itemId)
        save()
      }
      schedule()
    },
    flush,
  }
}
