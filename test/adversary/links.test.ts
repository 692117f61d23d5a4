import { beforeAll, describe, expect, it } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { createIdentity } from '../../src-core/membership/index.ts'
import { envelopeHash } from '../../src-core/sync/index.ts'
import { encodeMessage } from '../../src-core/sync/messages.ts'
import { createVirtualDevices } from '../../src-core/testing/virtualDevices.ts'

beforeAll(ready)

const text = (byte: number) => new Uint8Array(32).fill(byte)

describe('against a session of the virtual network', () => {
  it('an envelope that Eve signs as Alice is not accepted (rule 13)', () => {
    const { cast, start, clock } = createVirtualDevices('forged author')
    const bob = start('bob', cast.bob)
    const eve = start('eve', cast.carol)
    clock.advance(1_000)
    const forged = cast.seal({ ...cast.carol, deviceId: cast.alice.deviceId }, text(1), {
      seq: 1,
      prev: null,
    })
    eve.links[0]?.send(
      'live',
      encodeMessage({ type: 'envelopes', id: 0, last: 1, batch: [forged.bytes] }),
    )
    clock.advance(100)
    expect(bob.replica.seen.received).toBe(1)
    expect(bob.replica.accepted()).toEqual([])
  })

  it('an envelope of another chain position, sent again under its number, is not accepted', () => {
    const { cast, start, clock } = createVirtualDevices('replayed envelope')
    const bob = start('bob', cast.bob)
    const eve = start('eve', cast.carol)
    clock.advance(1_000)
    const [first, second] = cast.chain(cast.carol, 2)
    const other = cast.seal(cast.carol, text(9), { seq: 2, prev: second?.hash ?? null })
    const batch = [first, second, other, first].map((one) => one?.bytes ?? new Uint8Array())
    eve.links[0]?.send('live', encodeMessage({ type: 'envelopes', id: 0, last: 1, batch }))
    clock.advance(100)
    expect(bob.replica.accepted()).toEqual([first?.hash, second?.hash].sort())
  })

  it('a device that claims Alice’s id with a root key of its own makes no link', () => {
    const { cast, start, clock } = createVirtualDevices('claimed id')
    const bob = start('bob', cast.bob)
    const drawn = createIdentity(cast.random, cast.clock)
    // Same ids, own keys, and a certificate that is consistent with itself.
    const ids = [cast.alice.userId, cast.alice.deviceId].map((id) => Buffer.from(id, 'base64url'))
    const rest = [drawn.seeds.root, drawn.seeds.device, drawn.seeds.box]
    const queue = [...ids.map((id) => new Uint8Array(id)), ...rest]
    const eve = createIdentity({ bytes: () => queue.shift() as Uint8Array }, cast.clock)
    expect(eve.deviceId).toBe(cast.alice.deviceId)
    start('eve', eve)
    clock.advance(60_000)
    expect(bob.links).toEqual([])
  })

  it('frontiers that claim what nobody has cost a few questions and nothing else', () => {
    const { cast, start, clock } = createVirtualDevices('lying frontiers')
    const bob = start('bob', cast.bob)
    const eve = start('eve', cast.carol)
    clock.advance(1_000)
    const heads = Array.from({ length: 4000 }, (_, i) => ({
      deviceId: Buffer.from(
        text(i & 255)
          .map((b, k) => (k < 2 ? i >> (8 * k) : b))
          .slice(0, 16),
      ).toString('base64url') as never,
      seq: Number.MAX_SAFE_INTEGER,
      hash: 'A'.repeat(43),
    }))
    let asked = 0
    eve.replica.envelopes = () => {
      asked++
      return []
    }
    eve.links[0]?.send('live', encodeMessage({ type: 'frontiers', now: 0, heads }))
    clock.advance(5_000)
    expect(asked).toBeLessThanOrEqual(4000)
    bob.replica.write(text(3))
    clock.advance(1_000)
    expect(eve.replica.accepted()).toEqual(bob.replica.accepted())
  })

  it('records that the transport page repeats, alters or leaves out end the link (rule 20)', () => {
    for (const attack of ['repeat', 'alter', 'leave out'] as const) {
      const { cast, start, clock } = createVirtualDevices(`page ${attack}`)
      const alice = start('alice', cast.alice)
      const bob = start('bob', cast.bob)
      clock.advance(1_000)
      const page = alice.node.transport.links()[0] as {
        send(lane: 'live', frame: Uint8Array): boolean
      }
      const send = page.send.bind(page)
      let frames = 0
      page.send = (lane, frame) => {
        if (++frames !== 1) return send(lane, frame)
        if (attack === 'leave out') return true
        if (attack === 'repeat') send(lane, frame)
        return send(lane, attack === 'alter' ? frame.with(40, (frame[40] ?? 0) ^ 1) : frame)
      }
      const reasons: string[] = []
      bob.links[0]?.onClose((reason) => reasons.push(reason))
      alice.replica.write(text(1))
      alice.replica.write(text(2))
      clock.advance(20)
      expect(reasons, attack).toEqual(['malformed'])
    }
  })

  it('whoever Eve alone surrounds is told nothing false, and catches up once anyone else is there', () => {
    const { cast, start, clock, network } = createVirtualDevices('eclipse')
    const alice = start('alice', cast.alice)
    const bob = start('bob', cast.bob)
    const eve = start('eve', cast.carol)
    clock.advance(2_000)
    network.partition(['alice'], ['bob', 'eve'])
    // Eve keeps from Bob that Alice has written, and passes nothing on.
    eve.replica.frontiers = () => []
    eve.replica.envelopes = () => []
    const kept = alice.replica.write(text(7))
    clock.advance(60_000)
    expect(bob.replica.accepted()).toEqual([])
    network.heal()
    clock.advance(120_000)
    expect(bob.replica.accepted()).toEqual([envelopeHash(kept)])
  })

  it('what the relay sees holds no id, name or text of the Space (canary)', () => {
    const { cast, start, clock, network } = createVirtualDevices('canary')
    const alice = start('alice', cast.alice)
    start('bob', cast.bob)
    alice.replica.write(text(1))
    clock.advance(120_000)
    const seen = Buffer.concat(network.relayed.map(({ payload }) => payload))
    expect(seen.length).toBeGreaterThan(5_000)
    for (const id of [cast.alice.deviceId, cast.bob.deviceId, cast.alice.userId, cast.spaceId])
      expect(seen.includes(Buffer.from(id, 'base64url'))).toBe(false)
    expect(seen.includes(Buffer.from('fingerprint'))).toBe(false)
  })
})
