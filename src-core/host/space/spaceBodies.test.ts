import { beforeAll, describe, expect, it } from 'vitest'
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
  return { bodies, presence, sent, events }
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

const position = { anchor: 3, head: 5 }

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
