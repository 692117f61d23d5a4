import { beforeAll, describe, expect, it } from 'vitest'
import { idFromBytes, type Topic } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import { verifyCertificate } from '../membership/index.ts'
import { createSealedCast } from '../testing/sealedCast.ts'
import { createReplayCache } from './replayCache.ts'
import {
  openSignal,
  SIGNAL_SIZES,
  type SignalBody,
  type SignalContent,
  sealSignal,
} from './signalPayload.ts'

const topic = idFromBytes<Topic>(new Uint8Array(32).fill(1))
const NOW = Date.UTC(2026, 10, 22)
const DAY = 86_400_000

describe('a signaling payload (rule 18)', () => {
  let cast: ReturnType<typeof createSealedCast>
  beforeAll(async () => {
    await ready()
    cast = createSealedCast('signal')
  })
  const offer = (length: number): SignalBody => ({
    type: 'signals',
    attempt: new Uint8Array(16),
    signals: [{ type: 'description', kind: 'offer', sdp: 's'.repeat(length) }],
  })
  const seal = (changes: Partial<SignalContent> = {}) =>
    sealSignal({
      identity: cast.alice,
      to: cast.bob.deviceId,
      run: new Uint8Array(16).fill(9),
      counter: 0,
      now: NOW,
      body: offer(100),
      random: cast.random,
      signalKey: cast.keys.signalKey,
      topic,
      ...changes,
    }) as Uint8Array
  const open = (payload: Uint8Array, now = NOW, replays = createReplayCache()) =>
    openSignal(
      payload,
      { signalKey: cast.keys.signalKey, topic },
      { now, replays, self: cast.bob.deviceId, isGenuine: verifyCertificate },
    )

  it('opens for whoever has the key, and names its sender', () => {
    expect(open(seal())).toMatchObject({
      type: 'signal',
      from: cast.alice.deviceId,
      body: offer(100),
    })
  })

  it('has one of four sizes, whatever it says', () => {
    const announce: SignalBody = { type: 'announce', linked: Array(12).fill(cast.bob.deviceId) }
    expect(seal({ body: announce, to: null }).length).toBe(1024)
    expect(seal({ body: offer(900) }).length).toBe(2048)
    expect(seal({ body: offer(3000) }).length).toBe(4096)
    expect(seal({ body: offer(7000) }).length).toBe(8192)
    expect(seal({ body: offer(9000) })).toBeUndefined()
    expect(SIGNAL_SIZES).toEqual([1024, 2048, 4096, 8192])
  })

  it('for somebody else tells at most that there was an offer', () => {
    const to = cast.carol.deviceId
    expect(open(seal({ to }))).toEqual({ type: 'overheard', to })
    expect(open(seal({ to, body: { type: 'announce', linked: [] } }))).toBeUndefined()
  })

  it('does not open on another topic, under another key, or altered', () => {
    const payload = seal()
    const received = {
      now: NOW,
      replays: createReplayCache(),
      self: cast.bob.deviceId,
      isGenuine: verifyCertificate,
    }
    const { signalKey } = cast.keys
    const other = idFromBytes<Topic>(new Uint8Array(32).fill(2))
    expect(openSignal(payload, { signalKey, topic: other }, received)).toBeUndefined()
    const wrong = new Uint8Array(32)
    expect(openSignal(payload, { signalKey: wrong, topic }, received)).toBeUndefined()
    expect(open(payload.map((b, i) => (i === 500 ? b ^ 1 : b)))).toBeUndefined()
    expect(open(payload.subarray(0, 1000))).toBeUndefined()
  })

  it('is taken once, and not again when it is replayed', () => {
    const replays = createReplayCache()
    const payload = seal()
    expect(open(payload, NOW, replays)).toBeDefined()
    expect(open(payload, NOW, replays)).toBeUndefined()
    expect(open(seal({ counter: 1 }), NOW, replays)).toBeDefined()
  })

  it('is taken with clocks a day apart, and not beyond', () => {
    expect(open(seal(), NOW + DAY)).toBeDefined()
    expect(open(seal(), NOW - DAY)).toBeDefined()
    expect(open(seal(), NOW + DAY + 200_000)).toBeUndefined()
    expect(open(seal(), NOW - DAY - 1)).toBeUndefined()
  })

  it('of one who has the key and signs with another device is refused', () => {
    const forged = { ...cast.bob, certificate: cast.alice.certificate }
    expect(open(seal({ identity: forged }))).toBeUndefined()
    const uncertified = { ...cast.alice.certificate, signature: new Uint8Array(64) }
    expect(open(seal({ identity: { ...cast.alice, certificate: uncertified } }))).toBeUndefined()
  })
})

describe('the replay cache', () => {
  it('takes what was overtaken, and nothing twice or far behind', () => {
    const cache = createReplayCache()
    const from = 'device' as never
    const take = (counter: number) => cache.accept(from, 'run', counter)
    expect([5, 3, 4, 3, 5].map(take)).toEqual([true, true, true, false, false])
    expect([1000, 3, 744, 745, 745].map(take)).toEqual([true, false, false, true, false])
    expect(cache.accept(from, 'another run', 3)).toBe(true)
  })
})
