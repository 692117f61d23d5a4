import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { ready, sealTo } from '../crypto/index.ts'
import { createCast } from '../testing/cast.ts'
import { certifyDevice } from './certificate.ts'
import {
  type Action,
  createInvite,
  createSpaceLog,
  type EncodedEntry,
  extend,
  type IdentityWithSecrets,
  kitLockboxesFor,
  lockboxesFor,
  type MembershipState,
  mustRotate,
  openEpochs,
  parentFacts,
  type Role,
  replay,
  withParent,
} from './index.ts'

beforeAll(ready)

type Cast = ReturnType<typeof createCast>
const bytesOf = (entries: readonly EncodedEntry[]) => entries.map(({ bytes }) => bytes)

function addition(
  group: MembershipState,
  by: IdentityWithSecrets,
  { certificate }: Pick<IdentityWithSecrets, 'certificate'>,
  role: Role = 'editor',
) {
  const epochs = openEpochs(group, by)
  const lockboxes = lockboxesFor(group, epochs, certificate.boxKey)
  const kit = kitLockboxesFor(group, epochs, certificate.rootKey)
  return { type: 'add', certificate, role, lockboxes, kit } as const satisfies Action
}

const removal = ({ userId }: IdentityWithSecrets): Action => ({
  ...{ type: 'remove', userId, cutoffs: [] },
})

/** Alice's Space with Bob, Carol and Eve, and in it a group that Eve founded with Bob and Carol. */
function groupOfEve(seed: string) {
  const cast = createCast(seed)
  const { alice, person, join, act, plus, clock, random } = cast
  const [bob, carol, eve] = [person(), person(), person()]
  const space = [bob, carol, eve].reduce((state, who) => join(state, who), cast.begin)
  const founded = createSpaceLog(eve, {
    ...{ random, clock, relays: [], parent: parentFacts(space) },
  })
  let group = replay(founded.spaceId, bytesOf(founded.entries), parentFacts(space))
  for (const who of [bob, carol]) group = plus(group, act(eve, group, addition(group, eve, who)))
  return { cast, alice, bob, carol, eve, space, group, founded }
}

const roles = ({ members }: MembershipState) =>
  Object.fromEntries([...members.values()].map(({ userId, role }) => [userId, role]))

const removeInSpace = (
  { alice, act, plus }: Cast,
  space: MembershipState,
  who: IdentityWithSecrets,
) => plus(space, act(alice, space, removal(who)))

describe('rule 10: a hidden group', () => {
  it('has members of its Space, who are given its keys', () => {
    const { bob, carol, eve, space, group } = groupOfEve('members')
    expect(group.parent).toBe(space.spaceId)
    expect(roles(group)).toEqual({
      ...{ [eve.userId]: 'owner', [bob.userId]: 'editor', [carol.userId]: 'editor' },
    })
    const keys = (who: IdentityWithSecrets) => openEpochs(group, who).map(({ key }) => key)
    expect(keys(bob)).toEqual(keys(eve))
    expect(mustRotate(group, 0)).toBe(false)
  })

  it('leaves no trace in its Space’s log', () => {
    const { space, group, founded } = groupOfEve('no trace')
    const all = [...space.internal.graph.nodes.values()].map(({ entry }) => entry.bytes)
    const text = all.map((bytes) => Buffer.from(bytes).toString('hex')).join()
    expect(text).not.toContain(Buffer.from(founded.spaceId, 'base64url').toString('hex'))
    expect(group.heads.every((head) => !space.has(head))).toBe(true)
  })

  it('does not count for whoever lacks the Space, or holds another one', () => {
    const { cast, group, founded } = groupOfEve('another Space')
    const other = createSpaceLog(cast.alice, { ...cast, relays: [] })
    const elsewhere = replay(other.spaceId, bytesOf(other.entries))
    for (const facts of [undefined, parentFacts(elsewhere), parentFacts(group)])
      expect(replay(founded.spaceId, bytesOf(founded.entries), facts).members.size).toBe(0)
  })

  it('of somebody whom the Space does not know is none', () => {
    const { cast, space } = groupOfEve('stranger’s')
    const stranger = cast.person()
    const forged = createSpaceLog(stranger, { ...cast, relays: [], parent: parentFacts(space) })
    const state = replay(forged.spaceId, bytesOf(forged.entries), parentFacts(space))
    expect(state.members.size).toBe(0)
    expect([...state.rejected.values()]).toContain('a device that the Space does not know')
  })

  it('cannot stand in a group', () => {
    const { cast, bob, group } = groupOfEve('nested')
    const nested = createSpaceLog(bob, { ...cast, relays: [], parent: parentFacts(group) })
    const state = replay(nested.spaceId, bytesOf(nested.entries), parentFacts(group))
    expect(state.members.size).toBe(0)
  })

  it('takes in nobody whom the Space does not know, under no key but the one known there', () => {
    const { cast, eve, space, group } = groupOfEve('outsider')
    const { act, plus, person } = cast
    const outsider = act(eve, group, addition(group, eve, person()))
    const after = plus(group, outsider)
    expect(after.rejected.get(outsider.hash)).toBe('a device that the Space does not know')
    expect(roles(after)).toEqual(roles(group))
    // Keys were given away all the same.
    expect(mustRotate(after, 0)).toBe(true)
    // Alice's ids, under keys of the forger's own.
    const forger = person()
    const ids = { userId: cast.alice.userId, deviceId: cast.alice.deviceId }
    const { publicKey } = forger.root
    const certificate = certifyDevice(
      { ...forger.certificate, ...ids, rootKey: publicKey },
      forger.root,
    )
    const forged = act(eve, group, addition(group, eve, { certificate }))
    expect(roles(plus(group, forged))).toEqual(roles(group))
    expect(space.devices.has(cast.alice.deviceId)).toBe(true)
  })

  it('counts those of whom the Space’s log tells later', () => {
    const { cast, eve, space, group } = groupOfEve('later')
    const dave = cast.person()
    const entry = cast.act(eve, group, addition(group, eve, dave, 'commenter'))
    const early = cast.plus(group, entry)
    expect(early.members.has(dave.userId)).toBe(false)
    const told = withParent(early, parentFacts(cast.join(space, dave)))
    expect(told.members.get(dave.userId)?.role).toBe('commenter')
    expect(openEpochs(told, dave)).toEqual(openEpochs(told, eve))
  })

  it('has no invitations, and only owner and admins add to it', () => {
    const { cast, alice, bob, eve, group } = groupOfEve('rights')
    const { act, plus, random, clock } = cast
    const invite = createInvite(
      eve,
      group,
      { role: 'editor', expiresAt: null, maxUses: null, approval: false },
      ...([random, clock] as const),
    )
    expect(plus(group, invite.entry).invites.size).toBe(0)
    const byEditor = plus(group, act(bob, group, addition(group, bob, alice)))
    expect(byEditor.members.has(alice.userId)).toBe(false)
    const asOwner = plus(group, act(eve, group, addition(group, eve, alice, 'owner')))
    expect(asOwner.members.has(alice.userId)).toBe(false)
  })

  it('keeps the keys that a device was given when an admin gives it false ones', () => {
    const { cast, bob, eve, group } = groupOfEve('false keys')
    const { act, plus } = cast
    const own = addition(group, eve, bob)
    const sealed = sealTo(bob.certificate.boxKey, new Uint8Array(32))
    const lockboxes = group.epochs.map(({ epochId }) => ({ epochId, sealed }))
    const next = plus(group, act(eve, group, { ...own, lockboxes, kit: lockboxes }))
    // On a device without the root key, which the kit's boxes open to.
    const device = { ...bob, root: null }
    const keys = (state: MembershipState) => openEpochs(state, device).map(({ key }) => key)
    expect(next.rejected.size).toBe(0)
    expect(keys(group)).not.toEqual([])
    expect(keys(next)).toEqual(keys(group))
  })

  it('takes nobody back under a device that was removed from it', () => {
    const { cast, bob, eve, group } = groupOfEve('back')
    const without = cast.plus(group, cast.act(eve, group, removal(bob)))
    const again = cast.act(eve, without, addition(without, eve, bob))
    expect(cast.plus(without, again).rejected.get(again.hash)).toBe('the device tag is taken')
  })
})

