import { beforeAll, describe, expect, it } from 'vitest'
import { ready } from '../crypto/index.ts'
import { createCast, createCastRandom, OPEN } from '../testing/cast.ts'
import { certifyDevice } from './certificate.ts'
import {
  type ActionOf,
  createIdentity,
  createInvite,
  type EncodedEntry,
  formerMembers,
  type IdentityWithSecrets,
  type MembershipState,
  mustRotate,
  openEpochs,
  type Role,
  type RootedIdentityWithSecrets,
  rotate,
  undoneActs,
  writerRole,
} from './index.ts'

beforeAll(ready)

type Who = Pick<IdentityWithSecrets, 'userId'>
const removal = (
  { userId }: Who,
  cutoffs: ActionOf<'remove'>['cutoffs'] = [],
): ActionOf<'remove'> => ({ type: 'remove', userId, cutoffs })
const toRole = ({ userId }: Who, role: Role): ActionOf<'role'> => ({
  ...{ type: 'role', userId, role, cutoffs: [] },
})
const roleOf = (state: MembershipState, who: Who) => state.members.get(who.userId)?.role
const isIn = (state: MembershipState, who: Who) => state.members.has(who.userId)

/** Another device of the same person. */
function secondDevice(cast: ReturnType<typeof createCast>, who: RootedIdentityWithSecrets) {
  const fresh = cast.person()
  const { deviceId, device, box } = fresh
  const certificate = certifyDevice(
    {
      ...{ userId: who.userId, rootKey: who.root.publicKey, deviceId },
      ...{ signKey: device.publicKey, boxKey: box.publicKey, createdAt: cast.clock.at },
    },
    who.root,
  )
  return { ...fresh, userId: who.userId, certificate }
}

/** Alice's Space with Bob, Carol and Eve as admins, in this order of seniority. */
function spaceOfAdmins(seed: string) {
  const cast = createCast(seed)
  const [bob, carol, eve] = [cast.person(), cast.person(), cast.person()]
  let state = [bob, carol, eve].reduce((space, who) => cast.join(space, who), cast.begin)
  for (const who of [bob, carol, eve])
    state = cast.plus(state, cast.act(cast.alice, state, toRole(who, 'admin')))
  /** The same, whichever comes first. */
  const inEveryOrder = (...entries: EncodedEntry[]) => {
    const [first, second] = [entries, entries.toReversed()].map((all) => cast.plus(state, ...all))
    expect([...(first as MembershipState).members]).toEqual([
      ...(second as MembershipState).members,
    ])
    return first as MembershipState
  }
  return { ...cast, bob, carol, eve, state, inEveryOrder }
}

