import type * as Y from 'yjs'
import type { Random } from '../ports/random.ts'

const INCARNATIONS = 2 ** 21

/**
 * Protocol rule 11: the 32-bit tag of a device and a 21-bit incarnation make a Yjs client id of 53 bits,
 * so that the author of every struct can be told from the struct alone.
 */
export const clientIdFor = (tag: number, incarnation: number): number =>
  tag * INCARNATIONS + incarnation

/** The device tag in a client id. */
export const tagOf = (clientId: number): number => Math.floor(clientId / INCARNATIONS)

/** True when `clientId` can only have been written by the device with this tag. */
export const isOfTag = (clientId: number, tag: number): boolean => tagOf(clientId) === tag

/**
 * A client id for one opening of `doc`: random, and drawn again while the document knows it. Using one
 * twice would make Yjs silently pick another id, which every receiver would refuse.
 */
export function freshClientId(tag: number, doc: Y.Doc, random: Random): number {
  for (;;) {
    const [a = 0, b = 0, c = 0] = random.bytes(3)
    const clientId = clientIdFor(tag, ((a << 16) | (b << 8) | c) % INCARNATIONS)
    if (!isKnown(doc, clientId)) return clientId
  }
}

const isKnown = ({ store, clientID }: Y.Doc, clientId: number): boolean =>
  clientId === clientID ||
  store.clients.has(clientId) ||
  (store.pendingStructs?.missing.has(clientId) ?? false)
