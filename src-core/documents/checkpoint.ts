import * as Y from 'yjs'
import { MAX_PENDING_BYTES } from './limits.ts'

/** A document's whole state as one V1 update: the local cache that cold start reads. */
export const encodeState = (doc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(doc)

/**
 * A document from a checkpoint and the updates accepted since, all in one transaction. Garbage is
 * collected (protocol rule 16). The caller sets `clientID` before writing (`freshClientId`).
 */
export function loadDoc(state: Uint8Array | undefined, updates: Iterable<Uint8Array> = []): Y.Doc {
  const doc = new Y.Doc({ gc: true })
  applyAll(doc, state ? [state, ...updates] : updates)
  return doc
}

/** Applies accepted updates in one transaction, so that listeners are told once. */
export function applyAll(doc: Y.Doc, updates: Iterable<Uint8Array>, origin?: unknown): void {
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update, origin)
  }, origin)
}

/** Bytes of what was accepted but refers to something that has not arrived. */
export const pendingBytes = ({ store }: Y.Doc): number =>
  (store.pendingStructs?.update.length ?? 0) + (store.pendingDs?.length ?? 0)

/** Something was accepted that refers to what has not arrived. */
export const isPending = (doc: Y.Doc): boolean => pendingBytes(doc) > 0

/** Rule 36: beyond this, a document takes nothing more until its gaps are filled. */
export const isOverPending = (doc: Y.Doc): boolean => pendingBytes(doc) > MAX_PENDING_BYTES
