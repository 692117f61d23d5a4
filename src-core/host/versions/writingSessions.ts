import type { Disposer } from '../../base/disposer.ts'
import type { ItemId, SpaceId } from '../../base/ids.ts'
import type { Clock, Storage } from '../../ports/index.ts'
import { createSettler, type Settler } from '../space/settler.ts'

export interface WritingSessionsOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly clock: Clock
  /** Writing in this note has ended, or has gone on for long. */
  readonly keep: (itemId: ItemId) => void
}

/** Three minutes without a key, and somebody has stopped; a quarter of an hour of writing is worth keeping. */
const WRITING_SETTLES = { quietMs: 3 * 60_000, atMostMs: 15 * 60_000 }

export interface WritingSessions {
  /** Inside the transaction in which this device wrote in the note. */
  wrote(itemId: ItemId): void
  /** Keeps what has not been kept yet. */
  close: Disposer
}

/**
 * In which notes this device has written since a version of them was kept. The list is on disk, so that a
 * host that is killed keeps the version at its next start.
 */
export function createWritingSessions(options: WritingSessionsOptions): WritingSessions {
  const { spaceId, storage, clock } = options
  const key = `unkept-notes:${spaceId}`
  const settlers = new Map<ItemId, Settler>()

  function save() {
    if (settlers.size === 0) storage.settings.remove(key)
    else storage.settings.set(key, JSON.stringify([...settlers.keys()]))
  }
  function end(itemId: ItemId) {
    settlers.get(itemId)?.stop()
    settlers.delete(itemId)
    options.keep(itemId)
    storage.unsynced(save)
  }
  function begin(itemId: ItemId): Settler {
    const settler = createSettler({ ...WRITING_SETTLES, clock, run: () => end(itemId) })
    settlers.set(itemId, settler)
    return settler
  }
  for (const itemId of JSON.parse(storage.settings.get(key) ?? '[]') as ItemId[])
    begin(itemId).mark()

  return {
    wrote(itemId) {
      const isNew = !settlers.has(itemId)
      const settler = settlers.get(itemId) ?? begin(itemId)
      settler.mark()
      if (isNew) save()
    },
    close() {
      for (const itemId of [...settlers.keys()]) end(itemId)
    },
  }
}
