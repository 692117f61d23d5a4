import { beforeAll, describe, expect, it, test } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { DeviceId, ItemId, UserId } from '../../base/ids.ts'
import type { BodyEvent } from '../../bridge/contract.ts'
import { ready } from '../../crypto/index.ts'
import { clientIdFor } from '../../documents/clientId.ts'
import type { DeviceInfo } from '../../membership/index.ts'
import { createSeededRandom } from '../../testing/seededRandom.ts'
import { createVirtualClock } from '../../testing/virtualClock.ts'
import { createPresenceBook } from './presence.ts'
import { createSpaceBodies } from './spaceBodies.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { SpaceSync } from './spaceSync.ts'

beforeAll(ready)

const minutes = 'minutes' as ItemId
const [alice, eve] = ['alice' as UserId, 'eve' as UserId]
const device = { deviceId: 'eves laptop' as DeviceId, userId: eve, tag: 0xe4e } as DeviceInfo
const ALICES_TAG = 0xa11ce
const nothing = () => () => {}

/** A page of Alice's with the minutes open, and what goes out of her host. */
function createScene() {
  const presence = createPresenceBook()
  const sent: Uint8Array[] = []
  const events: BodyEvent[] = []
  const doc = new Y.Doc()
  const bodies = createSpaceBodies({
    documents: {
      tag: ALICES_TAG,
      body: () => doc,
      onBodyUpdate: nothing,
      onBodyRebuilt: nothing,
    } as unknown as SpaceDocuments,
    membership: {
      device: (id: DeviceId) => (id === device.deviceId ? device : undefined),
      rights: () => ({ post: true }),
      onChange: nothing,
    } as unknown as SpaceMembership,
    sync: {
      presence,
      sendCursors: (_: ItemId, update: Uint8Array) => sent.push(update),
    } as unknown as SpaceSync,
    person: (userId) =>
      userId === eve
        ? { userId, name: 'Eve', enamel: 'plum', self: false }
        : { userId, name: 'Alice', enamel: 'moss', self: true },
    clock: createVirtualClock(),
    random: createSeededRandom(1),
  })
  bodies.open(minutes, (event) => events.push(event))
  return { bodies, presence, sent, events, doc }
}

function cursorOf(tag: number, state: object): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(tag, 7)
  const awareness = new Awareness(doc)
  awareness.setLocalState(state)
  return encodeAwarenessUpdate(awareness, [doc.clientID])
}

/** What another replica learns from an update: the states of everybody else. */
function readCursors(update: Uint8Array | undefined): unknown[] {
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState(null)
  if (update) applyAwarenessUpdate(awareness, update, 'test')
  return [...awareness.getStates().values()]
}

const at = (clock: number) => ({ type: null, tname: null, item: { client: 9, clock }, assoc: 0 })
const position = { anchor: at(3), head: { type: null, tname: 'body', item: null, assoc: -1 } }

/** What no editor says: each would throw in the page's, in the middle of showing what others type. */
const ODD: readonly unknown[] = [
  ...['text', 7, [], {}, { anchor: 3, head: 5 }, { anchor: at(3) }, { anchor: null, head: null }],
  ...[{}, { item: { client: 'x', clock: 0 } }, { item: { client: 9, clock: 0.5 } }].map((one) => ({
    ...{ anchor: at(3), head: one },
  })),
  ...[{ item: { client: 9, clock: -1 } }, { item: 7 }, { type: {} }, { tname: 'meta' }].map(
    (one) => ({ ...{ anchor: one, head: at(3) } }),
  ),
  { anchor: { ...at(3), assoc: {} }, head: at(3) },
]

/** As the editor does with every cursor whenever the note or a cursor changes. */
function place(doc: Y.Doc, states: readonly unknown[]) {
  for (const { cursor } of states as { cursor: { anchor: object; head: object } | null }[])
    for (const end of cursor ? [cursor.anchor, cursor.head] : [])
      Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(end), doc)
}

test('a note of a newer schema is told as such, and no page of this version writes in it', () => {
  const { bodies, events, doc } = createScene()
  const state = events.find((event) => event.type === 'state')
  if (state?.type !== 'state') throw new Error('not opened')
  doc.getMap('meta').set('schemaVersion', 2)
  const change = { itemId: minutes, clientId: state.clientId, index: 0, update: new Uint8Array(2) }
  expect(() => bodies.update(change)).toThrow(expect.objectContaining({ code: 'NOTE_NEWER' }))
  const again: BodyEvent[] = []
  bodies.open(minutes, (event) => again.push(event))
  expect(again[0]).toMatchObject({ canWrite: false, schemaVersion: 2 })
})

describe('a cursor in a note', () => {
  it('bears the name of the member whose device it is, whatever it says of itself', () => {
    const { presence, events } = createScene()
    const user = { name: 'Alice', enamel: 'moss', client: 9, userId: alice }
    const update = cursorOf(device.tag, { cursor: position, user, html: '<b>' })
    presence.receive(device.deviceId, { type: 'cursors', itemId: minutes, update })
    const event = events.find((one) => one.type === 'presence')
    expect(readCursors(event?.update)).toEqual([
      {
        cursor: position,
        user: { name: 'Eve', enamel: 'plum', client: clientIdFor(device.tag, 7) },
      },
    ])
  })

  it.each(ODD.map((cursor) => [JSON.stringify(cursor), cursor]))(
    'is nowhere where it is %s, and throws in no editor',
    (_, cursor) => {
      const { presence, events } = createScene()
      const update = cursorOf(device.tag, { cursor })
      presence.receive(device.deviceId, { type: 'cursors', itemId: minutes, update })
      const seen = readCursors(events.find((one) => one.type === 'presence')?.update)
      const doc = new Y.Doc()
      doc.clientID = 9
      doc.getText('body').insert(0, 'some letters')
      doc.getMap('meta').set('schemaVersion', 1)
      expect(seen).toMatchObject([{ cursor: null }])
      place(doc, seen)
    },
  )

  it('of a device that is no member’s is not shown', () => {
    const { presence, events } = createScene()
    const update = cursorOf(device.tag, { cursor: position })
    presence.receive('unknown' as DeviceId, { type: 'cursors', itemId: minutes, update })
    expect(events.map(({ type }) => type)).toEqual(['state'])
  })

  it('tells others where it is and nothing else', () => {
    const { bodies, sent } = createScene()
    const user = { name: 'Alice', enamel: 'moss' }
    bodies.presence(minutes, cursorOf(ALICES_TAG, { cursor: position, user }))
    expect(sent.map(readCursors)).toEqual([[{ cursor: position }]])
  })
})
