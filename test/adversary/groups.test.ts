import { beforeAll, describe, expect, test } from 'vitest'
import { encode } from '../../src-core/base/codec.ts'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { followDevices } from '../../src-core/host/groups/followDevices.ts'
import { createGroups, type GroupsOptions } from '../../src-core/host/groups/groupBook.ts'
import { groupMessage } from '../../src-core/host/groups/groupExchange.ts'
import { createParentGate } from '../../src-core/host/groups/parentGate.ts'
import { createSpaceMembership } from '../../src-core/host/space/spaceMembership.ts'
import { certifyDevice } from '../../src-core/membership/certificate.ts'
import { identityOfDevice } from '../../src-core/membership/identity.ts'
import {
  certifyOther,
  createSpaceLog,
  type EncodedEntry,
  entriesMissingFor,
  type IdentityWithSecrets,
  lockboxesFor,
  type MembershipState,
  openEpochs,
  parentFacts,
  replay,
} from '../../src-core/membership/index.ts'
import { createMemoryStorage } from '../../src-core/ports/memory/index.ts'
import { createCast } from '../../src-core/testing/cast.ts'
import { createVirtualClock } from '../../src-core/testing/virtualClock.ts'

beforeAll(ready)

const bytesOf = (entries: readonly EncodedEntry[]) => entries.map(({ bytes }) => bytes)

/** Alice's Space with Bob and Eve; whoever has altered software founds what they like. */
function spaceWith(seed: string) {
  const cast = createCast(seed)
  const [bob, eve] = [cast.person(), cast.person()]
  const space = [bob, eve].reduce((state, who) => cast.join(state, who), cast.begin)

  function groupBy(
    founder: IdentityWithSecrets,
    of: MembershipState,
    ...people: IdentityWithSecrets[]
  ) {
    const { random, clock } = cast
    const parent = parentFacts(of)
    const log = createSpaceLog(founder, { random, clock, relays: [], parent })
    let group = replay(log.spaceId, bytesOf(log.entries), parent)
    for (const { certificate } of people) {
      const lockboxes = lockboxesFor(group, openEpochs(group, founder), certificate.boxKey)
      const add = { ...({ type: 'add', certificate, lockboxes } as const), role: 'editor' } as const
      group = cast.plus(group, cast.act(founder, group, add))
    }
    return group
  }
  return { cast, alice: cast.alice, bob, eve, space, groupBy }
}

describe('rule 10: a hidden group that is handed over', () => {
  /** Bob's device, in Alice's Space, and what it keeps of what Eve's tells it there. */
  function bobHears(seed: string, erased: SpaceId | null = null) {
    const made = spaceWith(seed)
    const { space, bob, eve, cast } = made
    const kept: SpaceId[] = []
    const parent = { spaceId: space.spaceId, membership: { state: () => space } }
    const groups = createGroups({
      ...{ identity: bob, clock: createVirtualClock(), random: cast.random },
      spaces: () => [],
      space: () => parent,
      isErased: (spaceId: SpaceId) => spaceId === erased,
      keep: (spaceId: SpaceId) => kept.push(spaceId),
    } as unknown as GroupsOptions)
    const tell = (group: MembershipState, from = eve) => {
      const entries = bytesOf(entriesMissingFor(group, []))
      const shown = { name: 'x', enamel: 'moss', sample: false, cards: [] }
      const handed = { spaceId: group.spaceId, entries, ...shown }
      const message = encode(groupMessage, { type: 'group', group: handed })
      groups.exchange.receive(space.spaceId, from.deviceId, message)
      return kept.splice(0)
    }
    return { ...made, tell }
  }

  test('is kept where it is this Space’s, and names both', () => {
    const { tell, groupBy, eve, bob, space } = bobHears('handed')
    const group = groupBy(eve, space, bob)
    expect(tell(group)).toEqual([group.spaceId])
  })

  test('is not kept where it names another Space, a stranger founded it, or it lies in a group', () => {
    const { tell, groupBy, eve, bob, cast, space } = bobHears('forged parent')
    const own = createSpaceLog(eve, { ...cast, relays: [] })
    const elsewhere = replay(own.spaceId, bytesOf(own.entries))
    expect(tell(groupBy(eve, elsewhere, bob))).toEqual([])
    expect(tell(groupBy(cast.person(), space, bob))).toEqual([])
    expect(tell(groupBy(eve, groupBy(eve, space, bob), bob))).toEqual([])
  })

  test('is not kept by who is not in it, nor from who is not', () => {
    const { tell, groupBy, eve, bob, alice, space } = bobHears('not in it')
    expect(tell(groupBy(eve, space, alice))).toEqual([])
    expect(tell(groupBy(alice, space, bob))).toEqual([])
    expect(tell(groupBy(alice, space, bob), alice)).toHaveLength(1)
  })
})

/** The membership of a group of Alice's with Bob and Eve, as Alice's device holds it. */
function atAlices(seed: string) {
  const made = spaceWith(seed)
  const { cast, alice, bob, eve, space, groupBy } = made
  const storage = createMemoryStorage()
  const group = groupBy(alice, space, bob, eve)
  for (const state of [space, group])
    for (const { hash, bytes } of entriesMissingFor(state, []))
      storage.log.append(state.spaceId, hash, bytes)
  const clock = createVirtualClock()
  const common = { identity: alice, storage, clock, random: cast.random }
  const parent = createSpaceMembership({ ...common, spaceId: space.spaceId })
  const membership = createSpaceMembership({
    ...{ ...common, spaceId: group.spaceId },
    gate: createParentGate(parent),
  })
  const remove = (who: IdentityWithSecrets) =>
    parent.append([
      cast.act(alice, parent.state(), { type: 'remove', userId: who.userId, cutoffs: [] }),
    ])
  return { ...made, parent, membership, remove, clock }
}

