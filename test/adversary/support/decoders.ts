import * as Y from 'yjs'
import { utf8 } from '../../../src-core/base/bytes.ts'
import { encode, tryDecode } from '../../../src-core/base/codec.ts'
import {
  checkPresence,
  inspectUpdate,
  manifestFromBytes,
} from '../../../src-core/documents/index.ts'
import {
  encodeDeviceMessage,
  parseDeviceMessage,
} from '../../../src-core/host/devices/deviceProtocol.ts'
import { ownMessage } from '../../../src-core/host/devices/ownSpaces.ts'
import { encodeDoorMessage, parseDoorMessage } from '../../../src-core/host/door/doorProtocol.ts'
import { encodePresence, parsePresence } from '../../../src-core/host/space/presence.ts'
import {
  createCard,
  createJoinRequest,
  decodeCard,
  decodeIdentity,
  decodeJoinRequest,
  encodeCard,
  encodeIdentity,
  encodeJoinRequest,
  formatDeviceLink,
  formatLink,
  invitationSecrets,
  openEntry,
  parseDeviceLink,
  parseLink,
  parseRecoveryWords,
  recoveryWords,
} from '../../../src-core/membership/index.ts'
import { openHeader, verifyEnvelope } from '../../../src-core/sync/envelope.ts'
import { createFrameReader } from '../../../src-core/sync/framing.ts'
import { createHandshake } from '../../../src-core/sync/handshake.ts'
import { linkSignal } from '../../../src-core/sync/linkSignalCodec.ts'
import { decodeMail } from '../../../src-core/sync/mail.ts'
import { decodeMailboxAnswer, decodeMailboxRequest } from '../../../src-core/sync/mailboxFrames.ts'
import { decodeMessage } from '../../../src-core/sync/messages.ts'
import { createReplayCache } from '../../../src-core/sync/replayCache.ts'
import { fingerprintOf } from '../../../src-core/sync/sdp.ts'
import { openSignal } from '../../../src-core/sync/signalPayload.ts'
import { createSealedCast } from '../../../src-core/testing/sealedCast.ts'
import { createSeededRandom } from '../../../src-core/testing/seededRandom.ts'
import { messagesOf } from '../../vectors/syncExamples.ts'

export interface Decoder {
  readonly name: string
  /** Well-formed bytes, to be altered. */
  readonly good: readonly Uint8Array[]
  /** Gives the same bytes back as the value means, where there is a way; throws if it may not. */
  decode(bytes: Uint8Array): unknown
}