describe('rule 10: who is removed from the Space', () => {
  it('can be taken out of its groups by any editor, and no one else', () => {
    const { cast, bob, carol, space, group } = groupOfEve('editor removes')
    const act = cast.act(bob, group, removal(carol))
    const early = cast.plus(group, act)
    expect(early.members.has(carol.userId)).toBe(true)
    const late = withParent(early, parentFacts(removeInSpace(cast, space, carol)))
    expect(late.members.has(carol.userId)).toBe(false)
    expect(late.lowerings.map(({ userId }) => userId)).toEqual([carol.userId])
  })

  it('hands the group on where it was the owner: by role, then seniority', () => {
    const { cast, bob, carol, eve, space, group } = groupOfEve('owner removed')
    const facts = parentFacts(removeInSpace(cast, space, eve))
    const before = withParent(group, facts)
    const after = cast.plus(before, cast.act(carol, before, removal(eve)))
    expect(roles(after)).toEqual({ [bob.userId]: 'owner', [carol.userId]: 'editor' })
  })

  it('cannot keep the group by removing the others meanwhile', () => {
    const { cast, bob, carol, eve, space, group } = groupOfEve('strikes back')
    const facts = parentFacts(removeInSpace(cast, space, eve))
    const known = withParent(group, facts)
    const entries = [
      cast.act(eve, group, removal(bob)),
      cast.act(eve, group, removal(carol)),
      cast.act(bob, known, removal(eve)),
    ]
    const states = [entries, entries.toReversed()].map((all) => extend(known, bytesOf(all)))
    for (const state of states)
      expect(roles(state)).toEqual({ [bob.userId]: 'owner', [carol.userId]: 'editor' })
  })

  it('is the same whatever comes first, of either log', () => {
    const { cast, alice, bob, carol, eve, space, group, founded } = groupOfEve('any order')
    const without = removeInSpace(cast, space, eve)
    const known = withParent(group, parentFacts(without))
    const acts = [
      cast.act(eve, group, removal(bob)),
      cast.act(bob, known, removal(eve)),
      cast.act(carol, known, removal(eve)),
      cast.act(eve, group, addition(group, eve, alice)),
    ]
    const groupLog = bytesOf([
      ...founded.entries,
      ...[...group.internal.graph.nodes.values()].slice(2).map(({ entry }) => entry),
      ...acts,
    ])
    const expected = roles(replay(group.spaceId, groupLog, parentFacts(without)))
    expect(expected).toEqual({ [bob.userId]: 'owner', [carol.userId]: 'editor' })
    fc.assert(
      fc.property(
        fc.shuffledSubarray(groupLog, { minLength: groupLog.length }),
        fc.nat({ max: groupLog.length }),
        (order, at) => {
          // The Space's removal becomes known after `at` entries of the group.
          const early = replay(group.spaceId, order.slice(0, at), parentFacts(space))
          const late = extend(withParent(early, parentFacts(without)), order.slice(at))
          expect(roles(late)).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })
})
