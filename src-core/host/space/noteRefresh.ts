import { FoyerError } from '../../base/errors.ts'
import type { ItemId, SpaceId } from '../../base/ids.ts'
import type { Clock, Storage } from '../../ports/index.ts'
import { createSettler } from './settler.ts'

export interface NoteRefreshOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly clock: Clock
  /** Reads these notes again, inside a transaction; returns those that look different now. */
  readonly refresh: (items: readonly ItemId[]) => readonly ItemId[]
  readonly onRefreshed: (items: readonly ItemId[]) => void
}

/**
 * A note's preview follows its body when the typing rests, and now and then while it goes on: every page
 * that shows it reads it again, which a typist feels.
 */
const SETTLES = { quietMs: 1000, atMostMs: 10_000 }

/**
 * Which notes' previews lag behind their bodies. The list is on disk before the delay begins, so that a
 * process that is killed in between catches up at its next start.
 */
export function createNoteRefresh(options: NoteRefreshOptions) {
  const { spaceId, storage, clock, refresh, onRefreshed } = options
  const key = `stale-notes:${spaceId}`
  const stale = new Set<ItemId>(JSON.parse(storage.settings.get(key) ?? '[]'))
  const settler = createSettler({ ...SETTLES, clock, run: refreshAll })

  const save = () => storage.settings.set(key, JSON.stringify([...stale]))
  function refreshAll() {
    if (stale.size === 0) return
    const due = [...stale]
    try {
      // The previews can be made again as long as the list says so, and both are written together.
      const changed = storage.unsynced(() => {
        stale.clear()
        const items = refresh(due)
        save()
        return items
      })
      if (changed.length > 0) onRefreshed(changed)
    } catch (error) {
      for (const itemId of due) stale.add(itemId)
      if (!(error instanceof FoyerError)) throw error
      settler.mark()
    }
  }
  if (stale.size > 0) settler.mark()

  return {
    /** Inside the transaction that changes the body. */
    mark(itemId: ItemId) {
      if (!stale.has(itemId)) {
        stale.add(itemId)
        save()
      }
      settler.mark()
    },
    close() {
      refreshAll()
      settler.stop()
    },
  }
}
