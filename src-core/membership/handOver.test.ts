import { beforeAll, describe, expect, it } from 'vitest'
import { encode, tryDecode } from '../base/codec.ts'
import { ready } from '../crypto/index.ts'
import { createCast } from '../testing/cast.ts'
import { type ActionOf, action, MAX_OTHERS } from './actions.ts'
import { certifyDevice } from './certificate.ts'
import { certifyOther } from './identity.ts'
import {
  type EncodedEntry,
  extend,
  type IdentityWithSecrets,
  lockboxesFor,
  type MembershipState,
  mustHandOver,
  mustRotate,
  openEntry,
  openEpochs,
  rotate,
} from './index.ts'

beforeAll(ready)

/** Without the root key, whose kit would open what the device itself was not given. */
const withoutKit = (who: IdentityWithSecrets) => ({ ...who, root: null })
const rotateAction = ({ bytes }: EncodedEntry) => openEntry(bytes)?.action as ActionOf<'rotate'>

/** Alice, Bob and Carol. Alice makes a key while Bob brings a phone in and makes one for it too. */
function apart(seed: string) {
  const cast = createCast(seed)
  const { alice, act, plus, random, clock } = cast
  const [bob, carol] = [cast.person(), cast.person()]
  const begin = [bob, carol].reduce((state, who) => cast.join(state, who), cast.begin)
  const fresh = cast.person()
  const { deviceId, device, box } = fresh
  const keys = { deviceId, signKey: device.publicKey, boxKey: box.publicKey }
  const certificate = certifyOther(bob, keys, clock)
  const phone = { ...fresh, userId: bob.userId, certificate, root: null }
  const lockboxes = lockboxesFor(begin, openEpochs(begin, bob), certificate.boxKey)
  const added = act(bob, begin, { type: 'deviceAdd', certificate, lockboxes })
  const withPhone = plus(begin, added)
  const byBob = rotate(bob, withPhone, random, clock)
  const byAlice = rotate(alice, begin, random, clock)
  const both = plus(withPhone, byBob.entry, byAlice.entry)
  const lacks = (state: MembershipState, who: IdentityWithSecrets) =>
    mustHandOver(state, openEpochs(state, who), clock.at)
  return { ...cast, bob, carol, phone, begin, withPhone, byAlice, byBob, both, lacks }
}

const bytesOf = (state: MembershipState) =>
  [...state.internal.graph.nodes.values()].map(({ entry }) => entry.bytes)
const ids = (epochs: readonly { readonly epochId: string }[]) =>
  epochs.map(({ epochId }) => epochId)

