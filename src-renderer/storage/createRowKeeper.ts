import type { MemoryProfile, RowChange } from '../../src-core/ports/memory/index.ts'
import type { RowSeal } from './rowSeal.ts'
import { placeKey, type SealedShelf } from './sealedShelf.ts'

export interface RowKeeperOptions {
  readonly profile: MemoryProfile
  readonly shelf: SealedShelf
  readonly seal: RowSeal
  /** Which rows are kept. */
  readonly wants: (row: RowChange) => boolean
  /** Which rows have to be stored before anything leaves this device. */
  readonly isUrgent: (row: RowChange) => boolean
  /** Where the rows of the shelf lie that are there already (`OpenedRows`); without it all are copied. */
  readonly ids?: ReadonlyMap<string, number> | undefined
  /** Told once, when the shelf took no more; nothing is written after that. */
  readonly onFailed: (error: unknown) => void
}

/** Copies what is committed in memory to a shelf, sealed. */
export interface RowKeeper {
  /** Everything told so far is stored, or the keeper has stopped. */
  stored(): Promise<void>
  /** While something urgent is not stored yet; otherwise undefined. */
  urgent(): Promise<void> | undefined
  stop(): void
}

/** Rows sealed at a time when a whole profile is copied. */
const BATCH = 1000

export function createRowKeeper(options: RowKeeperOptions): RowKeeper {
  const { profile, shelf, seal, wants, isUrgent } = options
  const ids = new Map(options.ids)
  let lastId = Math.max(0, ...ids.values())
  /** By number; without a row: to be removed. */
  let waiting = new Map<number, RowChange | undefined>()
  let running: Promise<void> | undefined
  let urgent = false
  let stopped = false

  function note(change: RowChange) {
    const key = placeKey(change)
    if (change.value === undefined) return forget(key)
    const id = ids.get(key) ?? ++lastId
    ids.set(key, id)
    waiting.set(id, change)
    urgent ||= isUrgent(change)
  }

  function forget(key: string) {
    const beneath = `${key.slice(0, -1)},`
    for (const [other, id] of ids) {
      if (other !== key && !other.startsWith(beneath)) continue
      ids.delete(other)
      waiting.set(id, undefined)
    }
  }

  async function write(batch: ReadonlyMap<number, RowChange | undefined>) {
    const kept = [...batch].flatMap(([id, row]) => (row ? [{ id, row }] : []))
    const removals = [...batch].flatMap(([id, row]) => (row ? [] : [id]))
    const puts = await Promise.all(
      kept.map(async ({ id, row }) => ({ id, sealed: await seal.seal(row) })),
    )
    if (!stopped) await shelf.write(puts, removals)
  }

  async function flush() {
    while (waiting.size > 0 && !stopped) {
      const batch = waiting
      waiting = new Map()
      await write(batch)
    }
  }

  /** What was there before: in pieces, because it counts only when all of it is stored. */
  async function copyAll() {
    const rows = [...profile.rows()].filter(wants)
    for (let at = 0; at < rows.length; at += BATCH) {
      for (const row of rows.slice(at, at + BATCH)) note(row)
      await flush()
    }
  }

  function run(work: () => Promise<void>) {
    const done = () => {
      running = undefined
      urgent = [...waiting.values()].some((row) => row && isUrgent(row))
      if (waiting.size > 0) begin()
    }
    running = work().catch(fail).then(done)
  }

  function fail(error: unknown) {
    if (stopped) return
    stop()
    options.onFailed(error)
  }

  function stop() {
    stopped = true
    waiting.clear()
  }

  const begin = () => {
    // What one turn changes is written together.
    if (!running) run(() => Promise.resolve().then(flush))
  }

  profile.onCommit((changes) => {
    if (stopped) return
    for (const change of changes) if (change.value === undefined || wants(change)) note(change)
    if (waiting.size > 0) begin()
  })
  if (!options.ids) run(copyAll)

  return {
    async stored() {
      while (running) await running
    },
    urgent: () => (urgent && !stopped ? running : undefined),
    stop,
  }
}
