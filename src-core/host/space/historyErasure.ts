import type { Disposer } from '../../base/disposer.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DocId, SpaceId } from '../../base/ids.ts'
import type { Clock, Storage, StoredEnvelope } from '../../ports/index.ts'
import { isStub } from '../../sync/index.ts'
import type { SealedNotes } from './sealedNotes.ts'
import type { Snapshots } from './snapshots.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'

/** Up to which position a document's envelopes are to go. */
export interface OwedErasure {
  readonly upTo: number
  /** Snapshots made for it so far. */
  readonly tries: number
}

export interface HistoryErasureOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly notes: SealedNotes<OwedErasure>
  readonly membership: Pick<SpaceMembership, 'rights' | 'turn'>
  readonly documents: Pick<SpaceDocuments, 'snapshot'>
  readonly snapshots: Pick<Snapshots, 'inEffect'>
  readonly clock: Clock
  /** Own snapshots take effect as those of others do. */
  readonly settle: () => void
  readonly log: (message: string) => void
}

/** What led to a document's present state is to go from everybody's disk (rule 16). */
export interface HistoryErasure {
  /** Something in it was erased, here or by somebody else. May be called inside a transaction. */
  owe(docId: DocId, by: 'here' | 'others'): void
  stop: Disposer
}

/** The owner's device first, then admins', each so much later, ms; whoever finds it done does nothing. */
const NEXT_ERASES_AFTER_MS = 15_000
const OTHERS_FIRST_MS = 1_000
const AGAIN_AFTER_MS = 30_000
const MAX_TRIES = 10
const BATCH = 500

/** Only owner and admins can sign the snapshot that is left; others have nothing to do but wait for it. */
export function createHistoryErasure(options: HistoryErasureOptions): HistoryErasure {
  const { spaceId, storage, notes, membership, documents, snapshots, clock } = options
  let timer: Disposer | undefined
  let dueAt = Number.POSITIVE_INFINITY

  function* rowsOf(docId: DocId, upTo: number): Generator<StoredEnvelope> {
    for (let position = 0; ; ) {
      const rows = storage.envelopes.ofDocument(spaceId, docId, position, BATCH)
      for (const row of rows) {
        if (row.position > upTo) return
        yield row
        position = row.position
      }
      if (rows.length < BATCH) return
    }
  }
  const lastOf = (docId: DocId) => {
    let last = 0
    for (const { position } of rowsOf(docId, Number.POSITIVE_INFINITY)) last = position
    return last
  }

  /** Snapshots stay, and what lies beneath one is gone or on its way. */
  function isLeft(docId: DocId, upTo: number): boolean {
    const all = snapshots.inEffect(docId)
    const isPart = ({ deviceId, seq }: StoredEnvelope) =>
      all.some(
        ({ noted }) =>
          noted.deviceId === deviceId && seq <= noted.seq && seq > noted.seq - noted.count,
      )
    for (const row of rowsOf(docId, upTo)) if (!isStub(row.bytes) && !isPart(row)) return true
    return false
  }

  /** True where there is nothing left to do, or nothing that helps. */
  function eraseOne(docId: DocId, { upTo, tries }: OwedErasure): boolean {
    if (!isLeft(docId, upTo)) return true
    if (tries >= MAX_TRIES) return true
    // False where it waits for something, which may come.
    if (!documents.snapshot(docId, true)) return false
    storage.transaction(() => notes.put(docId, { upTo, tries: tries + 1 }))
    options.settle()
    return false
  }

  function work() {
    timer = undefined
    dueAt = Number.POSITIVE_INFINITY
    try {
      const owed = membership.rights().writeLog ? notes.all() : []
      for (const [docId, one] of owed)
        if (eraseOne(docId as DocId, one)) storage.transaction(() => notes.remove(docId))
        else within(AGAIN_AFTER_MS)
    } catch (error) {
      if (!(error instanceof FoyerError)) throw error
      options.log(`a history was not erased: ${error.code}`)
      within(AGAIN_AFTER_MS)
    }
  }
  function within(ms: number) {
    const at = clock.now() + ms
    if (at >= dueAt) return
    timer?.()
    dueAt = at
    timer = clock.after(ms, work)
  }

  within(AGAIN_AFTER_MS)
  return {
    owe(docId, by) {
      if (!membership.rights().writeLog) return
      const upTo = lastOf(docId)
      if (upTo > 0) storage.transaction(() => notes.put(docId, { upTo, tries: 0 }))
      const turn = Math.max(0, membership.turn())
      within(by === 'here' ? 0 : OTHERS_FIRST_MS + turn * NEXT_ERASES_AFTER_MS)
    },
    stop: () => timer?.(),
  }
}