describe('rule 8: of two keys made at once, one that lacks a device', () => {
  it('is handed over by whoever has it, and by nobody again', () => {
    const { alice, bob, carol, phone, byAlice, both, plus, random, clock, lacks } = apart('lacks')
    expect(ids(openEpochs(both, phone))).not.toContain(byAlice.epoch.epochId)
    for (const who of [alice, bob, carol]) expect(lacks(both, withoutKit(who))).toBe(true)
    // Of a key that it lacks itself a device knows nothing.
    expect(lacks(both, phone)).toBe(false)
    const next = plus(both, rotate(carol, both, random, clock).entry)
    expect(openEpochs(next, phone)).toEqual(openEpochs(next, alice))
    for (const who of [alice, bob, carol, phone]) expect(lacks(next, who)).toBe(false)
    expect(mustRotate(next, clock.at)).toBe(false)
  })

  it('is handed over after the device that lacks it has made a further one', () => {
    const { alice, bob, phone, both, byAlice, plus, random, clock, lacks } = apart('further')
    const byPhone = plus(both, rotate(phone, both, random, clock).entry)
    expect(ids(openEpochs(byPhone, phone))).not.toContain(byAlice.epoch.epochId)
    expect(lacks(byPhone, alice)).toBe(true)
    // Two do it at once: that is enough.
    const again = [alice, bob].map((who) => rotate(who, byPhone, random, clock).entry)
    const next = plus(byPhone, ...again)
    expect(openEpochs(next, phone)).toEqual(openEpochs(next, alice))
    for (const who of [alice, bob, phone]) expect(lacks(next, who)).toBe(false)
  })

  it('opens for the kit of whoever lost everything meanwhile', () => {
    const { bob, phone, both, byAlice, plus, random, clock, alice } = apart('kit')
    const next = plus(both, rotate(alice, both, random, clock).entry)
    const kit = { ...phone, root: bob.root, deviceId: 'AAAAAAAAAAAAAAAAAAAAAA' as never }
    expect(ids(openEpochs(next, kit))).toContain(byAlice.epoch.epochId)
  })

  it('needs no further key where all have both', () => {
    const { alice, bob, withPhone, plus, random, clock, lacks } = apart('all have both')
    const state = plus(
      withPhone,
      rotate(alice, withPhone, random, clock).entry,
      rotate(bob, withPhone, random, clock).entry,
    )
    expect(state.epochs).toHaveLength(3)
    expect(lacks(state, alice)).toBe(false)
  })

  it('is not given to a device that was ended, to somebody removed, and to nobody else', () => {
    const { alice, bob, carol, phone, person, begin, byAlice, byBob, both, act, plus, ...cast } =
      apart('attack')
    const { random, clock, lacks } = cast
    const [ended, removed, stranger] = [phone, carol, person()]
    const { deviceId } = ended
    const without = plus(
      both,
      act(bob, both, { type: 'deviceRemove', deviceId, cutoffs: [] }),
      act(alice, both, { type: 'remove', userId: removed.userId, cutoffs: [] }),
    )
    // Neither lacks anything that it may have: what is to be made is what rule 8 demands without them.
    expect(mustRotate(without, clock.at)).toBe(true)
    const next = plus(without, rotate(alice, without, random, clock).entry)
    expect(lacks(next, alice)).toBe(false)
    const all = ids(openEpochs(next, alice))
    const [first] = ids(openEpochs(begin, alice))
    expect(ids(openEpochs(next, ended))).toEqual([first, byBob.epoch.epochId])
    expect(ids(openEpochs(next, removed))).toEqual(all.filter((id) => id !== next.currentEpoch))
    expect(openEpochs(next, stranger)).toEqual([])
    expect(all).toContain(byAlice.epoch.epochId)
    expect(rotateAction(rotate(alice, without, random, clock).entry).lockboxes).toHaveLength(2)
  })

  it('is not handed over by false keys: who has it goes on until it is', () => {
    const { alice, bob, phone, byAlice, both, act, plus, random, clock, lacks } =
      apart('false keys')
    const honest = rotateAction(rotate(bob, both, random, clock).entry)
    // Bob wraps what opens nothing, and another key in its place.
    const other = rotateAction(rotate(bob, both, random, clock).entry)
    for (const wrapped of [random.bytes(72), other.previous?.sealed ?? new Uint8Array(72)]) {
      const wrong = <T extends { readonly epochId: string }>(one: T): T =>
        one.epochId === byAlice.epoch.epochId ? { ...one, sealed: wrapped } : one
      const { previous, others = [] } = honest
      const entry = act(bob, both, {
        ...honest,
        previous: previous && wrong(previous),
        others: others.map(wrong),
      })
      const next = plus(both, entry)
      expect(next.rejected.size).toBe(0)
      expect(ids(openEpochs(next, phone))).not.toContain(byAlice.epoch.epochId)
      expect(lacks(next, alice)).toBe(true)
      const healed = plus(next, rotate(alice, next, random, clock).entry)
      expect(openEpochs(healed, phone)).toEqual(openEpochs(healed, alice))
      expect(lacks(healed, alice)).toBe(false)
    }
  })

  it('that was undone is handed over too; where there are many, only with the next', () => {
    const { alice, bob, carol, withPhone, begin, act, plus, random, clock, lacks } = apart('undone')
    // Carol does not know of the phone, and goes on making keys with old heads after her removal.
    const keys = [1, 2, 3, 4, 5].map(() => rotate(carol, begin, random, clock))
    const removal = act(alice, withPhone, { type: 'remove', userId: carol.userId, cutoffs: [] })
    const removed = plus(withPhone, removal)
    const rotated = plus(removed, rotate(alice, removed, random, clock).entry)
    const next = plus(rotated, ...keys.map(({ entry }) => entry))
    expect(ids(openEpochs(next, bob))).toEqual(
      expect.arrayContaining(keys.map(({ epoch }) => epoch.epochId)),
    )
    expect(lacks(next, alice)).toBe(false)
    expect(rotateAction(rotate(alice, next, random, clock).entry).others).toHaveLength(5)
    const few = plus(rotated, ...keys.slice(1).map(({ entry }) => entry))
    expect(lacks(few, alice)).toBe(true)
    expect(lacks(plus(few, rotate(alice, few, random, clock).entry), alice)).toBe(false)
  })
})

