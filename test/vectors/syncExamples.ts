import * as Y from 'yjs'
import { toHex, utf8 } from '../../src-core/base/bytes.ts'
import {
  type DocId,
  type EntryHash,
  type EpochId,
  type Id,
  idFromBytes,
  type SpaceId,
  type Topic,
} from '../../src-core/base/ids.ts'
import {
  clientIdFor,
  joinUpdates,
  openSegment,
  type Segment,
} from '../../src-core/documents/index.ts'
import {
  createIdentity,
  deviceTag,
  type IdentityWithSecrets,
} from '../../src-core/membership/index.ts'
import { sealEnvelope } from '../../src-core/sync/envelope.ts'
import { createHandshake } from '../../src-core/sync/handshake.ts'
import { encodeMessage, type SessionMessage } from '../../src-core/sync/messages.ts'
import { sealSignal } from '../../src-core/sync/signalPayload.ts'
import { topicFor, utcDay } from '../../src-core/sync/topics.ts'

const fill = (byte: number, length = 32) => new Uint8Array(length).fill(byte)
const AT = Date.UTC(2026, 0, 1)

/** Every draw gives its own number, so that a vector shows which bytes were random. */
const counting = (first: number) => {
  let next = first
  return { bytes: (length: number) => fill(next++, length) }
}

const FINGERPRINTS = { initiator: 'a1'.repeat(32), responder: 'b2'.repeat(32) }
const PSK = fill(0x70)
const SIGNAL_KEY = fill(0x71)
const TOPIC_KEY = fill(0x72)
const EPOCH = { epochId: idFromBytes<EpochId>(fill(0x73)), key: fill(0x74) }

/** Alice draws the bytes 1, 2, …; Bob 16, 17, …: user id, device id, then root, device and box seeds. */
export function syncInputs(docId: DocId) {
  const alice = createIdentity(counting(1), { now: () => AT })
  const bob = createIdentity(counting(16), { now: () => AT })
  return { alice, bob, docId, plain: { alice: namesOf(alice), bob: namesOf(bob), at: AT } }
}
const namesOf = ({ deviceId, certificate, seeds }: IdentityWithSecrets) => ({
  deviceId,
  seeds,
  certificate: { signed: certificate.signed, signature: certificate.signature },
})

type Inputs = ReturnType<typeof syncInputs>

export function envelopeOf({ alice, docId }: Inputs) {
  const header = {
    spaceId: idFromBytes<SpaceId>(fill(0x75)),
    docId,
    logHeads: [0x76, 0x77].map((byte) => idFromBytes<EntryHash>(fill(byte))),
    kind: 'update' as const,
  }
  const seal = (seq: number, prev: string | null, payload: Uint8Array) =>
    sealEnvelope({
      ...header,
      identity: alice,
      epoch: EPOCH,
      seq,
      prev,
      payload,
      random: counting(0x40 + seq),
    })
  const first = seal(1, null, utf8('first'))
  const second = seal(2, first.hash, utf8('second'))
  return { epoch: EPOCH, header, payloads: ['first', 'second'], envelopes: [first, second] }
}

/** Four letters typed one by one and one of them deleted, as a segment of five envelopes (rule 16). */
export function segmentOf({ alice, docId }: Inputs) {
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(deviceTag(alice.deviceId), 1)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const [index, letter] of ['f', 'o', 'u', 'r'].entries())
    doc.getText('body').insert(index, letter)
  doc.getText('body').delete(1, 1)
  const payload = joinUpdates(updates) as Uint8Array
  const covers = { firstSeq: 3, tip: idFromBytes<Id>(fill(0x79)) }
  const place = { seq: 7, prev: idFromBytes<Id>(fill(0x7a)), covers }
  const { bytes, hash } = sealEnvelope({
    ...place,
    spaceId: idFromBytes<SpaceId>(fill(0x75)),
    docId,
    logHeads: [idFromBytes<EntryHash>(fill(0x76))],
    kind: 'segment',
    identity: alice,
    epoch: EPOCH,
    payload,
    random: counting(0x48),
  })
  const { update } = openSegment(payload) as Segment
  return { epoch: EPOCH, ...place, updates, payload, update, segment: bytes, hash }
}

export function signalOf({ alice, bob }: Inputs) {
  const topic: Topic = topicFor(TOPIC_KEY, utcDay(AT))
  const base = {
    identity: alice,
    run: fill(0x78, 16),
    now: AT,
    signalKey: SIGNAL_KEY,
    topic,
  }
  const announce = sealSignal({
    ...base,
    to: null,
    counter: 0,
    body: { type: 'announce', linked: [bob.deviceId] },
    random: counting(0x50),
  })
  const offer = sealSignal({
    ...base,
    to: bob.deviceId,
    counter: 1,
    body: {
      type: 'signals',
      attempt: fill(0x79, 16),
      signals: [
        { type: 'description', kind: 'offer', sdp: 'v=0\r\n' },
        { type: 'candidate', candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: null },
      ],
    },
    random: counting(0x51),
  })
  return { topicKey: TOPIC_KEY, signalKey: SIGNAL_KEY, topic, announce, offer }
}

export function handshakeOf({ alice, bob }: Inputs) {
  const side = (initiator: boolean) =>
    createHandshake({
      initiator,
      purpose: 'space',
      psk: PSK,
      identity: initiator ? alice : bob,
      localFingerprint: initiator ? FINGERPRINTS.initiator : FINGERPRINTS.responder,
      remoteFingerprint: initiator ? FINGERPRINTS.responder : FINGERPRINTS.initiator,
      random: counting(initiator ? 0x80 : 0x90),
      verifyPeer: () => true,
    })
  const [initiator, responder] = [side(true), side(false)]
  const open = initiator.start() as Uint8Array
  const reply = responder.step(open).send as Uint8Array
  const finished = initiator.step(reply)
  const done = responder.step(finished.send as Uint8Array).done
  return {
    psk: PSK,
    fingerprints: FINGERPRINTS,
    frames: [open, reply, finished.send],
    transcript: done?.transcript,
    trafficKeys: { initiator: done?.keys.receive, responder: done?.keys.send },
  }
}

export function messagesOf() {
  const hash = toHex(fill(0x7a))
  const heads = [
    { deviceId: idFromBytes<never>(fill(0x7b, 16)), seq: 7, hash: idFromBytes<never>(fill(0x7c)) },
  ]
  const logHeads = [idFromBytes<EntryHash>(fill(0x7d))]
  const examples: SessionMessage[] = [
    { type: 'hello', protocol: 1, now: AT, logHeads },
    { type: 'frontiers', now: AT, heads },
    { type: 'wantLog', logHeads },
    { type: 'logEntries', logHeads, entries: [utf8('entry')] },
    { type: 'want', id: 3, device: idFromBytes<never>(fill(0x7b, 16)), fromSeq: 8, limit: 2048 },
    { type: 'envelopes', id: 3, last: 1, batch: [utf8('one'), utf8('two')] },
    { type: 'cards', cards: [utf8('card')] },
    { type: 'wantChunks', hashes: [hash] },
    { type: 'chunk', hash, bytes: utf8('chunk') },
    { type: 'chunkMissing', hash },
    { type: 'bye', reason: 'closed' },
    { type: 'presence', bytes: utf8('here') },
    { type: 'proof', first: utf8('one'), second: utf8('other') },
  ]
  return examples.map((message) => ({ type: message.type, bytes: encodeMessage(message) }))
}
