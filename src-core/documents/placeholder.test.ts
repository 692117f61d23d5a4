import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { tagOf } from './clientId.ts'
import { clientIdFor, fillFromGone } from './index.ts'

const ALICE = clientIdFor(1, 1)
/** Two clients of the same device: she had the note open twice. Yjs goes through clients from the highest down. */
const [EVE, EVE_LATER] = [clientIdFor(9, 2), clientIdFor(9, 1)]
const BOB = clientIdFor(3, 1)
const isEve = (tag: number) => tag === tagOf(EVE)

/** What each wrote, one behind the other. */
function written(clients: readonly number[]): Uint8Array[] {
  const doc = new Y.Doc()
  return clients.map((client) => {
    const before = Y.encodeStateVector(doc)
    doc.clientID = client
    const words = doc.getText('words')
    words.insert(words.length, `<${client}>`)
    return Y.encodeStateAsUpdate(doc, before)
  })
}
const said = (doc: Y.Doc) => doc.getText('words').toString()

test('what somebody who was removed wrote stays where it waits for others, whatever they built on it', () => {
  const [ofAlice, ...rest] = written([ALICE, EVE, EVE_LATER, BOB]) as [Uint8Array, ...Uint8Array[]]
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.mergeUpdates(rest))
  fillFromGone(doc, isEve)
  Y.applyUpdate(doc, ofAlice)
  expect(said(doc)).toBe(`<${ALICE}><${EVE}><${EVE_LATER}><${BOB}>`)
})

test('what never came of somebody who was removed is filled, and what others built on it waits no longer', () => {
  const [ofAlice, , ofBob] = written([ALICE, EVE, BOB]) as [Uint8Array, Uint8Array, Uint8Array]
  const doc = new Y.Doc()
  for (const update of [ofAlice, ofBob]) Y.applyUpdate(doc, update)
  expect(doc.store.pendingStructs).not.toBeNull()
  fillFromGone(doc, isEve)
  expect(doc.store.pendingStructs).toBeNull()
})

test('two clients of somebody who was removed that wait for each other are filled', () => {
  const insert = (client: number, behind: number) => {
    const doc = new Y.Doc()
    doc.clientID = behind
    doc.getText('words').insert(0, 'b')
    const before = Y.encodeStateVector(doc)
    doc.clientID = client
    doc.getText('words').insert(1, 'a')
    return Y.encodeStateAsUpdate(doc, before)
  }
  const doc = new Y.Doc()
  Y.applyUpdate(doc, insert(EVE, EVE_LATER))
  Y.applyUpdate(doc, insert(EVE_LATER, EVE))
  expect(doc.store.pendingStructs).not.toBeNull()
  fillFromGone(doc, isEve)
  expect(doc.store.pendingStructs).toBeNull()
})
