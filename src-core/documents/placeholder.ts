import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { tagOf } from './clientId.ts'
import type { InspectedUpdate } from './inspect.ts'

/** More clocks than a device uses up in a document. */
export const FAR = 2 ** 41

/** One struct that holds nothing, over these clocks. */
function emptyStruct(client: number, clock: number, length: number): Uint8Array {
  const out = encoding.createEncoder()
  for (const value of [1, 1, client, clock]) encoding.writeVarUint(out, value)
  encoding.writeUint8(out, 0)
  for (const value of [length, 0]) encoding.writeVarUint(out, value)
  return encoding.toUint8Array(out)
}

/**
 * What is applied in place of a change that does not count: the same clocks without content. Without
 * them, everything that others built on it, and all that those wrote afterwards, would wait for ever.
 * What stands directly behind or inside such content goes with it, on every replica alike. Undefined where
 * the change has only deletes.
 */
export function placeholderFor({ structs }: InspectedUpdate): Uint8Array | undefined {
  const [first] = structs
  const last = structs.at(-1)
  if (!first || !last) return undefined
  return emptyStruct(first.client, first.clock, last.clock + last.length - first.clock)
}

/**
 * Of what a document waits for, what has not come. Yjs names a client as missing too where its next struct has come and
 * waits itself, for somebody whose changes may still come. All, where everything has come and each waits for another.
 */
function missingIn({ store }: Y.Doc): readonly number[] {
  if (!store.pendingStructs) return []
  const all = [...store.pendingStructs.missing.keys()]
  const { from, to } = Y.parseUpdateMetaV2(store.pendingStructs.update)
  const hasCome = (client: number) => {
    const next = Y.getState(store, client)
    return (from.get(client) ?? FAR) <= next && next < (to.get(client) ?? 0)
  }
  const missing = all.filter((client) => !hasCome(client))
  return missing.length > 0 ? missing : all
}

/**
 * Fills what a document waits for from devices whose changes no longer come: the refused changes of a
 * removed device reached some replicas and not others, and others built on them.
 */
export function fillFromGone(doc: Y.Doc, isGone: (tag: number) => boolean): void {
  for (;;) {
    const gone = missingIn(doc).filter((client) => isGone(tagOf(client)))
    if (gone.length === 0) return
    for (const client of gone) {
      const from = Y.getState(doc.store, client)
      if (from >= FAR) return
      Y.applyUpdate(doc, emptyStruct(client, from, FAR - from))
    }
  }
}

/** It was filled for a device of which more comes after all: what set its end does not count any more. */
export const isFilledInVain = (doc: Y.Doc, isGone: (tag: number) => boolean): boolean =>
  [...doc.store.clients.keys()].some(
    (client) => Y.getState(doc.store, client) >= FAR && !isGone(tagOf(client)),
  )
