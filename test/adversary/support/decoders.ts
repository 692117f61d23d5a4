import { encode, tryDecode } from '../../../src-core/base/codec.ts'
import { openSegment } from '../../../src-core/documents/index.ts'
import {
  encodeDeviceMessage,
  parseDeviceMessage,
} from '../../../src-core/host/devices/deviceProtocol.ts'
import { ownMessage } from '../../../src-core/host/devices/ownSpaces.ts'
import {
  type DoorMessage,
  encodeDoorMessage,
  parseDoorMessage,
} from '../../../src-core/host/door/doorProtocol.ts'
import { groupMessage } from '../../../src-core/host/groups/groupExchange.ts'
import {
  createCard,
  createJoinRequest,
  decodeCard,
  decodeIdentity,
  decodeJoinRequest,
  encodeCard,
  encodeIdentity,
  encodeJoinRequest,
  type IdentityWithSecrets,
  identityOfDevice,
  invitationSecrets,
} from '../../../src-core/membership/index.ts'
import { openHeader, sealEnvelope, verifyEnvelope } from '../../../src-core/sync/envelope.ts'
import { createFrameReader } from '../../../src-core/sync/framing.ts'
import {
  decodeMessage,
  encodeMessage,
  type SessionMessage,
} from '../../../src-core/sync/messages.ts'
import { createSealedCast, SOME_DOCUMENT } from '../../../src-core/testing/sealedCast.ts'
import { messagesOf } from '../../vectors/syncExamples.ts'
import type { Decoder } from './decoder.ts'
import { documentDecoders } from './documentDecoders.ts'
import { linkDecoders, phoneOf } from './linkDecoders.ts'
import { logDecoder } from './logDecoders.ts'
import { frameDecoders, mailDecoders } from './mailDecoders.ts'
import { segmentOf } from './segmentSample.ts'
import { snapshotDecoders } from './snapshotSample.ts'
import { textDecoders } from './textDecoders.ts'
import { valueDecoders } from './valueDecoders.ts'

/** Messages that are no part of the first vectors. */
function optionalMessages(): Uint8Array[] {
  const id = 'A'.repeat(22) as never
  const messages: SessionMessage[] = [
    { type: 'own', bytes: new Uint8Array(9) },
    { type: 'wantVersions', ids: [id] },
    { type: 'version', id, key: new Uint8Array(32), blob: new Uint8Array(9) },
    { type: 'versionMissing', id },
    { type: 'group', bytes: new Uint8Array(9) },
    { type: 'snapshots', batch: [new Uint8Array(9), new Uint8Array(3)] },
  ]
  return messages.map(encodeMessage)
}

