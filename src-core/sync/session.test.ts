import { beforeAll, describe, expect, it } from 'vitest'
import { FoyerError } from '../base/errors.ts'
import type { DeviceId } from '../base/ids.ts'
import { contentHash, ready } from '../crypto/index.ts'
import { removalNotice, rotate } from '../membership/index.ts'
import { createReplicaDisk } from '../testing/memberReplica.ts'
import { SOME_DOCUMENT } from '../testing/sealedCast.ts'
import { createVirtualDevices, type VirtualDevice } from '../testing/virtualDevices.ts'
import { FRONTIERS_EVERY_MS, LIVE_BURST } from './limits.ts'
import { encodeMessage } from './messages.ts'
import { encodeStub, isStub, openStub } from './stub.ts'

beforeAll(ready)

const text = (byte: number) => new Uint8Array(32).fill(byte)

function meeting(seed: string) {
  const world = createVirtualDevices(seed)
  const alice = world.start('alice', world.cast.alice)
  const bob = world.start('bob', world.cast.bob)
  world.clock.advance(1_000)
  return { ...world, alice, bob }
}
const RELAYS = { type: 'relays', urls: ['ws://new.example'] } as const
const hello = (protocol: number) => ({ type: 'hello', protocol, now: 1, logHeads: [] }) as const
const session = (device: VirtualDevice) =>
  device.sessions()[0] as ReturnType<VirtualDevice['sessions']>[0]