describe('a removal', () => {
  it('rule 4: takes the person and its devices out, and never the owner', () => {
    const { alice, bob, eve, state, act, plus } = spaceOfAdmins('plain')
    const next = plus(state, act(alice, state, removal(eve)))
    expect(isIn(next, eve)).toBe(false)
    expect(next.devices.has(eve.deviceId)).toBe(true)
    expect(formerMembers(next)).toEqual([
      { userId: eve.userId, at: expect.any(Number), by: alice.userId },
    ])
    const ofOwner = act(bob, state, removal(alice))
    expect(plus(state, ofOwner).rejected.get(ofOwner.hash)).toBe(
      'the owner changes only by TRANSFER',
    )
  })

  it('rule 9: is for owner and admin, and everybody may leave but the owner', () => {
    const { alice, bob, carol, state, act, plus } = spaceOfAdmins('who')
    const lowered = plus(state, act(alice, state, toRole(bob, 'editor')))
    expect(isIn(plus(lowered, act(bob, lowered, removal(carol))), carol)).toBe(true)
    expect(isIn(plus(lowered, act(bob, lowered, removal(bob))), bob)).toBe(false)
    expect(isIn(plus(lowered, act(alice, lowered, removal(alice))), alice)).toBe(true)
  })

  it('rule 4: beats everything the removed person did meanwhile', () => {
    const cast = spaceOfAdmins('beats')
    const { alice, bob, carol, eve, state, act, random, clock, inEveryOrder, spaceId } = cast
    const mallory = cast.person()
    const invite = createInvite(eve, state, OPEN, random, clock)
    const invited = cast.plus(state, invite.entry)
    const entries = [
      act(alice, state, removal(eve)),
      act(eve, state, removal(bob)),
      act(eve, state, removal(alice)),
      act(eve, state, toRole(carol, 'viewer')),
      act(eve, state, { type: 'relays', urls: ['wss://evil.example'] }),
      rotate(eve, state, random, clock).entry,
      invite.entry,
      ...cast.letIn(eve, invited, mallory, invite.seed),
    ]
    const next = inEveryOrder(...entries)
    expect(next.spaceId).toBe(spaceId)
    expect([alice, bob, carol, eve, mallory].map((who) => roleOf(next, who))).toEqual([
      ...['owner', 'admin', 'admin', undefined, undefined],
    ])
    expect(next.relays).toEqual(['wss://relay.example'])
    expect(next.invites.has(invite.inviteId)).toBe(false)
    expect(next.currentEpoch).toBe(state.currentEpoch)
  })

  it('rule 4: of two who remove each other, the senior one stays', () => {
    const { bob, carol, state, act, inEveryOrder } = spaceOfAdmins('mutual')
    const next = inEveryOrder(act(bob, state, removal(carol)), act(carol, state, removal(bob)))
    expect([bob, carol].map((who) => isIn(next, who))).toEqual([true, false])
    expect(undoneActs(next)).toEqual([
      expect.objectContaining({
        ...{ what: 'remove', actor: carol.userId, whom: bob.userId },
        ...{ by: bob.userId, because: 'removed' },
      }),
    ])
  })

  it('rule 4: what came to nothing is told with what undid it, and only where it had made a difference', () => {
    const { alice, bob, carol, eve, state, act, plus } = spaceOfAdmins('undone')
    const removed = plus(
      state,
      act(alice, state, removal(eve)),
      // Gone either way: by herself, and Carol's own way out is hers.
      act(eve, state, removal(eve)),
      act(eve, state, toRole(bob, 'viewer')),
    )
    expect(undoneActs(removed).map(({ what, because }) => [what, because])).toEqual([
      ['role', 'removed'],
    ])
    const lowered = plus(
      state,
      act(bob, state, toRole(eve, 'viewer')),
      act(eve, state, toRole(carol, 'viewer')),
    )
    expect(undoneActs(lowered).map(({ whom, because }) => [whom, because])).toEqual([
      [carol.userId, 'role'],
    ])
    const both = plus(
      state,
      act(alice, state, toRole(eve, 'editor')),
      act(bob, state, toRole(eve, 'viewer')),
    )
    expect(undoneActs(both).map(({ actor, by, because }) => [actor, by, because])).toEqual([
      [bob.userId, alice.userId, 'otherwise'],
    ])
    expect(undoneActs(plus(state, act(alice, state, removal(eve))))).toEqual([])
  })

  it('rule 4: of an admin and the owner against each other, the owner stays, whatever the admin does', () => {
    const { alice, bob, state, act, inEveryOrder } = spaceOfAdmins('owner')
    const next = inEveryOrder(act(alice, state, removal(bob)), act(bob, state, removal(alice)))
    expect([alice, bob].map((who) => isIn(next, who))).toEqual([true, false])
  })

  it('rule 4: three who remove each other in a ring end the same way in every order', () => {
    const { bob, carol, eve, state, act, plus } = spaceOfAdmins('ring')
    const ring = [
      act(bob, state, removal(carol)),
      act(carol, state, removal(eve)),
      act(eve, state, removal(bob)),
    ] as const
    const outcome = (...order: number[]) => {
      const next = plus(state, ...order.map((i) => ring[i] as EncodedEntry))
      return [bob, carol, eve].map((who) => isIn(next, who))
    }
    const all = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ].map((order) => outcome(...order))
    for (const one of all) expect(one).toEqual(all[0])
    // Bob's act is of the highest authority: Carol never removed Eve, so Eve's removal of Bob holds.
    expect(all[0]).toEqual([false, false, true])
  })

  it('rule 4: wins over a role given meanwhile, whoever gave it', () => {
    const { alice, carol, eve, state, act, inEveryOrder } = spaceOfAdmins('role')
    const next = inEveryOrder(
      act(carol, state, removal(eve)),
      act(alice, state, toRole(eve, 'viewer')),
    )
    expect(isIn(next, eve)).toBe(false)
  })

  it('rule 4: leaves a role given meanwhile without effect, also when the person has come back', () => {
    const cast = spaceOfAdmins('role, then back')
    const { alice, carol, eve, state, act, plus } = cast
    const removed = plus(state, act(alice, state, removal(eve)))
    const again = cast.join(removed, secondDevice(cast, eve), { role: 'viewer' })
    const meanwhile = act(carol, state, toRole(eve, 'editor'))
    const next = plus(again, meanwhile)
    expect(roleOf(next, eve)).toBe('viewer')
    expect(next.rejected.get(meanwhile.hash)).toBe('that person was removed meanwhile')
  })

  it('rule 5: is nothing the removed person can undo by naming old heads', () => {
    const { alice, bob, eve, state, act, plus } = spaceOfAdmins('old heads')
    const removed = plus(state, act(alice, state, removal(eve)))
    const late = act(eve, removed, toRole(bob, 'viewer'))
    const backdated = act(eve, state, toRole(bob, 'viewer'))
    const next = plus(removed, late, backdated)
    expect(roleOf(next, bob)).toBe('admin')
    expect(next.rejected.size).toBe(2)
  })

  it('closes the links that the removed person made', () => {
    const cast = spaceOfAdmins('links')
    const { alice, bob, eve, state, act, plus, random, clock, person } = cast
    const invite = createInvite(eve, state, OPEN, random, clock)
    const invited = plus(state, invite.entry)
    expect(() => cast.letIn(bob, invited, person(), invite.seed)).not.toThrow()
    const removed = plus(invited, act(alice, invited, removal(eve)))
    expect(() => cast.letIn(bob, removed, person(), invite.seed)).toThrow('LINK_REVOKED')
    const forced = cast.letIn(bob, invited, person(), invite.seed).at(-1) as EncodedEntry
    const afterwards = act(bob, removed, cast.openAction(forced))
    expect(plus(removed, afterwards).rejected.get(afterwards.hash)).toBe(
      'whoever made the invitation may not invite any more',
    )
  })

  it('rules 8, 13: leaves keys that must change and a next epoch that the person cannot open', () => {
    const { alice, bob, eve, state, act, plus, random, clock } = spaceOfAdmins('keys')
    const fresh = plus(state, rotate(alice, state, random, clock).entry)
    expect(mustRotate(fresh, clock.at)).toBe(false)
    const removed = plus(fresh, act(alice, fresh, removal(eve)))
    expect(mustRotate(removed, clock.at)).toBe(true)
    const rotated = plus(removed, rotate(bob, removed, random, clock).entry)
    expect(mustRotate(rotated, clock.at)).toBe(false)
    const keyOf = (who: IdentityWithSecrets) =>
      openEpochs(rotated, who).find(({ epochId }) => epochId === rotated.currentEpoch)
    expect([alice, bob, eve].map((who) => keyOf(who) !== undefined)).toEqual([true, true, false])
  })

  it('rule 15: what the person wrote before counts up to the cut-off, and nothing beyond it', () => {
    const { alice, eve, carol, state, act, plus } = spaceOfAdmins('cut-off')
    const { deviceId } = eve
    const cutoffs = [{ deviceId, seq: 7, hash: new Uint8Array(32) }]
    const removed = plus(state, act(alice, state, removal(eve, cutoffs)))
    const role = (seq: number, logHeads = state.heads, who = deviceId) =>
      writerRole(removed, { deviceId: who, logHeads, seq })
    expect([role(7), role(8), role(7, removed.heads)]).toEqual(['admin', undefined, undefined])
    expect(role(9, state.heads, carol.deviceId)).toBe('admin')
  })

  it('an epoch of the removed person stays readable, and nobody writes in it', () => {
    const { alice, bob, eve, state, act, plus, random, clock } = spaceOfAdmins('epoch')
    const byEve = rotate(eve, state, random, clock)
    const next = plus(state, byEve.entry, act(alice, state, removal(eve)))
    expect(next.currentEpoch).toBe(state.currentEpoch)
    expect(openEpochs(next, bob).map(({ epochId }) => epochId)).toContain(byEve.epoch.epochId)
  })

  it('the same person comes back with another device and the same root key, and with no other', () => {
    const cast = spaceOfAdmins('back')
    const { alice, eve, state, act, plus, join } = cast
    const removed = plus(state, act(alice, state, removal(eve)))
    expect(() => join(removed, eve)).toThrow('DEVICE_ENDED')
    const again = join(removed, secondDevice(cast, eve))
    expect(roleOf(again, eve)).toBe('editor')
    expect(formerMembers(again)).toEqual([])
    const impostor = { ...createIdentity(createCastRandom('x'), cast.clock), userId: eve.userId }
    const certificate = certifyDevice(
      {
        ...impostor.certificate,
        userId: eve.userId,
      },
      impostor.root,
    )
    expect(isIn(join(removed, { ...impostor, certificate }), eve)).toBe(false)
  })
})