/** Every decoder that reads what others sent or what lay on a disk. */
export function decoders(): Decoder[] {
  const cast = createSealedCast('fuzz')
  const { alice, bob, spaceId, state } = cast
  const place = { seq: 1, prev: null }
  const envelope = cast.seal(alice, new Uint8Array(50), place).bytes
  const snapshot = sealEnvelope({
    ...{ identity: alice, epoch: cast.epoch, spaceId, docId: SOME_DOCUMENT, ...place },
    ...{
      logHeads: state.heads,
      kind: 'snapshot',
      payload: new Uint8Array(50),
      random: cast.random,
    },
  })
  const segment = segmentOf(cast)
  const card = createCard(alice, { name: 'Alice', enamel: null, deviceLabel: 'laptop', version: 1 })
  const full = createCard(alice, {
    ...{ name: 'Alice', enamel: 'moss', deviceLabel: 'laptop', version: 2 },
    ...{ email: 'alice@example.org', photo: new Uint8Array(20) },
  })
  const cards = [encodeCard(card), encodeCard(full)]
  const secrets = invitationSecrets(new Uint8Array(32).fill(3))
  const ask = (told: { card: typeof card; email: string | null }) =>
    encodeJoinRequest(createJoinRequest(bob, secrets, new Uint8Array(32), told))
  const requests = [ask({ card, email: null }), ask({ card: full, email: 'bob@example.org' })]
  const unrooted = identityOfDevice(alice.seeds, alice.certificate) as IdentityWithSecrets
  const phone = phoneOf(cast)
  const handed = {
    ...{ spaceId, name: 'Loft', enamel: 'moss', sample: false },
    ...{ entries: [envelope], cards },
  }
  const entries = [...state.internal.graph.nodes.values()].map(({ entry }) => entry.bytes)

  return [
    {
      name: 'envelope',
      good: [envelope, snapshot.bytes, segment.bytes],
      decode(bytes) {
        const header = openHeader(bytes)
        return header && verifyEnvelope(bytes, header, alice.certificate)
      },
      accepted: (value) => value === true,
      isSealed: true,
    },
    { name: 'segment', good: [segment.payload], decode: openSegment },
    {
      name: 'session message',
      good: [...messagesOf().map(({ bytes }) => bytes), ...optionalMessages()],
      decode(bytes) {
        const received = decodeMessage(bytes)
        return received.type === 'known' ? received.message : undefined
      },
      again: encodeMessage,
    },
    logDecoder(cast),
    { name: 'card', good: cards, decode: decodeCard, again: encodeCard },
    { name: 'join request', good: requests, decode: decodeJoinRequest, again: encodeJoinRequest },
    {
      name: 'identity',
      good: [encodeIdentity(alice), encodeIdentity(unrooted)],
      decode: decodeIdentity,
      isSealed: true,
    },
    {
      name: 'door message',
      good: [
        encodeDoorMessage({
          ...{
            type: 'welcome',
            inviter: 'Alice',
            spaceName: 'Loft',
            enamel: 'moss',
            role: 'guest',
          },
          ...{ expiresAt: 5, readers: ['Alice', 'Bob'], approval: true },
        }),
        encodeDoorMessage({
          ...{ type: 'welcome', inviter: 'Alice', spaceName: 'Loft', enamel: '', role: 'editor' },
          ...{ expiresAt: null, readers: [], approval: false },
        }),
        encodeDoorMessage({ type: 'refused', code: 'LINK_REVOKED' }),
        encodeDoorMessage({ type: 'request', request: requests[0] as Uint8Array }),
        encodeDoorMessage({ type: 'admitted', entries, cards }),
        encodeDoorMessage({ type: 'waiting' }),
        encodeDoorMessage({ type: 'part', entries, cards }),
      ],
      decode: parseDoorMessage,
      // A reason that is not known is read as the general one.
      again: (value: DoorMessage) =>
        value.type === 'refused' ? undefined : encodeDoorMessage(value),
    },
    {
      name: 'frames',
      good: [Uint8Array.of(3, 0, 0, 0, 1, 1), Uint8Array.of(1, 0, 0, 0, 2, 1)],
      decode(bytes) {
        const reader = createFrameReader()
        const first = reader.receive('bulk', bytes)
        for (let i = 0; i < 2; i++) if (reader.receive('bulk', bytes) === null) break
        return first
      },
      accepted: (first) => first !== null,
    },
    {
      name: 'device message',
      good: [
        encodeDeviceMessage({ type: 'ask', label: 'phone', commitment: new Uint8Array(32) }),
        encodeDeviceMessage({ type: 'space', space: handed }),
        encodeDeviceMessage({
          ...{ type: 'granted', certificate: bob.certificate },
          ...{ name: 'Alice', enamel: 'moss', label: 'laptop' },
        }),
        encodeDeviceMessage({
          ...{ type: 'granted', certificate: phone.certificate },
          ...{ name: 'Bob', enamel: '', label: '' },
        }),
        encodeDeviceMessage({ type: 'done' }),
        encodeDeviceMessage({ type: 'refused' }),
        encodeDeviceMessage({ type: 'entries', spaceId, entries }),
        encodeDeviceMessage({ type: 'nonce', nonce: new Uint8Array(32).fill(1) }),
        encodeDeviceMessage({ type: 'reveal', nonce: new Uint8Array(32).fill(2) }),
        encodeDeviceMessage({ type: 'part', part: { spaceId, entries, cards } }),
      ],
      decode: parseDeviceMessage,
      again: encodeDeviceMessage,
    },
    {
      name: 'own Spaces',
      good: [
        encode(ownMessage, { type: 'have', spaces: [spaceId] }),
        encode(ownMessage, { type: 'want', spaces: [spaceId] }),
        encode(ownMessage, { type: 'space', space: handed }),
        encode(ownMessage, { type: 'part', part: { spaceId, entries, cards } }),
      ],
      decode: (bytes) => tryDecode(ownMessage, bytes),
      again: (value) => encode(ownMessage, value),
    },
    {
      name: 'hidden group',
      good: [
        encode(groupMessage, { type: 'group', group: handed }),
        encode(groupMessage, { type: 'part', part: { spaceId, entries, cards } }),
      ],
      decode: (bytes) => tryDecode(groupMessage, bytes),
      again: (value) => encode(groupMessage, value),
    },
    ...snapshotDecoders(),
    ...textDecoders(cast),
    ...documentDecoders(),
    ...mailDecoders(cast),
    ...frameDecoders(),
    ...linkDecoders(cast),
    ...valueDecoders(),
  ]
}
