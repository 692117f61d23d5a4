import { utf8 } from '../../src-core/base/bytes.ts'
import { encode } from '../../src-core/base/codec.ts'
import { type ItemId, idFromBytes, type SpaceId } from '../../src-core/base/ids.ts'
import { sealAtRest } from '../../src-core/crypto/index.ts'
import {
  bodyDocId,
  clientIdFor,
  commentsDocId,
  feedDocId,
  inspectUpdate,
  placeholderFor,
} from '../../src-core/documents/index.ts'
import {
  type DeviceMessage,
  encodeDeviceMessage,
} from '../../src-core/host/devices/deviceProtocol.ts'
import { ownMessage } from '../../src-core/host/devices/ownSpaces.ts'
import { type DoorMessage, encodeDoorMessage } from '../../src-core/host/door/doorProtocol.ts'
import { groupMessage } from '../../src-core/host/groups/groupExchange.ts'
import { encodePresence, type PresenceMessage } from '../../src-core/host/space/presence.ts'
import { deviceTag } from '../../src-core/membership/index.ts'
import { encodeMessage, type SessionMessage } from '../../src-core/sync/messages.ts'
import { craftUpdate } from '../../src-core/testing/craftUpdate.ts'
import type { syncInputs } from './syncExamples.ts'

const fill = (byte: number, length = 32) => new Uint8Array(length).fill(byte)
const AT = Date.UTC(2026, 0, 1)
const spaceId = idFromBytes<SpaceId>(fill(0x90))
const itemId = idFromBytes<ItemId>(fill(0x91, 16))
const space = {
  ...{ spaceId, name: 'Loft', enamel: 'moss', sample: false },
  ...{ entries: [utf8('entry')], cards: [utf8('card'), utf8('another')] },
}

const part = { spaceId, entries: space.entries, cards: [] }

const doorMessages: readonly DoorMessage[] = [
  {
    ...{ type: 'welcome', inviter: 'Alice', spaceName: 'Loft', enamel: 'moss', role: 'guest' },
    ...{ expiresAt: AT, readers: ['Alice', 'Bob'], approval: true },
  },
  { type: 'refused', code: 'LINK_REVOKED' },
  { type: 'request', request: utf8('request') },
  { type: 'admitted', entries: space.entries, cards: space.cards },
  { type: 'waiting' },
  { type: 'part', entries: space.entries, cards: [] },
]
const deviceMessages = ({ bob }: ReturnType<typeof syncInputs>): readonly DeviceMessage[] => [
  { type: 'ask', label: 'phone', commitment: fill(0x92) },
  {
    ...{ type: 'granted', certificate: bob.certificate },
    ...{ name: 'Bob', enamel: 'slate', label: 'laptop' },
  },
  { type: 'space', space },
  { type: 'done' },
  { type: 'refused' },
  { type: 'entries', spaceId, entries: space.entries },
  { type: 'nonce', nonce: fill(0x93) },
  { type: 'reveal', nonce: fill(0x94) },
  { type: 'part', part },
]
const presenceMessages: readonly PresenceMessage[] = [
  { type: 'place', here: true, itemId },
  { type: 'place', here: false, itemId: null },
  { type: 'cursors', itemId, update: utf8('update') },
]
const groupMessages = [
  { type: 'group', group: space },
  { type: 'part', part },
] as const
const laterMessages: readonly SessionMessage[] = [
  { type: 'own', bytes: utf8('own') },
  { type: 'group', bytes: utf8('group') },
  { type: 'snapshots', batch: [utf8('one'), utf8('two')] },
]

const all = <T extends { readonly type: string }>(
  messages: readonly T[],
  bytesOf: (message: T) => Uint8Array,
) => messages.map((message) => ({ ...message, encoded: bytesOf(message) }))

/** What is said at a door, between devices of one person, of groups and of presence, field by field. */
export function spokenOf(inputs: ReturnType<typeof syncInputs>) {
  const own = [
    { type: 'have', spaces: [spaceId] },
    { type: 'want', spaces: [spaceId] },
    { type: 'space', space },
    { type: 'part', part },
  ] as const
  return {
    door: all(doorMessages, encodeDoorMessage),
    // Its certificate is Bob's, above.
    device: deviceMessages(inputs).map((message) => {
      const { certificate: _, ...fields } = { certificate: null, ...message }
      return { ...fields, encoded: encodeDeviceMessage(message) }
    }),
    own: all(own, (message) => encode(ownMessage, message)),
    group: all(groupMessages, (one) => encode(groupMessage, one)),
    presence: all(presenceMessages, encodePresence),
    session: all(laterMessages, encodeMessage),
  }
}

/** Names of documents and of who writes in them, the struct in a void change's place, and a disk's seal. */
export function documentsOf({ alice }: ReturnType<typeof syncInputs>) {
  const tag = deviceTag(alice.deviceId)
  const client = clientIdFor(tag, 5)
  const structs = [{ parent: 'items', parentSub: 'a' }, { parent: 'items' }]
  const update = craftUpdate({ blocks: [{ client, clock: 300, structs }] })
  const inspected = inspectUpdate(update)
  if (!inspected.ok) throw new Error(inspected.error)
  const [dataKey, value] = [fill(0x95), utf8('an epoch key, or what else is secret')]
  const place = { kind: 'epoch', context: [fill(0x96), fill(0x97, 16)] }
  return {
    ...{ spaceId, itemId },
    docIds: {
      feed: feedDocId(spaceId),
      comments: commentsDocId(spaceId),
      body: bodyDocId(itemId),
    },
    client: { deviceId: alice.deviceId, tag, incarnation: 5, clientId: client },
    void: { clientId: client, clock: 300, length: 2, update: placeholderFor(inspected.value) },
    atRest: {
      ...{ dataKey, kind: place.kind, ids: place.context, value },
      sealed: sealAtRest(dataKey, place, value, { bytes: (length) => fill(0x98, length) }),
    },
  }
}
