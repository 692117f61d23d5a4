import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { clientIdFor, freshClientId, isOfTag, tagOf } from './clientId.ts'

const alice = 0xfedcba98

test('the largest client id is a safe integer that Yjs carries in a V1 update (rule 11)', () => {
  const client = clientIdFor(2 ** 32 - 1, 2 ** 21 - 1)
  expect(client).toBe(Number.MAX_SAFE_INTEGER)
  const doc = new Y.Doc()
  doc.clientID = client
  doc.getMap('items').set('a', 1)
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  expect([...copy.store.clients.keys()]).toEqual([client])
})

test('a client id tells its device, whatever the incarnation (rule 11)', () => {
  for (const incarnation of [0, 1, 2 ** 21 - 1]) {
    const client = clientIdFor(alice, incarnation)
    expect(tagOf(client)).toBe(alice)
    expect(isOfTag(client, alice)).toBe(true)
    expect(isOfTag(client, alice + 1)).toBe(false)
  }
})

test('an incarnation that the document knows is drawn again (rule 11)', () => {
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(alice, 5)
  doc.getMap('items').set('a', 1)
  const draws = [5, 5, 6]
  const random = { bytes: () => Uint8Array.of(0, 0, draws.shift() ?? 0) }
  const reopened = new Y.Doc()
  Y.applyUpdate(reopened, Y.encodeStateAsUpdate(doc))
  expect(freshClientId(alice, reopened, random)).toBe(clientIdFor(alice, 6))
  expect(draws).toEqual([])
})