describe('rule 4: a key by whoever had lost the right to make one, which others wrote under meanwhile', () => {
  const inAnyOrder = (state: MembershipState, entries: readonly EncodedEntry[]) =>
    [entries, entries.toReversed()].map((all) =>
      all.reduce((after, { bytes }) => extend(after, [bytes]), state),
    )

  it('stays readable where it is undone only with what its author came in by', () => {
    const { alice, bob, carol, begin, act, plus, random, clock, person } = apart('undone with it')
    const fresh = person()
    const keys = {
      ...{ deviceId: fresh.deviceId, signKey: fresh.device.publicKey },
      boxKey: fresh.box.publicKey,
    }
    const certificate = certifyOther(carol, keys, clock)
    const phone = { ...fresh, userId: carol.userId, certificate, root: null }
    const added = act(carol, begin, { type: 'deviceAdd', certificate, lockboxes: [] })
    const byPhone = rotate(phone, plus(begin, added), random, clock)
    const removal = act(alice, begin, { type: 'remove', userId: carol.userId, cutoffs: [] })
    for (const state of inAnyOrder(begin, [added, byPhone.entry, removal])) {
      expect(state.rejected.has(byPhone.entry.hash)).toBe(true)
      expect(ids(openEpochs(state, bob))).toContain(byPhone.epoch.epochId)
      expect(state.currentEpoch).not.toBe(byPhone.epoch.epochId)
      expect(mustHandOver(state, openEpochs(state, alice), clock.at)).toBe(false)
      // Whoever knew better is not believed, and nothing it makes opens.
      const late = rotate(phone, state, random, clock)
      const after = plus(state, late.entry)
      expect(ids(openEpochs(after, bob))).not.toContain(late.epoch.epochId)
      expect(openEpochs(extend(begin, bytesOf(after)), bob)).toEqual(openEpochs(after, bob))
    }
  })

  it('stays readable where a device brought itself in while its person was removed', () => {
    const { alice, bob, carol, begin, act, plus, random, clock, person } = apart('by itself')
    const { userId, root } = carol
    const fresh = person()
    const certificate = certifyDevice(
      { ...fresh.certificate, userId, rootKey: root.publicKey },
      root,
    )
    const phone = { ...fresh, userId, certificate, root: null }
    const added = act(phone, begin, { type: 'deviceAdd', certificate, lockboxes: [] })
    const { entry, epoch } = rotate(phone, plus(begin, added), random, clock)
    const removal = act(alice, begin, { type: 'remove', userId, cutoffs: [] })
    for (const state of inAnyOrder(begin, [added, entry, removal]))
      expect(ids(openEpochs(state, bob))).toContain(epoch.epochId)
  })

  it('is not there where its author never had it', () => {
    const { alice, bob, begin, join, person, plus, random, clock, act } = apart('never had it')
    const gus = person()
    const state = join(begin, gus, { role: 'viewer' })
    const undone = act(alice, state, { type: 'remove', userId: bob.userId, cutoffs: [] })
    const byGus = rotate(gus, state, random, clock)
    for (const after of inAnyOrder(state, [undone, rotate(bob, state, random, clock).entry]))
      expect(ids(openEpochs(plus(after, byGus.entry), alice))).not.toContain(byGus.epoch.epochId)
  })
})

describe('rule 7: a ROTATE', () => {
  it('rule 7: wraps the keys that lie under none, the newest first, and the others next time', () => {
    const { alice, begin, plus, random, clock, carol, lacks } = apart('many')
    const keys = Array.from({ length: MAX_OTHERS + 10 }, () => rotate(alice, begin, random, clock))
    const many = plus(begin, ...keys.map(({ entry }) => entry))
    const first = rotate(carol, many, random, clock)
    expect(rotateAction(first.entry).others).toHaveLength(MAX_OTHERS)
    const next = plus(many, first.entry)
    expect(lockboxesFor(next, openEpochs(next, alice), alice.box.publicKey)).toHaveLength(10)
    const end = plus(next, rotate(carol, next, random, clock).entry)
    expect(lockboxesFor(end, openEpochs(end, alice), alice.box.publicKey)).toHaveLength(1)
    expect(lacks(end, alice)).toBe(false)
  })

  it('rule 7: has one encoding: without further keys it has the shorter one', () => {
    const { alice, both, begin, random, clock } = apart('bytes')
    const several = rotateAction(rotate(alice, both, random, clock).entry)
    const one = rotateAction(rotate(alice, begin, random, clock).entry)
    expect([encode(action, several)[0], encode(action, one)[0]]).toEqual([16, 13])
    expect(encode(action, { ...several, others: [] })[0]).toBe(13)
    expect(encode(action, { ...several, others: [], kits: [] })[0]).toBe(10)
    const bytes = encode(action, several)
    expect(tryDecode(action, bytes)).toEqual(several)
    // The same with its further keys taken out, and without the one before.
    const none = encode(action, { ...several, others: [] })
    const emptied = new Uint8Array([16, ...none.subarray(1), 0, 0])
    expect(tryDecode(action, emptied)).toBeUndefined()
    expect(tryDecode(action, encode(action, { ...several, previous: null }))).toBeUndefined()
  })
})