describe('a transfer', () => {
  it('rule 4: makes one other person the owner, by the owner only', () => {
    const { alice, bob, carol, state, act, plus } = spaceOfAdmins('transfer')
    const next = plus(state, act(alice, state, { type: 'transfer', userId: bob.userId }))
    expect([alice, bob].map((who) => roleOf(next, who))).toEqual(['admin', 'owner'])
    const byCarol = act(carol, next, { type: 'transfer', userId: carol.userId })
    const byAlice = act(alice, next, { type: 'transfer', userId: alice.userId })
    const after = plus(next, byCarol, byAlice)
    expect(roleOf(after, bob)).toBe('owner')
    expect([byCarol, byAlice].every(({ hash }) => after.rejected.has(hash))).toBe(true)
  })

  it('rule 4: of two at once only one counts, and a removal meanwhile does not lose the owner', () => {
    const { alice, bob, carol, eve, state, act, inEveryOrder } = spaceOfAdmins('two transfers')
    const owners = (next: MembershipState) =>
      [...next.members.values()].filter(({ role }) => role === 'owner').map((one) => one.userId)
    const two = inEveryOrder(
      act(alice, state, { type: 'transfer', userId: bob.userId }),
      act(alice, state, { type: 'transfer', userId: carol.userId }),
    )
    expect(owners(two)).toHaveLength(1)
    const toBob = act(alice, state, { type: 'transfer', userId: bob.userId })
    expect(owners(inEveryOrder(toBob, act(eve, state, removal(bob))))).toEqual([bob.userId])
    expect(owners(inEveryOrder(toBob, act(bob, state, removal(bob))))).toEqual([bob.userId])
  })
})

