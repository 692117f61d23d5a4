import { concatBytes } from '../../../src-core/base/bytes.ts'
import { idToBytes } from '../../../src-core/base/ids.ts'
import {
  agree,
  boxKeysFromSeed,
  deriveKey,
  hash,
  openAead,
  sealAead,
  sign,
} from '../../../src-core/crypto/index.ts'
import {
  certifyOther,
  commitKey,
  contentKey,
  type IdentityWithSecrets as Identity,
  identityOfDevice,
} from '../../../src-core/membership/index.ts'
import { openHeader, openPayload, verifyEnvelope } from '../../../src-core/sync/envelope.ts'
import { createHandshake } from '../../../src-core/sync/handshake.ts'
import { handshakeKeys, transcriptOf } from '../../../src-core/sync/handshakeKeys.ts'
import { createReplayCache } from '../../../src-core/sync/replayCache.ts'
import { openSignal, type SignalBody, sealSignal } from '../../../src-core/sync/signalPayload.ts'
import { type createSealedCast, SOME_DOCUMENT } from '../../../src-core/testing/sealedCast.ts'
import type { Decoder } from './decoder.ts'
import { segmentOf } from './segmentSample.ts'

type Cast = ReturnType<typeof createSealedCast>
const bytes = (byte: number, length = 32) => new Uint8Array(length).fill(byte)

/** A signal's statement, signed and sealed by a member however it was changed (rule 18). */
function signal({ alice, bob, keys, random, clock }: Cast): Decoder {
  const address = { signalKey: keys.signalKey, topic: 'A'.repeat(43) as never }
  const topic = idToBytes(address.topic)
  const statementOf = (counter: number, body: SignalBody) => {
    const content = { ...address, identity: alice, to: bob.deviceId, run: bytes(1, 16), random }
    const payload = sealSignal({ ...content, counter, now: clock.at, body }) as Uint8Array
    const plain = openAead(keys.signalKey, payload, topic) as Uint8Array
    return plain.slice(2, 2 + (plain[0] as number) * 256 + (plain[1] as number))
  }
  return {
    name: 'signal',
    good: [
      statementOf(1, { type: 'announce', linked: [bob.deviceId] }),
      statementOf(2, {
        ...{ type: 'signals', attempt: bytes(2, 16) },
        signals: [
          { type: 'description', kind: 'offer', sdp: 'v=0\r\n' },
          { type: 'candidate', candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: null },
          { type: 'candidate', candidate: '', sdpMid: null, sdpMLineIndex: 0 },
        ],
      }),
    ],
    decode(statement) {
      const plain = bytes(0, 8192 - 40)
      if (statement.length > plain.length - 66) return undefined
      const length = Uint8Array.of(statement.length >> 8, statement.length & 255)
      plain.set(concatBytes(length, statement, sign('signal', statement, alice.device)))
      return openSignal(sealAead(keys.signalKey, plain, topic, random), address, {
        ...{ now: clock.at, replays: createReplayCache(), self: bob.deviceId },
        isGenuine: () => true,
      })
    },
  }
}

/** A header, with whatever it says, over a payload that is sealed and signed as the rule asks (rule 12). */
function header(cast: Cast): Decoder {
  const { alice, epoch, seal, random } = cast
  const payload = bytes(5, 50)
  const after = 32 + 24 + payload.length + 16 + 64
  const headOf = (whole: Uint8Array, size = after) => whole.slice(0, whole.length - size)
  const segment = segmentOf(cast)
  const asSnapshot = (head: Uint8Array) => head.with(1, 2)
  const ofSegment = after - payload.length + segment.payload.length
  return {
    name: 'envelope, signed anew',
    good: [
      headOf(seal(alice, payload, { seq: 1, prev: null }).bytes),
      headOf(seal(alice, payload, { seq: 2, prev: 'B'.repeat(42).concat('A') }).bytes),
      asSnapshot(headOf(seal(alice, payload, { seq: 1, prev: null }).bytes)),
      headOf(segment.bytes, ofSegment),
    ],
    decode(head) {
      const sealed = sealAead(contentKey(epoch, SOME_DOCUMENT), payload, head, random)
      const nonce = sealed.subarray(0, 24)
      const commit = deriveKey(commitKey(epoch, SOME_DOCUMENT), 'envelope/commitment', head, nonce)
      const signature = sign('envelope', hash(head, commit, sealed), alice.device)
      const whole = concatBytes(head, commit, sealed, signature)
      const opened = openHeader(whole)
      if (!opened || !verifyEnvelope(whole, opened, alice.certificate)) return undefined
      return openPayload(whole, opened, epoch)
    },
  }
}