/** Every decoder that reads what others sent or what lay on a disk. */
export function decoders(): Decoder[] {
  const cast = createSealedCast('fuzz')
  const { alice, bob, keys, random, spaceId, state } = cast
  const envelope = cast.seal(alice, new Uint8Array(50), { seq: 1, prev: null }).bytes
  const card = createCard(alice, { name: 'Alice', enamel: null, deviceLabel: 'laptop', version: 1 })
  const seed = new Uint8Array(32).fill(3)
  const request = createJoinRequest(bob, invitationSecrets(seed), new Uint8Array(32), {
    ...{ card, email: null },
  })
  const link = formatLink({
    ...{ seed, spaceId, inviterKey: alice.certificate.signKey, inviterDevice: alice.deviceId },
    relay: 'wss://relay.example',
    version: 1,
  })
  const handed = {
    ...{ spaceId, name: 'Loft', enamel: 'moss', sample: false },
    ...{ entries: [envelope], cards: [encodeCard(card)] },
  }
  const deviceLink = formatDeviceLink({
    ...{ version: 1, seed, device: alice.deviceId, deviceKey: alice.certificate.signKey },
    relay: 'wss://relay.example',
  })
  const doc = new Y.Doc()
  doc.getMap('items').set('key', { text: 'hello' })
  doc.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph')])
  const handshake = (initiator: boolean) =>
    createHandshake({
      ...{ initiator, purpose: 'space', psk: keys.psk, identity: initiator ? alice : bob },
      localFingerprint: '11'.repeat(32),
      remoteFingerprint: '22'.repeat(32),
      random,
      verifyPeer: () => true,
    })
  const received = {
    ...{ now: 1, replays: createReplayCache(), self: alice.deviceId },
    isGenuine: () => true,
  }
  const address = { signalKey: keys.signalKey, topic: 'A'.repeat(43) as never }
  const entries = [...state.internal.graph.nodes.values()].map(({ entry }) => entry.bytes)
  const text = (bytes: Uint8Array) => String.fromCharCode(...bytes)

  return [
    {
      name: 'envelope',
      good: [envelope],
      decode(bytes) {
        const header = openHeader(bytes)
        return header && verifyEnvelope(bytes, header, alice.certificate)
      },
    },
    {
      name: 'session message',
      good: messagesOf().map(({ bytes }) => bytes),
      decode: decodeMessage,
    },
    { name: 'log entry', good: entries, decode: openEntry },
    { name: 'card', good: [encodeCard(card)], decode: decodeCard },
    { name: 'join request', good: [encodeJoinRequest(request)], decode: decodeJoinRequest },
    { name: 'identity', good: [encodeIdentity(alice)], decode: decodeIdentity },
    {
      name: 'link',
      good: [utf8(link.web), utf8(link.desktop)],
      decode: (bytes) => parseLink(text(bytes)),
    },
    {
      name: 'door message',
      good: [
        encodeDoorMessage({ type: 'refused', code: 'LINK_REVOKED' }),
        encodeDoorMessage({ type: 'request', request: encodeJoinRequest(request) }),
        encodeDoorMessage({ type: 'admitted', entries, cards: [encodeCard(card)] }),
      ],
      decode: parseDoorMessage,
    },
    {
      name: 'presence',
      good: [
        encodePresence({ type: 'place', here: true, itemId: null }),
        encodePresence({ type: 'cursors', itemId: 'A'.repeat(22) as never, update: seed }),
      ],
      decode: parsePresence,
    },
    {
      name: 'cursors',
      good: [new Uint8Array([1, 5, 1, 2, 123, 125])],
      decode: (bytes) => checkPresence(bytes, 0),
    },
    {
      name: 'update',
      good: [Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdateV2(doc)],
      decode: inspectUpdate,
    },
    { name: 'manifest', good: [utf8('{}')], decode: manifestFromBytes },
    {
      name: 'handshake frame',
      good: [handshake(true).start() as Uint8Array],
      decode: (bytes) => handshake(false).step(bytes),
    },
    {
      name: 'signal',
      good: [new Uint8Array(1024)],
      decode: (bytes) => openSignal(bytes, address, received),
    },
    {
      name: 'link signal',
      good: [utf8('candidate')],
      decode: (bytes) => tryDecode(linkSignal, bytes),
    },
    {
      name: 'frames',
      good: [Uint8Array.of(3, 0, 0, 0, 1, 1), new Uint8Array(1024)],
      decode(bytes) {
        const reader = createFrameReader()
        for (let i = 0; i < 3; i++) if (reader.receive('bulk', bytes) === null) break
      },
    },
    {
      name: 'description',
      good: [utf8(`v=0\r\na=fingerprint:sha-256 ${'11:'.repeat(31)}11\r\n`)],
      decode: (bytes) => fingerprintOf(text(bytes)),
    },
    {
      name: 'device message',
      good: [
        encodeDeviceMessage({ type: 'ask', label: 'phone' }),
        encodeDeviceMessage({ type: 'space', space: handed }),
        encodeDeviceMessage({
          ...{ type: 'granted', certificate: bob.certificate },
          ...{ name: 'Alice', enamel: 'moss', label: 'laptop' },
        }),
      ],
      decode: parseDeviceMessage,
    },
    {
      name: 'own Spaces',
      good: [encode(ownMessage, { type: 'have', spaces: [spaceId] })],
      decode: (bytes) => tryDecode(ownMessage, bytes),
    },
    {
      name: 'device link',
      good: [utf8(deviceLink)],
      decode: (bytes) => parseDeviceLink(text(bytes)),
    },
    {
      name: 'recovery kit',
      good: [utf8(recoveryWords(seed).join(' '))],
      decode: (bytes) => parseRecoveryWords(text(bytes)),
    },
    { name: 'mail', good: [utf8('mail')], decode: decodeMail },
    { name: 'mailbox request', good: [new Uint8Array(70)], decode: decodeMailboxRequest },
    { name: 'mailbox answer', good: [new Uint8Array(20)], decode: decodeMailboxAnswer },
  ]
}

/** Random bytes, and well-formed ones with a few bytes changed, cut off, doubled or put together. */
export function* altered({ name, good }: Decoder, rounds: number, seed: number) {
  const random = createSeededRandom(`${name} ${seed}`)
  for (let round = 0; round < rounds; round++) {
    const base = random.chance(0.2) ? random.bytes(random.below(400)) : random.pick(good)
    const other = random.pick(good)
    const at = random.below(base.length + 1)
    const bytes = random.chance(0.2)
      ? new Uint8Array([...base.subarray(0, at), ...other.subarray(random.below(other.length + 1))])
      : base.slice(0, random.chance(0.3) ? at : base.length)
    for (let changes = random.below(5); changes > 0 && bytes.length > 0; changes--)
      bytes[random.below(bytes.length)] = random.pick([0, 1, 127, 128, 255, random.below(256)])
    yield bytes
  }
}

export interface FuzzResult {
  /** Of one input, ms. */
  readonly slowestMs: number
  readonly grownBytes: number
}

/** Throws what the decoder throws, with the input in hex. */
export function fuzz(decoder: Decoder, rounds: number, seed: number): FuzzResult {
  const before = process.memoryUsage().heapUsed
  let slowestMs = 0
  for (const bytes of altered(decoder, rounds, seed)) {
    const begun = performance.now()
    try {
      decoder.decode(bytes)
    } catch (cause) {
      throw new Error(`${decoder.name}, seed ${seed}: ${Buffer.from(bytes).toString('hex')}`, {
        cause,
      })
    }
    slowestMs = Math.max(slowestMs, performance.now() - begun)
  }
  return { slowestMs, grownBytes: process.memoryUsage().heapUsed - before }
}