describe('rule 10: the gate of a hidden group', () => {
  test('is closed to whoever the Space has removed, before the group’s own log says so', () => {
    const { membership, remove, eve, bob } = atAlices('removed')
    expect(membership.isPresent(eve.deviceId)).toBe(true)
    remove(eve)
    expect(membership.state().members.has(eve.userId)).toBe(true)
    expect(membership.isPresent(eve.deviceId)).toBe(false)
    expect(membership.wasEnded(eve.deviceId)).toBe(false)
    expect(membership.present().map(({ userId }) => userId)).not.toContain(eve.userId)
    expect(membership.isPresent(bob.deviceId)).toBe(true)
  })

  test('nothing is written in a key that the removed hold', () => {
    const { membership, remove, eve, bob } = atAlices('keys')
    const before = membership.writableEpoch()
    remove(eve)
    const epoch = membership.writableEpoch()
    expect(epoch?.epochId).not.toBe(before?.epochId)
    const readable = (who: IdentityWithSecrets) =>
      openEpochs(membership.state(), who).map(({ epochId }) => epochId)
    expect(readable(eve)).not.toContain(epoch?.epochId)
    expect(readable(bob)).toContain(epoch?.epochId)
  })

  test('nobody may even bring an entry who is not in the Space, or bears another’s ids', () => {
    const { membership, cast, alice, eve, remove } = atAlices('strangers')
    const stranger = cast.person()
    const late = cast.person()
    expect(membership.mayBringEntry(eve.certificate)).toBe(true)
    expect(membership.mayBringEntry(stranger.certificate)).toBe(false)
    const ids = { userId: alice.userId, deviceId: alice.deviceId }
    const rootKey = late.root.publicKey
    const forged = certifyDevice({ ...late.certificate, ...ids, rootKey }, late.root)
    expect(membership.mayBringEntry(forged)).toBe(false)
    remove(eve)
    expect(membership.mayBringEntry(eve.certificate)).toBe(false)
  })
})

describe('rule 10: devices that follow into a hidden group', () => {
  /** Bob's phone, which is in the Space and stolen; the thief certifies a device with it. */
  function withThief(seed: string) {
    const made = atAlices(seed)
    const { cast, bob, parent } = made
    const { random, clock, act } = cast
    const deviceOf = (by: IdentityWithSecrets) => {
      const { deviceId, device, box, seeds } = cast.person()
      const keys = { deviceId, signKey: device.publicKey, boxKey: box.publicKey }
      return identityOfDevice(seeds, certifyOther(by, keys, clock)) as IdentityWithSecrets
    }
    const enter = (by: IdentityWithSecrets, { certificate }: IdentityWithSecrets) => {
      const state = parent.state()
      const lockboxes = lockboxesFor(state, openEpochs(state, by), certificate.boxKey)
      return act(by, state, { type: 'deviceAdd', certificate, lockboxes })
    }
    const phone = deviceOf(bob)
    parent.append([enter(bob, phone)])
    const thief = deviceOf(phone)
    const stolen = enter(phone, thief)
    const ended = act(bob, parent.state(), {
      ...({ type: 'deviceRemove', cutoffs: [] } as const),
      deviceId: phone.deviceId,
    })
    const follow = () => followDevices({ ...made, identity: made.alice, clock: made.clock })
    return { ...made, random, phone, thief, stolen, ended, follow }
  }
  const readable = ({ membership }: ReturnType<typeof withThief>, who: IdentityWithSecrets) =>
    openEpochs(membership.state(), who).map(({ epochId }) => epochId)

  test('are those that the Space has; one that an ended device certified never comes in', () => {
    const made = withThief('ended before')
    const { parent, membership, clock, phone, thief, stolen, ended, follow } = made
    const stop = follow()
    clock.advance(20_000)
    expect(membership.isPresent(phone.deviceId)).toBe(true)
    expect(readable(made, phone)).toContain(membership.writableEpoch()?.epochId)
    parent.append([ended])
    parent.append([stolen])
    clock.advance(60_000)
    expect(membership.state().devices.has(thief.deviceId)).toBe(false)
    expect(readable(made, thief)).toEqual([])
    stop()
  })

  test('and one that came in before that was known is out again, without the next key', () => {
    const made = withThief('ended after')
    const { parent, membership, clock, thief, stolen, ended, follow } = made
    const stop = follow()
    parent.append([stolen])
    clock.advance(20_000)
    expect(membership.isPresent(thief.deviceId)).toBe(true)
    const before = membership.writableEpoch()?.epochId
    expect(readable(made, thief)).toContain(before)
    parent.append([ended])
    expect(membership.isPresent(thief.deviceId)).toBe(false)
    const after = membership.writableEpoch()?.epochId
    expect(after).not.toBe(before)
    clock.advance(60_000)
    expect(membership.state().devices.has(thief.deviceId)).toBe(false)
    expect(readable(made, thief)).not.toContain(after)
    stop()
  })
})