describe('a session', () => {
  it('pushes an envelope at once: it is there after one way through the network', () => {
    const { alice, bob, clock } = meeting('push')
    alice.replica.write(text(1))
    clock.advance(5)
    expect(bob.replica.accepted()).toEqual(alice.replica.accepted())
    expect(bob.replica.seen.received).toBe(1)
  })

  it('tells the author within 50 ms that its envelope has been accepted', () => {
    const { alice, bob, clock } = meeting('word')
    alice.replica.write(text(1))
    clock.advance(5 + 40 + 5)
    const told = alice.replica.seen.frontiers.get(bob.identity.deviceId)
    expect(told).toEqual(alice.replica.frontiers())
  })

  it('takes what follows a long log when that is taken in, in its order, also where it cannot be kept', async () => {
    for (const isKept of [true, false]) {
      const { alice, bob, clock, cast } = meeting(`long log ${isKept}`)
      const { receiveLog } = bob.replica
      let done = () => {}
      Object.assign(bob.replica, {
        receiveLog(entries: readonly Uint8Array[], from: DeviceId) {
          const inTurns = new Promise<void>((resolve, reject) => {
            done = isKept ? resolve : () => reject(new FoyerError('DISK_FULL'))
          })
          return inTurns.then(() => receiveLog(entries, from))
        },
      })
      alice.replica.addLog([cast.act(alice.identity, alice.replica.state(), RELAYS).bytes])
      alice.replica.write(text(1))
      alice.replica.write(text(2))
      clock.advance(100)
      expect(bob.replica.seen.received).toBe(0)
      done()
      await clock.settle(1_000)
      expect(bob.replica.state().relays).toEqual(isKept ? RELAYS.urls : ['wss://relay.example'])
      expect(bob.replica.seen.received).toBe(2)
      expect(bob.replica.accepted()).toHaveLength(isKept ? 2 : 0)
    }
  })

  it('tells nobody of what is not settled on its disk, and tells it when the disk takes it again', () => {
    const { alice, bob, clock } = meeting('unsettled')
    let isFull = true
    const settled: number[] = []
    Object.assign(bob.replica, {
      settle() {
        if (isFull) throw new FoyerError('DISK_FULL')
        settled.push(bob.replica.accepted().length)
      },
    })
    const told = () => alice.replica.seen.frontiers.get(bob.identity.deviceId) ?? []
    alice.replica.write(text(1))
    clock.advance(1_500)
    expect(bob.replica.accepted()).toHaveLength(1)
    expect(told()).toEqual([])
    isFull = false
    clock.advance(FRONTIERS_EVERY_MS)
    expect(told()).toEqual(alice.replica.frontiers())
    expect(settled).toEqual([1])
  })

  it('brings both sides together after they wrote apart, each envelope once', () => {
    const world = createVirtualDevices('apart')
    const alice = world.start('alice', world.cast.alice)
    const bob = world.start('bob', world.cast.bob)
    for (let i = 0; i < 300; i++) alice.replica.write(text(i))
    for (let i = 0; i < 200; i++) bob.replica.write(text(i))
    world.clock.advance(1_500)
    expect(alice.replica.accepted().length).toBe(500)
    expect(bob.replica.accepted()).toEqual(alice.replica.accepted())
    expect([alice.replica.seen.received, bob.replica.seen.received]).toEqual([200, 300])
  })

  it('fetches each envelope from one of several peers', () => {
    const world = createVirtualDevices('several')
    const alice = world.start('alice', world.cast.alice)
    for (let i = 0; i < 3000; i++) alice.replica.write(text(i))
    const bob = world.start('bob', world.cast.bob)
    world.clock.advance(10_000)
    const carol = world.start('carol', world.cast.carol)
    world.clock.advance(10_000)
    expect(carol.replica.accepted()).toEqual(bob.replica.accepted())
    expect([bob, carol].map(({ replica }) => replica.seen.received)).toEqual([3000, 3000])
  })

  it('passes on what came from one peer to another that lacks it', () => {
    const world = createVirtualDevices('gossip')
    const alice = world.start('alice', world.cast.alice)
    const bob = world.start('bob', world.cast.bob)
    const carol = world.start('carol', world.cast.carol)
    world.clock.advance(5_000)
    world.network.partition(['alice', 'bob'], ['bob', 'carol'])
    world.clock.advance(60_000)
    alice.replica.write(text(7))
    world.clock.advance(5_000)
    expect(carol.replica.accepted()).toEqual(alice.replica.accepted())
    expect(bob.replica.seen.received + carol.replica.seen.received).toBe(2)
  })

  it('says nothing about the Space, its hello apart, before the log knows the peer (rule 20)', () => {
    const world = createVirtualDevices('stranger')
    const alice = world.start('alice', world.cast.alice)
    alice.replica.write(text(1))
    const stranger = world.start('eve', world.cast.person())
    world.clock.advance(120_000)
    expect(stranger.replica.accepted()).toEqual([])
    expect(stranger.replica.seen.frontiers.size).toBe(0)
    expect(stranger.replica.seen.cards).toEqual([])
    expect(stranger.sessions().length).toBe(1)
  })

  it('takes the log from a device that only the log can introduce, and then talks with it', () => {
    const { cast, start, clock } = createVirtualDevices('introduced')
    const founding = cast.founded.entries.map(({ bytes }) => bytes)
    const alice = start('alice', cast.alice, createReplicaDisk(founding))
    const bob = start('bob', cast.bob)
    bob.replica.write(text(1))
    alice.replica.write(text(2))
    expect(alice.replica.state().devices.has(cast.bob.deviceId)).toBe(false)
    clock.advance(3_000)
    expect(alice.replica.state().heads).toEqual(bob.replica.state().heads)
    expect(alice.replica.accepted().length).toBe(2)
    expect(bob.replica.accepted()).toEqual(alice.replica.accepted())
  })

  it.each([
    ['something before the hello', 'no hello', encodeMessage({ type: 'cards', cards: [] })],
    ['a hello cut short', 'malformed message', Uint8Array.of(1, 2, 3)],
    ['an empty message', 'malformed message', new Uint8Array()],
    ['a hello of another protocol', 'another protocol', encodeMessage(hello(2))],
    ['an unknown message', 'unknown message', Uint8Array.of(50)],
  ])('ends at %s', (_, reason, message) => {
    const world = createVirtualDevices('nonsense')
    const alice = world.start('alice', world.cast.alice)
    const rude = world.start('bob', world.cast.bob, undefined, { speechless: true })
    rude.peering.onLink((link) => link.send('live', message))
    const reasons: string[] = []
    alice.peering.onLink((link) => link.onClose((reason) => reasons.push(reason)))
    world.clock.advance(300)
    expect(reasons[0]).toBe(reason)
  })

  it('ignores what a newer version marks as optional, and ends at what must be understood', () => {
    const { alice, bob, clock } = meeting('newer')
    bob.links[0]?.send('live', Uint8Array.of(200, 1, 2, 3))
    bob.links[0]?.send('live', Uint8Array.of(64, 1, 2, 3))
    clock.advance(100)
    expect(alice.sessions().length).toBe(1)
    bob.links[0]?.send('live', Uint8Array.of(50, 1, 2, 3))
    clock.advance(100)
    expect(alice.sessions().length).toBe(0)
  })

  it('drops pushes above 50 a second and bursts of 200, and still gets all (rule 36)', () => {
    const { alice, bob, clock } = meeting('burst')
    for (let i = 0; i < 1000; i++) alice.replica.write(text(i))
    clock.advance(6)
    expect(bob.replica.seen.received).toBeLessThanOrEqual(LIVE_BURST)
    clock.advance(5_000)
    expect(bob.replica.accepted()).toEqual(alice.replica.accepted())

    const flood = meeting('flood')
    const bytes = flood.alice.replica.write(text(1))
    for (let i = 0; i < 1000; i++)
      flood.alice.links[0]?.send(
        'live',
        encodeMessage({ type: 'envelopes', id: 0, last: 1, batch: [bytes] }),
      )
    flood.clock.advance(6)
    expect(flood.bob.replica.seen.received).toBeLessThanOrEqual(LIVE_BURST)
    for (let i = 0; i < 3000; i++)
      flood.alice.links[0]?.send(
        'live',
        encodeMessage({ type: 'envelopes', id: 0, last: 1, batch: [bytes] }),
      )
    flood.clock.advance(50)
    expect(flood.bob.links[0] && flood.bob.peering.links()).toEqual([])
  })

  it('rule 17: tells a stranger who holds the keys nothing of the log, though it names known heads', () => {
    const world = createVirtualDevices('stranger')
    const { cast } = world
    const eve = cast.person()
    const alice = world.start('alice', cast.alice)
    alice.replica.addLog([
      cast.act(cast.alice, cast.state, { type: 'relays', urls: ['ws://new.example'] }).bytes,
    ])
    const disk = createReplicaDisk(world.log)
    const stranger = world.start('eve', eve, disk)
    stranger.replica.isMember = () => true
    world.clock.advance(60_000)
    expect(stranger.sessions()).toHaveLength(1)
    expect(disk.log).toHaveLength(world.log.length)
    expect(stranger.replica.seen.cards).toEqual([])
  })

  it('rule 16: whoever is told a stub is told the snapshot before it, in parts, once a link', () => {
    const world = createVirtualDevices('stubs')
    const alice = world.start('alice', world.cast.alice)
    for (let i = 0; i < 3; i++) alice.replica.write(text(i))
    const device = alice.identity.deviceId
    const stubs = [1, 2, 3].map((seq) => {
      const hash = alice.replica.hashAt(device, seq) ?? ''
      return encodeStub({
        docId: SOME_DOCUMENT,
        deviceId: device,
        firstSeq: seq,
        seq,
        before: alice.replica.hashAt(device, seq - 1) ?? null,
        hash,
        logHeads: [],
      })
    })
    const parts = [1, 2, 3, 4, 5, 6].map((byte) => new Uint8Array(128 * 1024).fill(byte))
    const snapshots = [
      { hash: 'one', parts: () => parts.slice(0, 5) },
      { hash: 'other', parts: () => parts.slice(5) },
    ]
    alice.replica.envelopes = (of, from, limit) =>
      of === device ? stubs.slice(from - 1, from - 1 + limit) : []
    alice.replica.snapshotFor = (stub) => snapshots[(openStub(stub)?.seq ?? 0) < 3 ? 0 : 1]
    const bob = world.start('bob', world.cast.bob)
    const told: Uint8Array[] = []
    bob.replica.receiveEnvelopes = (batch) => void told.push(...batch)
    world.clock.advance(10_000)
    expect(told).toEqual([...parts, ...stubs])
    // Bob could make nothing of them, and asks again.
    world.clock.advance(60_000)
    expect(told.length).toBeGreaterThan(parts.length + stubs.length)
    expect(told.filter((bytes) => !isStub(bytes))).toEqual(parts)
  })

  it('rule 16: takes no snapshots while it has asked for nothing; who goes on loses the link', () => {
    const { alice, bob, clock } = meeting('snapshots')
    clock.advance(FRONTIERS_EVERY_MS)
    const got: Uint8Array[] = []
    alice.replica.receiveEnvelopes = (batch) => void got.push(...batch)
    let reason = ''
    alice.links[0]?.onClose((why) => {
      reason = why
    })
    const message = encodeMessage({ type: 'snapshots', batch: [text(1)] })
    const say = (times: number) => {
      for (let i = 0; i < times; i++) bob.links[0]?.send('live', message)
      clock.advance(1_000)
    }
    say(1_000)
    expect([got, reason]).toEqual([[], ''])
    say(1_001)
    expect([got, reason]).toEqual([[], 'flooding'])
  })

  it('rule 22: a removed device is told its end and nothing after it, and loses the link', () => {
    const { alice, bob, cast, clock } = meeting('removed')
    const { userId } = cast.bob
    alice.replica.isMember = (device) =>
      alice.replica.state().members.get(userId)?.devices.includes(device) ?? false
    alice.replica.lastWords = (device, heads) => {
      const notice = removalNotice(alice.replica.state(), device, heads)
      return notice && { ...notice, entries: notice.entries.map(({ bytes }) => bytes) }
    }
    const removal = cast.act(cast.alice, cast.state, { type: 'remove', userId, cutoffs: [] })
    const removed = cast.plus(cast.state, removal)
    const after = rotate(cast.alice, removed, cast.random, cast.clock).entry
    let isClosed = false
    alice.links[0]?.onClose(() => {
      isClosed = true
    })
    alice.replica.addLog([removal.bytes, after.bytes])
    alice.replica.write(text(1))
    const heard: (readonly Uint8Array[])[] = []
    alice.replica.receiveLastWords = (entries) => void heard.push(entries)
    const said = (bytes: number[]) =>
      bob.links[0]?.send(
        'live',
        encodeMessage({ type: 'logEntries', logHeads: [], entries: [Uint8Array.from(bytes)] }),
      )
    clock.advance(500)
    expect(bob.replica.accepted()).toEqual([])
    for (const word of [1, 2, 3, 4]) said([word])
    bob.replica.write(text(2))
    clock.advance(500)
    expect(bob.replica.state().has(removal.hash)).toBe(true)
    expect(bob.replica.state().has(after.hash)).toBe(false)
    // What speaks against it is heard, three times, and nothing else.
    expect(heard).toHaveLength(3)
    expect(heard).toContainEqual([Uint8Array.of(1)])
    expect(alice.replica.accepted()).toHaveLength(1)
    expect(isClosed).toBe(false)
    clock.advance(1_000)
    expect(isClosed).toBe(true)
  })

  it('carries presence and cards, and no presence above 4 KiB (rule 36)', () => {
    const { alice, bob, clock } = meeting('presence')
    session(alice).sendPresence(text(3))
    clock.advance(10)
    expect(bob.replica.seen.presence).toEqual([[alice.identity.deviceId, text(3)]])
    expect(bob.replica.seen.cards).toEqual(alice.replica.cards())
    expect(() => session(alice).sendPresence(new Uint8Array(4097))).toThrow(RangeError)
  })

  it('fetches chunks 16 at a time, verified, and says which are not there', () => {
    const { alice, bob, clock } = meeting('chunks')
    const chunks = Array.from({ length: 50 }, (_, i) => new Uint8Array(2_000).fill(i))
    const hashes = chunks.map(contentHash)
    for (const chunk of chunks) alice.disk.chunks.set(contentHash(chunk), chunk)
    let inFlight = 0
    let most = 0
    const { chunk } = alice.replica
    alice.replica.chunk = (hash) => {
      most = Math.max(most, ++inFlight)
      return chunk(hash)
    }
    const { receiveChunk } = bob.replica
    bob.replica.receiveChunk = (...args) => {
      inFlight--
      receiveChunk(...args)
    }
    const absent = contentHash(text(9))
    session(bob).wantChunks([...hashes, absent])
    clock.advance(5_000)
    expect(bob.replica.seen.chunks).toEqual(hashes)
    expect(bob.replica.seen.missing).toEqual([absent])
    expect(most).toBe(16)
  })

  it('ends when a chunk does not have the hash it was asked for by', () => {
    const { alice, bob, clock } = meeting('another chunk')
    const hash = contentHash(text(1))
    alice.disk.chunks.set(hash, text(2))
    session(bob).wantChunks([hash])
    clock.advance(100)
    expect(bob.replica.seen.chunks).toEqual([])
    expect(bob.sessions()).toEqual([])
  })

  it('brings two logs together that have more heads than a message can name, and is quiet then', () => {
    const world = createVirtualDevices('many heads')
    const { cast, clock } = world
    // None of them has an effect: also somebody who may not write the log can write them.
    const beside = (from: number) =>
      Array.from(
        { length: 70 },
        (_, i) =>
          cast.act(cast.bob, cast.state, { type: 'relays', urls: [`ws://x${from + i}.example`] })
            .bytes,
      )
    const alice = world.start('alice', cast.alice)
    const bob = world.start('bob', cast.bob)
    clock.advance(1_000)
    let sent = 0
    const link = alice.links[0] as { send: (...args: never[]) => void }
    const { send } = link
    link.send = (...args) => {
      sent++
      send(...args)
    }
    alice.replica.addLog(beside(0))
    bob.replica.addLog(beside(70))
    clock.advance(200)
    expect(alice.replica.state().heads).toHaveLength(140)
    expect(bob.replica.state().heads).toEqual(alice.replica.state().heads)
    alice.replica.addLog([cast.act(cast.alice, alice.replica.state(), RELAYS).bytes])
    clock.advance(200)
    expect(bob.replica.state().heads).toEqual(alice.replica.state().heads)
    expect(sent).toBeLessThan(20)
    sent = 0
    clock.advance(600_000)
    expect(sent).toBeLessThanOrEqual(21)
  })

  it('is quiet when nothing happens: about two messages a minute', () => {
    const { alice, clock } = meeting('quiet')
    let sent = 0
    const link = alice.links[0] as { send: (...args: never[]) => void }
    const { send } = link
    link.send = (...args) => {
      sent++
      send(...args)
    }
    clock.advance(600_000)
    expect(sent).toBeLessThanOrEqual(21)
  })
})