describe('devices', () => {
  const plusDevice = (certificate: IdentityWithSecrets['certificate']) =>
    ({ type: 'deviceAdd', certificate, lockboxes: [] }) as const

  it('rule 33: a person adds one, which acts in its name and reads after the next rotation', () => {
    const cast = spaceOfAdmins('add')
    const { bob, carol, state, act, plus, random, clock } = cast
    const phone = secondDevice(cast, bob)
    const added = plus(state, act(bob, state, plusDevice(phone.certificate)))
    expect(added.members.get(bob.userId)?.devices).toEqual([bob.deviceId, phone.deviceId])
    expect(mustRotate(added, clock.at)).toBe(true)
    const rotated = plus(added, rotate(carol, added, random, clock).entry)
    // All of them: older keys lie wrapped under the newer (rule 7).
    expect(openEpochs(rotated, phone)).toEqual(openEpochs(rotated, carol))
    expect(roleOf(plus(rotated, act(phone, rotated, toRole(carol, 'viewer'))), carol)).toBe(
      'viewer',
    )
  })

  it('rule 33: a device that the root key vouches for brings itself in, a stranger’s does not', () => {
    const cast = spaceOfAdmins('kit')
    const { bob, state, act, plus } = cast
    const restored = secondDevice(cast, bob)
    const own = act(restored, state, plusDevice(restored.certificate))
    expect(plus(state, own).members.get(bob.userId)?.devices).toContain(restored.deviceId)
    const mallory = cast.person()
    const forged = { ...mallory, userId: bob.userId }
    const certificate = certifyDevice({ ...mallory.certificate, userId: bob.userId }, mallory.root)
    const entry = act(forged, state, plusDevice(certificate))
    expect(plus(state, entry).has(entry.hash)).toBe(false)
    const foreign = act(bob, state, plusDevice(mallory.certificate))
    expect(plus(state, foreign).rejected.has(foreign.hash)).toBe(true)
    const byCarol = act(cast.carol, state, plusDevice(restored.certificate))
    expect(plus(state, byCarol).rejected.get(byCarol.hash)).toBe('a device of somebody else')
  })

  it('rule 11: one whose tag is taken has no effect', () => {
    const cast = spaceOfAdmins('tag')
    const { bob, state, act, plus } = cast
    const again = act(bob, state, plusDevice(bob.certificate))
    expect(plus(state, again).rejected.get(again.hash)).toBe('the device tag is taken')
  })

  it('rule 33: one under another root key than the person came in with has no effect', () => {
    const cast = spaceOfAdmins('another root')
    const { bob, state, act, plus } = cast
    const other = { ...cast.person(), userId: bob.userId }
    const entry = act(bob, state, plusDevice(secondDevice(cast, other).certificate))
    const next = plus(state, entry)
    expect(next.rejected.get(entry.hash)).toBe('another root key')
    expect(next.members.get(bob.userId)?.devices).toEqual([bob.deviceId])
  })

  it('rule 33: none ends itself: a person is never left without one by its own', () => {
    const cast = spaceOfAdmins('itself')
    const { bob, state, act, plus } = cast
    const entry = act(bob, state, { type: 'deviceRemove', deviceId: bob.deviceId, cutoffs: [] })
    const next = plus(state, entry)
    expect(next.rejected.get(entry.hash)).toBe('a device does not end itself')
    expect(next.members.get(bob.userId)?.devices).toEqual([bob.deviceId])
  })

  it('rule 33: a lost one is ended by another or an admin, and what it does meanwhile is undone', () => {
    const cast = spaceOfAdmins('lost')
    const { alice, bob, carol, eve, state, act, plus } = cast
    const phone = secondDevice(cast, bob)
    const added = plus(state, act(bob, state, plusDevice(phone.certificate)))
    const ended = { type: 'deviceRemove', deviceId: phone.deviceId, cutoffs: [] } as const
    for (const by of [bob, alice]) {
      const byThief = act(phone, added, removal(eve))
      const next = plus(added, act(by, added, ended), act(phone, added, toRole(carol, 'viewer')))
      expect(next.members.get(bob.userId)?.devices).toEqual([bob.deviceId])
      expect(roleOf(next, carol)).toBe('admin')
      const then = plus(next, act(phone, next, removal(eve)), byThief)
      expect(isIn(then, eve)).toBe(true)
    }
    const editor = plus(added, act(alice, added, toRole(eve, 'editor')))
    const byEditor = act(eve, editor, ended)
    expect(plus(editor, byEditor).rejected.has(byEditor.hash)).toBe(true)
  })

  // The hashes of both acts are drawn, so once would prove nothing.
  it.each(Array.from({ length: 8 }, (_, i) => i))(
    'rule 4: of two devices of one person that end each other, the older one stays (%i)',
    (seed) => {
      const cast = spaceOfAdmins(`both ${seed}`)
      const { bob, state, act, plus } = cast
      const phone = secondDevice(cast, bob)
      const added = plus(state, act(bob, state, plusDevice(phone.certificate)))
      const end = (deviceId: typeof bob.deviceId) =>
        ({ type: 'deviceRemove', deviceId, cutoffs: [] }) as const
      const entries = [act(phone, added, end(bob.deviceId)), act(bob, added, end(phone.deviceId))]
      for (const order of [entries, entries.toReversed()])
        expect(plus(added, ...order).members.get(bob.userId)?.devices).toEqual([bob.deviceId])
    },
  )

  it('rule 15: of an ended one counts what it wrote up to the cut-off; the others go on', () => {
    const cast = spaceOfAdmins('device cut-off')
    const { bob, state, act, plus } = cast
    const phone = secondDevice(cast, bob)
    const added = plus(state, act(bob, state, plusDevice(phone.certificate)))
    const cutoffs = [{ deviceId: phone.deviceId, seq: 2, hash: new Uint8Array(32) }]
    const ended = plus(
      added,
      act(bob, added, { type: 'deviceRemove', deviceId: phone.deviceId, cutoffs }),
    )
    const role = (deviceId: typeof bob.deviceId, seq: number, logHeads = added.heads) =>
      writerRole(ended, { deviceId, logHeads, seq })
    expect([role(phone.deviceId, 2), role(phone.deviceId, 3)]).toEqual(['admin', undefined])
    expect(role(phone.deviceId, 1, ended.heads)).toBeUndefined()
    expect(role(phone.deviceId, 1, state.heads)).toBeUndefined()
    expect([role(bob.deviceId, 9), role(bob.deviceId, 9, ended.heads)]).toEqual(['admin', 'admin'])
  })
})
