import type * as Y from 'yjs'
import type { DocId, ItemId, SpaceId } from '../../base/ids.ts'
import { idToBytes } from '../../base/ids.ts'
import { createPace, inOneTurn, type Steps } from '../../base/steps.ts'
import { openAtRest, sealAtRest } from '../../crypto/index.ts'
import {
  applyAll,
  type DocumentKind,
  encodeState,
  fillFromGone,
  freshClientId,
  isFilledInVain,
  loadDoc,
} from '../../documents/index.ts'
import type { Random, Storage } from '../../ports/index.ts'
import { clocksOf } from './clocksOf.ts'
import type { Base } from './snapshotTypes.ts'

/** A document held in memory. */
export interface OpenDocument {
  readonly docId: DocId
  readonly kind: DocumentKind
  /** The note, for bodies. */
  readonly itemId: ItemId | null
  readonly doc: Y.Doc
  /** Position of the newest envelope in it. */
  position: number
  /** Position up to which a checkpoint covers it. */
  checkpointed: number
  /** Bytes of that checkpoint. */
  checkpointBytes: number
}

export interface DocumentPlace {
  readonly docId: DocId
  readonly kind: DocumentKind
  readonly itemId: ItemId | null
}

export interface DocumentLoaderOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly dataKey: Uint8Array
  readonly tag: number
  readonly random: Random
  /** What a kept envelope does; nothing when its epoch is not open to this device. */
  readonly openPayload: (bytes: Uint8Array, bases: readonly Base[]) => readonly Uint8Array[]
  /** The snapshots that a document begins with, those first that others give way to. */
  readonly bases: (docId: DocId) => readonly Base[]
  /** Nothing more comes from the device with this tag. */
  readonly isGone: (tag: number) => boolean
}

const BATCH = 100
/** Some 10 ms of reading and opening; a row that is skipped takes as long as so many bytes. */
const BYTES_A_STEP = 64 * 1024
const BYTES_OF_ROW = 128
/** Some 10 ms of applying. */
const UPDATES_A_STEP = 200
/**
 * A checkpoint is written when this many envelopes have come since the last one, and later the larger that
 * was: it holds the whole document, and a first sync would write it again and again.
 */
const CHECKPOINT_EVERY = 100
const CHECKPOINT_BYTES_AN_ENVELOPE = 2048

interface Read {
  readonly updates: Uint8Array[]
  readonly position: number
}

const placeOf = (spaceId: SpaceId, docId: DocId) => ({
  kind: 'checkpoint',
  context: [idToBytes(spaceId), idToBytes(docId)],
})

const dueAfter = ({ checkpointBytes }: OpenDocument) =>
  Math.max(CHECKPOINT_EVERY, checkpointBytes / CHECKPOINT_BYTES_AN_ENVELOPE)

/** Reads documents from checkpoint and envelopes, and writes checkpoints: a cache, never the truth. */
export function createDocumentLoader(options: DocumentLoaderOptions) {
  const { spaceId, storage, dataKey, tag, random } = options

  /** What the rows after a position do, and the last of them. */
  function* rowsAfter(docId: DocId, after: number, bases: readonly Base[]): Steps<Read> {
    const updates: Uint8Array[] = []
    const isLong = createPace(BYTES_A_STEP)
    for (let position = after; ; ) {
      const rows = storage.envelopes.ofDocument(spaceId, docId, position, BATCH)
      for (const row of rows) {
        const found = options.openPayload(row.bytes, bases)
        updates.push(...found)
        position = row.position
        // Others may take rows away meanwhile, which were read: those that follow are read anew.
        if (isLong(BYTES_OF_ROW + (found.length > 0 ? row.bytes.length : 0))) yield
      }
      if (rows.length < BATCH) return { updates, position }
    }
  }
  /** After a position of a checkpoint, or all with the snapshots that the document begins with. */
  function updatesOf(docId: DocId, after: number | null): Read {
    const bases = after === null ? options.bases(docId) : []
    const { updates, position } = inOneTurn(rowsAfter(docId, after ?? 0, bases))
    return { updates: [...bases.map((base) => base.state), ...updates], position }
  }

  /**
   * A document as it would be with these snapshots, from them and its envelopes alone. The last step takes what came
   * meanwhile, so that it holds what the one in memory holds. `guard` runs what can hang.
   */
  function* prepare(
    { docId }: DocumentPlace,
    bases: readonly Base[],
    guard: (apply: () => void) => void,
  ): Steps<Y.Doc> {
    const doc = loadDoc(undefined)
    for (const { state } of bases) {
      guard(() => applyAll(doc, [state]))
      yield
    }
    const { updates, position } = yield* rowsAfter(docId, 0, bases)
    yield
    for (let from = 0; from < updates.length; from += UPDATES_A_STEP) {
      guard(() => applyAll(doc, updates.slice(from, from + UPDATES_A_STEP)))
      yield
    }
    const rest = inOneTurn(rowsAfter(docId, position, bases)).updates
    guard(() => {
      applyAll(doc, rest)
      fillFromGone(doc, options.isGone)
    })
    return doc
  }

  function load(place: DocumentPlace, from?: 'from envelopes'): OpenDocument {
    const { docId } = place
    const kept = from ? undefined : storage.checkpoints.get(spaceId, docId)
    const state = kept && openAtRest(dataKey, placeOf(spaceId, docId), kept.sealed)
    const covered = state && kept ? kept.position : 0
    const { updates, position } = updatesOf(docId, state ? covered : null)
    const doc = loadDoc(state, updates)
    if (!from && isFilledInVain(doc, options.isGone)) return load(place, 'from envelopes')
    fillFromGone(doc, options.isGone)
    doc.clientID = freshClientId(tag, doc, random)
    const checkpointBytes = kept?.sealed.length ?? 0
    return { ...place, doc, position, checkpointed: covered, checkpointBytes }
  }

  function checkpoint(open: OpenDocument, every = dueAfter(open)): void {
    if (open.position - open.checkpointed < every) return
    const sealed = sealAtRest(dataKey, placeOf(spaceId, open.docId), encodeState(open.doc), random)
    storage.checkpoints.put(spaceId, open.docId, open.position, sealed)
    open.checkpointed = open.position
    open.checkpointBytes = sealed.length
  }

  /** The clock behind what came of each client, without what was filled in for what never comes. */
  function cameOf(docId: DocId): ReadonlyMap<number, number> {
    const ends = new Map<number, number>()
    for (const update of updatesOf(docId, null).updates)
      for (const [client, end] of clocksOf(update))
        ends.set(client, Math.max(end, ends.get(client) ?? 0))
    return ends
  }

  return { load, prepare, checkpoint, cameOf }
}
