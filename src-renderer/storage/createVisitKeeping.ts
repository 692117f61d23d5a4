import { createEmitter } from '../../src-core/base/emitter.ts'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { Keeping, KeepingState } from '../../src-core/ports/index.ts'
import type { MemoryProfile } from '../../src-core/ports/memory/index.ts'
import { createRowKeeper, type RowKeeper } from './createRowKeeper.ts'
import type { KeptVisit, VisitFacts } from './keptVisits.ts'
import type { RowSeal } from './rowSeal.ts'
import type { SealedShelf } from './sealedShelf.ts'
import { everyRow, isOwnEnvelope, neededAfterReload, watchSelf } from './visitRows.ts'

type Facts = Omit<VisitFacts, 'usedAt'>

/** Somewhere to keep rows, and the numbers of those that lie there already. */
interface Place {
  readonly shelf: SealedShelf
  readonly seal: RowSeal
  readonly ids?: ReadonlyMap<string, number> | undefined
}

export interface VisitKeepingOptions {
  readonly profile: MemoryProfile
  /** Why nothing can be kept here. */
  readonly unavailable?: 'insecure' | 'forbidden' | undefined
  /** What the tab remembers; without it nothing is. */
  readonly tab?: Place | undefined
  /** Where this visit is kept already. */
  readonly kept?: (KeptVisit & Place) | undefined
  /** Makes room, and holds it for this host. */
  readonly createKept: () => Promise<KeptVisit>
  readonly now: () => number
}

export interface VisitKeeping extends Keeping {
  /** While something must not leave this device yet, because it is not stored. */
  urgent(): Promise<void> | undefined
  /** What the host knows of its Space now. */
  about(facts: Facts): void
  /** The visit is over: removes everything, and remembers nothing any more. */
  end(): Promise<void>
}

/** Remembers a visit for a reload of its tab, and keeps it beyond the tab when asked (rule 24). */
export function createVisitKeeping(options: VisitKeepingOptions): VisitKeeping {
  const { profile, tab, now } = options
  const self = watchSelf(profile)
  const changed = createEmitter<void>()
  let kept: KeptVisit | undefined = options.kept
  let facts: Facts | undefined
  let keeper: RowKeeper | undefined
  let isOver = false
  let state: KeepingState = { state: 'none' }

  const set = (next: KeepingState) => {
    state = next
    changed.emit()
  }
  function usual(): KeepingState {
    if (isOver) return { state: 'none' }
    if (kept) return { state: 'kept' }
    const why = options.unavailable
    return why ? { state: 'unavailable', why } : { state: 'offered' }
  }

  function begin({ shelf, seal, ids }: Place, isWhole: boolean): RowKeeper {
    keeper = createRowKeeper({
      ...{ profile, shelf, seal, ids },
      wants: isWhole ? everyRow : neededAfterReload(self),
      isUrgent: isOwnEnvelope(self),
      onFailed: (error) => void (isWhole ? lose(error) : forgetTab()),
    })
    return keeper
  }
  function stop() {
    keeper?.stop()
    keeper = undefined
  }
  const forgetTab = () => tab?.shelf.erase().catch(() => {})

  /** From the moment when the visitor has a name: before that there is nothing to come back to. */
  function rememberInTab() {
    if (!tab || keeper || kept || isOver || !self.isNamed()) return
    begin({ shelf: tab.shelf, seal: tab.seal }, false)
  }

  /** What is stored falls behind what was said to others, so it must not be opened again. */
  async function lose(error: unknown) {
    stop()
    const store = kept
    kept = undefined
    await store?.shelf.erase().catch(() => {})
    set({ state: 'lost', why: isFull(error) ? 'full' : 'failed' })
    rememberInTab()
  }

  async function copyTo(store: KeptVisit, known: Facts) {
    stop()
    kept = store
    await begin(store, true).stored()
    // Otherwise it was lost on the way, and said so.
    if (kept !== store) throw new FoyerError('DISK_FAILED')
    await store.putFacts({ ...known, usedAt: now() })
  }

  async function keep() {
    if (kept || !facts || isOver) return
    try {
      await copyTo(await options.createKept(), facts)
    } catch (error) {
      if (state.state !== 'lost' || kept) await lose(error)
      throw new FoyerError(isFull(error) ? 'DISK_FULL' : 'DISK_FAILED')
    }
    await forgetTab()
    set({ state: 'kept' })
  }

  async function remove() {
    stop()
    const store = kept
    kept = undefined
    await Promise.all([store?.shelf.erase(), forgetTab()])
    set(usual())
    rememberInTab()
  }

  if (options.kept) begin(options.kept, true)
  else if (tab?.ids?.size) begin(tab, false)
  profile.onCommit(rememberInTab)

  return {
    state: () => state,
    onState: changed.on,
    keep,
    remove,
    urgent: () => keeper?.urgent(),
    about(next) {
      if (isOver || (facts && isSame(facts, next))) return
      facts = next
      if (state.state === 'none') set(usual())
      if (kept && state.state === 'kept') kept.putFacts({ ...next, usedAt: now() }).catch(() => {})
    },
    async end() {
      isOver = true
      await remove()
    },
  }
}

const isSame = (a: Facts, b: Facts) =>
  a.spaceId === b.spaceId && a.space === b.space && a.enamel === b.enamel && a.until === b.until

const isFull = (error: unknown) => error instanceof Error && error.name === 'QuotaExceededError'