const PRINT = { initiator: '11'.repeat(32), responder: '22'.repeat(32) }
const counting = (first: number) => {
  let next = first
  return { bytes: (length: number) => bytes(next++, length) }
}
/** Alice's and Bob's halves of always the same handshake. */
const side = ({ alice, bob, keys }: Cast, initiator: boolean, responder: Identity = bob) =>
  createHandshake({
    ...{ initiator, purpose: 'space', psk: keys.psk, identity: initiator ? alice : responder },
    localFingerprint: initiator ? PRINT.initiator : PRINT.responder,
    remoteFingerprint: initiator ? PRINT.responder : PRINT.initiator,
    random: counting(initiator ? 10 : 20),
    verifyPeer: () => true,
  })

/** A device of Bob's that another of his devices certified. */
export function phoneOf({ bob, person, clock }: Cast): Identity {
  const fresh = person()
  const certificate = certifyOther({ ...bob, root: null }, fresh.certificate, clock)
  return identityOfDevice(fresh.seeds, certificate) as Identity
}

/** Frames of a handshake, each taken by the side and in the state that waits for it (rule 20). */
function handshakeFrame(cast: Cast): Decoder {
  const initiator = () => {
    const one = side(cast, true)
    one.start()
    return one
  }
  const open = side(cast, true).start() as Uint8Array
  const answering = () => {
    const one = side(cast, false)
    one.step(open)
    return one
  }
  const reply = side(cast, false).step(open).send as Uint8Array
  const finish = initiator().step(reply).send as Uint8Array
  return {
    name: 'handshake frame',
    good: [open, reply, finish],
    decode(frame) {
      // Made for every frame: it reads one itself, and reads are compared by first byte.
      const third = answering()
      const waiting = [() => side(cast, false), initiator, () => third][(frame[0] as number) - 1]
      const step = (waiting ?? initiator)().step(frame)
      return step.failed ? undefined : step
    },
  }
}

/** The proof of a responder who has the keys, with whatever it says (rule 20). */
function proof(cast: Cast): Decoder {
  const { psk } = cast.keys
  const open = side(cast, true).start() as Uint8Array
  const replyOf = (who?: Identity) => side(cast, false, who).step(open).send as Uint8Array
  const reply = replyOf()
  const [mine, theirs] = [boxKeysFromSeed(bytes(10)), boxKeysFromSeed(bytes(20))]
  const shares = {
    initiator: { ephemeral: mine.publicKey, nonce: bytes(11), fingerprint: bytes(0x11) },
    responder: { ephemeral: theirs.publicKey, nonce: bytes(21), fingerprint: bytes(0x22) },
  }
  const transcript = transcriptOf(1, 'space', shares)
  const shared = agree(theirs.secretKey, mine.publicKey) as Uint8Array
  const { auth } = handshakeKeys(shared, psk, transcript)
  const before = 1 + 1 + 32 + 32
  const proofIn = (frame: Uint8Array) =>
    openAead(auth.responder, frame.slice(before + 4), transcript) as Uint8Array
  return {
    name: 'proof in a handshake',
    isSealed: true,
    good: [proofIn(reply), proofIn(replyOf(phoneOf(cast)))],
    decode(plain) {
      const sealed = sealAead(auth.responder, plain, transcript, counting(30))
      const length = [24, 16, 8, 0].map((shift) => (sealed.length >> shift) & 255)
      const initiator = side(cast, true)
      initiator.start()
      return initiator.step(concatBytes(reply.slice(0, before), Uint8Array.from(length), sealed))
        .done
    },
  }
}

/** What is said while a link is made and over it, as far as keys and signatures hide it. */
export const linkDecoders = (cast: Cast): Decoder[] => [
  signal(cast),
  header(cast),
  handshakeFrame(cast),
  proof(cast),
]
