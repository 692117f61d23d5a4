import { beforeAll, describe, expect, it } from 'vitest'
import { ready } from '../crypto/index.ts'
import { createVirtualDevices, type VirtualDevice } from '../testing/virtualDevices.ts'
import { withFingerprint } from '../testing/virtualTransport.ts'
import { MAX_UNAUTHENTICATED_INBOUND } from './limits.ts'

beforeAll(ready)

const linked = (one: VirtualDevice, other: VirtualDevice) =>
  one.peering.links().filter(({ device }) => device === other.identity.deviceId).length

/** Alice and Bob, or Bob and Alice: the lower device id first. */
function pair(seed: string, options: Parameters<typeof createVirtualDevices>[1] = {}) {
  const world = createVirtualDevices(seed, options)
  const both = [world.cast.alice, world.cast.bob].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1))
  return { ...world, low: both[0] as (typeof both)[0], high: both[1] as (typeof both)[0] }
}

describe('peering', () => {
  it.each(['low', 'high'] as const)(
    'finds a device that comes later in one round trip (%s)',
    (late) => {
      const world = pair(`round trip ${late}`)
      const early = late === 'low' ? 'high' : 'low'
      const first = world.start(early, world[early])
      world.clock.advance(100_000)
      const second = world.start(late, world[late])
      // announce, offer, answer, open, three handshake frames: 5 ms each, and 10 for candidates.
      world.clock.advance(50)
      expect([linked(first, second), linked(second, first)]).toEqual([1, 1])
      expect(first.links[0]?.transcript).toEqual(second.links[0]?.transcript)
      expect(first.links[0]?.initiator).toBe(true)
      expect(second.links[0]?.initiator).toBe(false)
    },
  )

  it('makes one link when both come at the same moment: the lower id’s offer stands', () => {
    const world = pair('glare')
    const low = world.start('low', world.low)
    const high = world.start('high', world.high)
    world.clock.advance(5_000)
    expect([low.links.length, high.links.length]).toEqual([1, 1])
    expect(low.links[0]?.initiator).toBe(true)
  })

  it('finds everyone although the relay loses, repeats and reorders', () => {
    for (let seed = 0; seed < 10; seed++) {
      const hard = { loss: 0.3, duplicate: 0.3, jitterMs: 200 }
      const { start, cast, clock } = createVirtualDevices(`lossy ${seed}`, hard)
      const [a, b, c] = [start('a', cast.alice), start('b', cast.bob), start('c', cast.carol)]
      clock.advance(180_000)
      expect([linked(a, b), linked(b, c), linked(c, a)], `seed ${seed}`).toEqual([1, 1, 1])
    }
  })

  it('replaces the link of a device that was started again, at once', () => {
    const world = pair('restart')
    const alice = world.start('alice', world.low)
    const bob = world.start('bob', world.high)
    world.clock.advance(10_000)
    const reasons: string[] = []
    alice.links[0]?.onClose((reason) => reasons.push(reason))
    world.network.crash('bob')
    const again = world.start('bob', world.high, bob.disk)
    world.clock.advance(100)
    expect(reasons).toEqual(['replaced by a newer link'])
    expect([linked(alice, again), linked(again, alice)]).toEqual([1, 1])
  })

  it('takes no notice of an announcement that is played back (rule 18)', () => {
    const world = pair('replayed announcement')
    const alice = world.start('alice', world.low)
    world.clock.advance(100_000)
    const bob = world.start('bob', world.high)
    world.clock.advance(10_000)
    const link = alice.links[0]
    const old = world.network.relayed.filter(({ from }) => from === 'bob')
    const eve = world.network.join('eve')
    for (const { topic, payload } of old) eve.signaling.publish(topic, payload)
    world.clock.advance(30_000)
    expect(alice.peering.links()[0]).toBe(link)
    expect([alice.links.length, bob.links.length]).toEqual([1, 1])
  })

  it('notices within 40 s that the other side has gone without a word', () => {
    const world = pair('silence', { iceTimeoutMs: null })
    const alice = world.start('alice', world.low)
    world.start('bob', world.high)
    world.clock.advance(10_000)
    world.network.crash('bob')
    world.clock.advance(20_000)
    expect(alice.peering.links().length).toBe(1)
    world.clock.advance(25_000)
    expect(alice.peering.links().length).toBe(0)
  })

  it('keeps an idle link open: pings are answered', () => {
    const world = pair('idle')
    const alice = world.start('alice', world.low)
    world.start('bob', world.high)
    world.clock.advance(600_000)
    expect(alice.links.length).toBe(1)
    expect(alice.peering.links().length).toBe(1)
  })

  it('finds its way back after a partition and after the relay was away', () => {
    const world = pair('partition')
    const alice = world.start('alice', world.low)
    const bob = world.start('bob', world.high)
    world.clock.advance(1_000)
    world.network.partition(['alice'], ['bob'])
    world.clock.advance(60_000)
    expect(linked(alice, bob)).toBe(0)
    bob.node.signaling.setOnline(false)
    world.network.heal()
    world.clock.advance(120_000)
    expect(linked(alice, bob)).toBe(0)
    bob.node.signaling.setOnline(true)
    world.clock.advance(1_000)
    expect(linked(alice, bob)).toBe(1)
  })

  it('goes on with the next transport page', () => {
    const world = pair('lease')
    const alice = world.start('alice', world.low)
    const bob = world.start('bob', world.high)
    world.clock.advance(5_000)
    bob.node.transport.setAvailable(false)
    world.clock.advance(3_000)
    expect(linked(bob, alice)).toBe(0)
    bob.node.transport.setAvailable(true)
    world.clock.advance(200)
    expect([linked(alice, bob), linked(bob, alice)]).toEqual([1, 1])
  })

  it('closes the link of a device that is no longer allowed (rule 22)', () => {
    const world = pair('recheck')
    let allowed = true
    const alice = world.start('alice', world.low, undefined, { isAllowed: () => allowed })
    const bob = world.start('bob', world.high)
    world.clock.advance(1_000)
    allowed = false
    alice.peering.recheck()
    expect(linked(alice, bob)).toBe(0)
    world.clock.advance(120_000)
    expect(alice.links.length).toBe(1)
  })

  it('makes no link with whoever has another pre-shared key (rule 20)', () => {
    const world = pair('psk')
    const keys = [{ ...world.cast.keys, psk: new Uint8Array(32) }]
    const scope = { purpose: 'space', keys } as const
    const alice = world.start('alice', world.low)
    const failures: string[] = []
    alice.peering.onFailure(({ reason }) => failures.push(reason))
    world.start('bob', world.high, undefined, { scope })
    world.clock.advance(30_000)
    expect(alice.links).toEqual([])
    expect(failures).toContain('handshake: wrong key')
  })

  it('makes no link when the DTLS certificate is not the one in the description (rule 21)', () => {
    const world = pair('interposed')
    const alice = world.start('alice', world.low)
    const bobs = world.network.join('bob')
    const reasons: string[] = []
    alice.peering.onFailure(({ reason }) => reasons.push(reason))
    world.network.crash('bob')
    const open = bobs.transport.open.bind(bobs.transport)
    const node = world.network.join('bob')
    node.transport.open = (options) => {
      const link = open(options)
      const { onSignal } = link
      link.onSignal = (listener) =>
        onSignal((signal) =>
          listener(
            signal.type === 'description'
              ? { ...signal, sdp: withFingerprint(signal.sdp, new Uint8Array(32).fill(6)) }
              : signal,
          ),
        )
      return link
    }
    world.network.join = () => node
    world.start('bob', world.high)
    world.clock.advance(10_000)
    expect(alice.links).toEqual([])
    expect(reasons).toContain('another certificate')
  })

  it('meets on the topic of an epoch before, under that epoch’s keys (rule 17)', () => {
    const world = pair('epochs')
    const fill = (byte: number) => new Uint8Array(32).fill(byte)
    const newer = { topicKey: fill(1), signalKey: fill(2), psk: fill(3) }
    const scope = { purpose: 'space', keys: [newer, world.cast.keys] } as const
    const alice = world.start('alice', world.low, undefined, { scope })
    const bob = world.start('bob', world.high)
    world.clock.advance(200)
    expect(linked(alice, bob)).toBe(1)
  })

  it('meets on it where both have made a newer one meanwhile, if somebody is behind (rule 17)', () => {
    const fill = (byte: number) => new Uint8Array(32).fill(byte)
    const meet = (seeksOlder: boolean) => {
      const world = pair('both newer')
      const scopeWith = (byte: number) => {
        const newer = { topicKey: fill(byte), signalKey: fill(byte + 1), psk: fill(byte + 2) }
        const keys = [newer, world.cast.keys]
        return { scope: { purpose: 'space', keys } as const, seeksOlder: () => seeksOlder }
      }
      const alice = world.start('alice', world.low, undefined, scopeWith(1))
      const bob = world.start('bob', world.high, undefined, scopeWith(4))
      world.clock.advance(60_000)
      return linked(alice, bob)
    }
    expect(meet(true)).toBe(1)
    expect(meet(false)).toBe(0)
  })

  it('is found by clocks that differ by most of a day, and after midnight (rule 17)', () => {
    const world = pair('midnight')
    const alice = world.start('alice', world.low)
    world.clock.advance(3 * 86_400_000)
    world.clock.setWallClock(world.clock.now() + 20 * 3_600_000)
    const bob = world.start('bob', world.high)
    world.clock.setWallClock(world.clock.now() - 20 * 3_600_000)
    world.clock.advance(200)
    expect(linked(alice, bob)).toBe(1)
  })

  it('hands a link over to another peering, which makes no second one', () => {
    const world = pair('adopt')
    const fill = (byte: number) => new Uint8Array(32).fill(byte)
    const keys = [{ topicKey: fill(1), signalKey: fill(2), psk: fill(3) }]
    const scope = { purpose: 'invitation', keys } as const
    const door = [
      world.start('alice', world.low, undefined, { scope }),
      world.start('bob', world.high, undefined, { scope }),
    ] as const
    world.clock.advance(1_000)
    const spaces = door.map((device, i) => {
      const other = door[1 - i] as VirtualDevice
      const space = world.start(device.name, device.identity)
      const link = device.peering.release(other.identity.deviceId)
      if (link) space.peering.adopt(link)
      device.peering.close()
      return { space, link }
    })
    world.clock.advance(200_000)
    for (const { space, link } of spaces) {
      expect(space.peering.links()).toEqual([link])
      expect(space.links).toEqual([])
    }
  })

  it('costs a relay little: two devices say less than 40 things in ten minutes', () => {
    const world = pair('cheap')
    world.start('alice', world.low)
    world.start('bob', world.high)
    world.clock.advance(600_000)
    expect(world.network.relayed.length).toBeLessThan(40)
    const sizes = new Set(world.network.relayed.map(({ payload }) => payload.length))
    expect([...sizes].every((size) => size <= 2048)).toBe(true)
  })

  it('authenticates at most five inbound peers at a time and the rest after them (rule 36)', () => {
    const world = createVirtualDevices('inbound')
    const scope = { purpose: 'invitation', keys: [world.cast.keys] } as const
    const isAllowed = () => true
    const people = Array.from({ length: 9 }, (_, i) => {
      const name = `visitor ${i}`
      return world.start(name, world.cast.person(), undefined, { scope, isAllowed, maxPeers: 20 })
    })
    world.clock.advance(200_000)
    let most = 0
    const alice = world.start('alice', world.cast.alice, undefined, {
      scope,
      isAllowed,
      maxPeers: 20,
    })
    for (let ms = 0; ms < 3_000; ms++) {
      world.clock.advance(1)
      const open = alice.node.transport.links().length - alice.peering.links().length
      most = Math.max(most, open)
    }
    expect(alice.peering.links().length).toBe(people.length)
    expect(most).toBe(MAX_UNAUTHENTICATED_INBOUND)
  })

  it('keeps every one of 40 devices connected with at most 14 links each', () => {
    const world = createVirtualDevices('many')
    const isAllowed = () => true
    const all = Array.from({ length: 40 }, (_, i) =>
      world.start(`device ${i}`, world.cast.person(), undefined, { isAllowed }),
    )
    world.clock.advance(120_000)
    const byId = new Map(all.map((device) => [device.identity.deviceId, device]))
    const reached = new Set([all[0] as VirtualDevice])
    for (const device of reached)
      for (const { device: id } of device.peering.links())
        reached.add(byId.get(id) as VirtualDevice)
    expect(reached.size).toBe(40)
    for (const { peering } of all) {
      expect(peering.links().length).toBeLessThanOrEqual(14)
      expect(peering.links().length).toBeGreaterThanOrEqual(3)
    }
  }, 60_000)
})
