import { beforeAll, describe, expect, it } from 'vitest'
import { tryDecode } from '../../src-core/base/codec.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { openHeader, verifyEnvelope } from '../../src-core/sync/envelope.ts'
import { createFrameReader } from '../../src-core/sync/framing.ts'
import { createHandshake } from '../../src-core/sync/handshake.ts'
import { linkSignal } from '../../src-core/sync/linkSignalCodec.ts'
import { decodeMessage, encodeMessage } from '../../src-core/sync/messages.ts'
import { createReplayCache } from '../../src-core/sync/replayCache.ts'
import { fingerprintOf } from '../../src-core/sync/sdp.ts'
import { openSignal } from '../../src-core/sync/signalPayload.ts'
import { createSealedCast } from '../../src-core/testing/sealedCast.ts'
import { createSeededRandom } from '../../src-core/testing/seededRandom.ts'

beforeAll(ready)

const ROUNDS = 3_000
const seed = Number(process.env.FOYER_SEED ?? 1)

/** Random bytes, and well-formed ones with a few bytes changed, cut off or added. */
function* garbage(name: string, wellFormed: readonly Uint8Array[]) {
  const random = createSeededRandom(`${name} ${seed}`)
  for (let i = 0; i < ROUNDS; i++) {
    const base = random.chance(0.3) ? random.bytes(random.below(400)) : random.pick(wellFormed)
    const bytes = base.slice(0, random.chance(0.3) ? random.below(base.length + 1) : base.length)
    for (let k = random.below(4); k > 0 && bytes.length > 0; k--)
      bytes[random.below(bytes.length)] = random.pick([0, 1, 127, 128, 255, random.below(256)])
    yield bytes
  }
}

describe(`no decoder throws or stalls at malformed bytes (seed ${seed})`, () => {
  const cast = () => createSealedCast('decoders')

  it('of an envelope', () => {
    const { seal, alice } = cast()
    const good = seal(alice, new Uint8Array(50), { seq: 1, prev: null }).bytes
    for (const bytes of garbage('envelope', [good])) {
      const header = openHeader(bytes)
      const same = bytes.length === good.length && bytes.every((b, i) => b === good[i])
      if (header) expect(verifyEnvelope(bytes, header, alice.certificate)).toBe(same)
    }
  })

  it('of a session message, and it claims nothing it does not hold', () => {
    const good = [
      encodeMessage({ type: 'hello', protocol: 1, now: 5, logHeads: [] }),
      encodeMessage({ type: 'envelopes', id: 1, last: 0, batch: [new Uint8Array(9)] }),
      encodeMessage({ type: 'wantChunks', hashes: ['ab'.repeat(32)] }),
      encodeMessage({ type: 'bye', reason: 'tired' }),
    ]
    for (const bytes of garbage('message', good)) {
      const received = decodeMessage(bytes)
      if (received.type === 'known') expect(encodeMessage(received.message)).toEqual(bytes)
    }
    // 65,535 entries of 4 GiB announced in a few bytes.
    const bomb = Uint8Array.of(6, 0, 0, 0, 1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
    expect(decodeMessage(bomb).type).toBe('malformed')
  })

  it('of a handshake frame', () => {
    const { alice, bob, keys, random } = cast()
    const start = (initiator: boolean) =>
      createHandshake({
        initiator,
        purpose: 'space',
        psk: keys.psk,
        identity: initiator ? alice : bob,
        localFingerprint: '11'.repeat(32),
        remoteFingerprint: '22'.repeat(32),
        random,
        verifyPeer: () => true,
      })
    const first = start(true).start() as Uint8Array
    for (const bytes of [...garbage('handshake', [first])].slice(0, 500)) {
      const step = start(false).step(bytes)
      expect(step.done).toBeUndefined()
    }
  })

  it('of frames, signals, descriptions and candidates', () => {
    const { keys, alice } = cast()
    const received = {
      now: 1,
      replays: createReplayCache(),
      self: alice.deviceId,
      isGenuine: () => true,
    }
    const address = { signalKey: keys.signalKey, topic: 'A'.repeat(43) as never }
    for (const bytes of garbage('frames', [
      Uint8Array.of(3, 0, 0, 0, 1, 1),
      new Uint8Array(1024),
    ])) {
      const reader = createFrameReader()
      for (let i = 0; i < 3; i++) if (reader.receive('bulk', bytes) === null) break
      expect(openSignal(bytes, address, received)).toBeUndefined()
      tryDecode(linkSignal, bytes)
      fingerprintOf(String.fromCharCode(...bytes))
    }
  })
})
