import { beforeAll, describe, expect, it } from 'vitest'
import { utf8 } from '../base/bytes.ts'
import { type DeviceId, type EntryHash, idFromBytes } from '../base/ids.ts'
import { hashId, ready } from '../crypto/index.ts'
import { createCast, OPEN } from '../testing/cast.ts'
import { sealEntry } from './entry.ts'
import {
  type ActionOf,
  createEntry,
  createInvite,
  createSpaceLog,
  entriesMissingFor,
  extend,
  type IdentityWithSecrets,
  isRelayUrl,
  keptSince,
  openEntry,
  replay,
} from './index.ts'

beforeAll(ready)

const genesisOf = ({ certificate }: IdentityWithSecrets): ActionOf<'genesis'> => ({
  ...{ type: 'genesis', certificate, nonce: new Uint8Array(32), parent: null, relays: [] },
})

const sealGenesis = (
  { device }: IdentityWithSecrets,
  author: DeviceId,
  action: ActionOf<'genesis'>,
  at: number,
) => sealEntry({ spaceId: null, prev: [], author, at, action }, device).bytes

describe('a membership log', () => {
  it('rule 3: the Space id is the hash of the genesis', () => {
    const { founded, spaceId } = createCast('genesis')
    expect(hashId(founded.entries[0]?.bytes as Uint8Array)).toBe(spaceId)
  })

  it('rule 3: its founder is the owner, and a first epoch follows', () => {
    const { begin, alice, founded } = createCast('owner')
    expect(begin.members.get(alice.userId)?.role).toBe('owner')
    expect(begin.currentEpoch).toBe(founded.epoch.epochId)
    expect(begin.relays).toEqual(['wss://relay.example'])
    expect(begin.rejected.size).toBe(0)
  })

  it('rule 3: a genesis of another Space is refused', () => {
    const { spaceId, alice, random, clock } = createCast('foreign')
    const other = createSpaceLog(alice, { random, clock, relays: [] })
    const state = replay(
      spaceId,
      other.entries.map(({ bytes }) => bytes),
    )
    expect(state.members.size).toBe(0)
    expect(state.heads).toEqual([])
  })

  it('rule 10: a hidden group is nothing without its Space', () => {
    const { alice, clock, spaceId: parent } = createCast('hidden')
    const action = { ...genesisOf(alice), parent }
    const bytes = sealGenesis(alice, alice.deviceId, action, clock.at)
    const state = replay(hashId(bytes), [bytes])
    expect(state.members.size).toBe(0)
    expect([...state.rejected.values()]).toEqual(['the group of another Space'])
  })

  it('a genesis by another device than the one it certifies is refused', () => {
    const { alice, person, clock } = createCast('other device')
    const bytes = sealGenesis(alice, person().deviceId, genesisOf(alice), clock.at)
    expect(replay(hashId(bytes), [bytes]).heads).toEqual([])
  })

  it('an entry stands after others unless it is the genesis, and names each once, in order', () => {
    const { alice, begin, clock, founded, join, person, act, plus } = createCast('placed')
    const { spaceId } = begin
    const relays = { type: 'relays', urls: ['wss://evil.example'] } as const
    const author = alice.deviceId
    const rootless = sealEntry(
      { spaceId, prev: [], author, at: clock.at, action: relays },
      alice.device,
    )
    const action = genesisOf(alice)
    const late = { spaceId, prev: begin.heads, author, at: clock.at, action }
    expect(openEntry(rootless.bytes)).toBeUndefined()
    expect(openEntry(sealEntry(late, alice.device).bytes)).toBeUndefined()
    expect(openEntry(founded.entries[0]?.bytes as Uint8Array)?.prev).toEqual([])

    const forked = plus(join(begin, person()), act(alice, begin, relays))
    expect(forked.heads).toHaveLength(2)
    const { bytes } = act(alice, forked, relays)
    // version 1, Space 32, count 2: the hashes begin at 35.
    const swapped = bytes.slice()
    swapped.set(bytes.subarray(67, 99), 35)
    swapped.set(bytes.subarray(35, 67), 67)
    expect(openEntry(bytes)?.prev).toEqual(forked.heads)
    expect(openEntry(swapped)).toBeUndefined()
    const twice = bytes.slice()
    twice.set(bytes.subarray(35, 67), 67)
    expect(openEntry(twice)).toBeUndefined()
  })

  it('an entry of another Space of the same founder has no place in it', () => {
    const cast = createCast('transplant')
    const { alice, random, clock, begin } = cast
    const other = createSpaceLog(alice, { random, clock, relays: [] })
    const transplanted = createEntry(
      alice,
      { ...begin, spaceId: other.spaceId },
      { type: 'relays', urls: ['wss://evil.example'] },
      clock,
    )
    const state = cast.plus(begin, transplanted)
    expect(state.has(transplanted.hash)).toBe(false)
    expect(state.relays).toEqual(['wss://relay.example'])
  })

  it('an entry waits for its past and counts once it is there', () => {
    const cast = createCast('gap')
    const { alice, begin, act, plus } = cast
    const first = act(alice, begin, { type: 'relays', urls: ['wss://one.example'] })
    const second = act(alice, plus(begin, first), { type: 'relays', urls: ['wss://two.example'] })
    const early = plus(begin, second)
    expect(early.missing).toEqual([first.hash])
    expect(early.has(second.hash)).toBe(false)
    expect(keptSince(begin, early)).toEqual([])
    expect(early.relays).toEqual(['wss://relay.example'])
    const whole = plus(early, first)
    expect(keptSince(begin, whole)).toEqual([first, second])
    expect(whole.missing).toEqual([])
    expect(whole.relays).toEqual(['wss://two.example'])
  })

  it('the relays are what RELAYS says last, and only addresses', () => {
    const { alice, begin, act, plus } = createCast('relays')
    const good = plus(begin, act(alice, begin, { type: 'relays', urls: ['ws://127.0.0.1:4444'] }))
    expect(good.relays).toEqual(['ws://127.0.0.1:4444'])
    const bad = plus(good, act(alice, good, { type: 'relays', urls: ['https://a.example'] }))
    expect(bad.relays).toEqual(['ws://127.0.0.1:4444'])
    for (const url of ['wss://user@a.example', 'ws://a.example/?q', 'ws://a b', 'ws://a#b', ''])
      expect(isRelayUrl(url)).toBe(false)
    for (const url of ['ws://[::1]:1', 'wss://a.example/relay/', 'ws://10.0.0.2:8080'])
      expect(isRelayUrl(url)).toBe(true)
  })

  it('rule 10: an ADD has no effect in a Space', () => {
    const { alice, begin, act, plus, join, person } = createCast('add')
    const state = join(begin, person())
    const { certificate } = person()
    const action = { type: 'add', certificate, role: 'editor', lockboxes: [] } as const
    const entry = act(alice, state, action)
    expect(openEntry(entry.bytes)?.action).toEqual(action)
    const next = plus(state, entry)
    expect(next.rejected.get(entry.hash)).toBe('people come into a Space by invitation')
    expect(next.members).toEqual(state.members)
    expect(next.heads).toEqual([entry.hash])
  })

  it('an altered entry is refused, whichever byte was changed', () => {
    const { alice, begin, act } = createCast('altered')
    const { bytes } = act(alice, begin, { type: 'relays', urls: ['wss://two.example'] })
    for (let i = 0; i < bytes.length; i++) {
      const altered = bytes.map((byte, at) => (at === i ? byte ^ 0x10 : byte))
      expect(extend(begin, [altered]).relays).toEqual(['wss://relay.example'])
    }
  })

  it('what others lack is told parents first, and everything to whoever is unknown', () => {
    const { alice, begin, act, plus, spaceId } = createCast('exchange')
    const first = act(alice, begin, { type: 'relays', urls: ['wss://one.example'] })
    const one = plus(begin, first)
    const second = act(alice, one, { type: 'relays', urls: ['wss://two.example'] })
    const two = plus(one, second)
    expect(entriesMissingFor(two, begin.heads)).toEqual([first, second])
    expect(entriesMissingFor(two, two.heads)).toEqual([])
    const stranger = idFromBytes<EntryHash>(new Uint8Array(32).fill(7))
    for (const heads of [[], [stranger]]) {
      const all = entriesMissingFor(two, heads)
      const copy = replay(
        spaceId,
        all.map(({ bytes }) => bytes),
      )
      expect(copy.heads).toEqual(two.heads)
      expect(all).toHaveLength(4)
    }
    expect(entriesMissingFor(two, [stranger, ...one.heads])).toEqual([second])
  })

  it('garbage changes nothing and throws nothing', () => {
    const { begin, random } = createCast('garbage')
    const garbage = [0, 1, 63, 64, 65, 200, 5000].map((length) => random.bytes(length))
    expect(extend(begin, [...garbage, utf8('hello'), new Uint8Array(300_000)])).toBe(begin)
  })

  it('an entry that follows everything is folded in without folding the rest again', () => {
    const { begin, alice, random, clock, plus } = createCast('fast')
    let state = begin
    for (let i = 0; i < 50; i++)
      state = plus(state, createInvite(alice, state, OPEN, random, clock).entry)
    const draftOrder = state.internal.draft.order
    const next = plus(state, createInvite(alice, state, OPEN, random, clock).entry)
    expect(next.internal.draft.order.slice(0, 52)).toEqual(draftOrder)
    expect(next.invites.size).toBe(51)
  })
})
