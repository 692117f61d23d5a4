import { beforeAll, describe, expect, it } from 'vitest'
import { ready } from '../crypto/index.ts'
import { createCast, OPEN } from '../testing/cast.ts'
import { certifyDevice } from './certificate.ts'
import { certifyOther } from './identity.ts'
import {
  type Action,
  createInvite,
  createSpaceLog,
  devicesInVain,
  type EncodedEntry,
  extend,
  type IdentityWithSecrets,
  lastSeqOf,
  type MembershipState,
  mustRotate,
  openEpochs,
  parentFacts,
  type Role,
  type RootedIdentityWithSecrets,
  replay,
  rotate,
} from './index.ts'
import { transcriptHashOf } from './joinProof.ts'

beforeAll(ready)

const removal = ({ userId }: IdentityWithSecrets): Action => ({
  ...{ type: 'remove', userId, cutoffs: [] },
})
const toRole = ({ userId }: IdentityWithSecrets, role: Role): Action => ({
  ...{ type: 'role', userId, role, cutoffs: [] },
})
const inVain = (state: MembershipState) => devicesInVain(state).map(({ deviceId }) => deviceId)
const keysOf = (state: MembershipState, who: IdentityWithSecrets) =>
  openEpochs(state, { ...who, root: null }).map(({ epochId }) => epochId)

/** Alice's Space with Bob, editor, and Carol and Eve, admins. */
function scene(seed: string) {
  const cast = createCast(seed)
  const { alice, act, plus, letIn, random, clock } = cast
  const [bob, carol, eve, gus] = [cast.person(), cast.person(), cast.person(), cast.person()]
  let begin = [bob, carol, eve].reduce((state, who) => cast.join(state, who), cast.begin)
  for (const who of [carol, eve]) begin = plus(begin, act(alice, begin, toRole(who, 'admin')))
  /** Invites and lets in, as far as `by` knows. */
  function admission(by: IdentityWithSecrets, from: MembershipState, who = gus, role = OPEN.role) {
    const invite = createInvite(by, from, { ...OPEN, role }, random, clock)
    const invited = plus(from, invite.entry)
    const admitted = letIn(by, invited, who, invite.seed)
    return { entries: [invite.entry, ...admitted], state: plus(invited, ...admitted) }
  }
  const phoneOf = (who: IdentityWithSecrets) => {
    const fresh = cast.person()
    const keys = {
      ...{ deviceId: fresh.deviceId, signKey: fresh.device.publicKey },
      boxKey: fresh.box.publicKey,
    }
    const certificate = certifyOther(who, keys, clock)
    return { ...fresh, userId: who.userId, certificate, root: null } as IdentityWithSecrets
  }
  /** Whatever comes first, and all at once: the same. */
  function inAnyOrder(from: MembershipState, entries: readonly EncodedEntry[]): MembershipState {
    const singly = [entries, entries.toReversed()].map((all) =>
      all.reduce((state, { bytes }) => extend(state, [bytes]), from),
    )
    const whole = plus(from, ...entries)
    for (const state of singly) {
      expect(devicesInVain(state)).toEqual(devicesInVain(whole))
      expect(state.epochs).toEqual(whole.epochs)
    }
    return whole
  }
  return { ...cast, bob, carol, eve, gus, begin, admission, phoneOf, inAnyOrder }
}

describe('rule 4: a device that was let in by an admin who lost the right at the same time', () => {
  it.each(['removed', 'lowered'] as const)('is known as one in vain (%s)', (how) => {
    const { alice, eve, gus, begin, act, admission, inAnyOrder } = scene(how)
    const { entries } = admission(eve, begin)
    const undoing = act(alice, begin, how === 'removed' ? removal(eve) : toRole(eve, 'editor'))
    const state = inAnyOrder(begin, [...entries, undoing])
    expect(inVain(state)).toEqual([gus.deviceId])
    expect([state.devices.has(gus.deviceId), state.members.has(gus.userId)]).toEqual([false, false])
    expect(lastSeqOf(state, gus.deviceId)).toBe(0)
    expect(inVain(admission(eve, begin).state)).toEqual([])
  })

  it('is one where the link was revoked, or only the role of that admin was undone', () => {
    const { alice, bob, carol, eve, gus, begin, act, plus, letIn, admission, ...rest } =
      scene('revoked')
    const invite = createInvite(eve, begin, OPEN, rest.random, rest.clock)
    const invited = plus(begin, invite.entry)
    const inviteId = [...invited.invites.keys()].at(-1) as never
    const revoked = act(alice, invited, { type: 'revoke', inviteId })
    const admitted = letIn(eve, invited, gus, invite.seed)
    expect(inVain(rest.inAnyOrder(invited, [...admitted, revoked]))).toEqual([gus.deviceId])

    const raised = act(carol, begin, toRole(bob, 'admin'))
    const byBob = admission(bob, plus(begin, raised))
    const lowered = act(alice, begin, toRole(carol, 'editor'))
    const state = rest.inAnyOrder(begin, [raised, ...byBob.entries, lowered])
    expect(state.members.get(bob.userId)?.role).toBe('editor')
    expect(inVain(state)).toEqual([gus.deviceId])
    // Rule 29: it holds a key that is written in.
    expect(mustRotate(state, rest.clock.at)).toBe(true)
  })

  it('has brought in a further one in vain, and made keys that stay readable, for as long as it did not know', () => {
    const { alice, bob, eve, gus, begin, act, plus, random, clock, ...rest } = scene('further')
    const { entries, state: believed } = rest.admission(eve, begin)
    const phone = rest.phoneOf(gus)
    const { certificate } = phone
    const added = act(gus, believed, { type: 'deviceAdd', certificate, lockboxes: [] })
    const withPhone = plus(believed, added)
    const [byGus, byPhone] = [gus, phone].map((who) => rotate(who, withPhone, random, clock))
    if (!byGus || !byPhone) throw new Error('two keys')
    const removed = act(alice, begin, removal(eve))
    const all = [...entries, added, byGus.entry, byPhone.entry, removed]
    const state = rest.inAnyOrder(begin, all)
    expect(inVain(state)).toEqual([gus.deviceId, phone.deviceId])
    const made = [byGus, byPhone].map(({ epoch }) => epoch.epochId)
    expect(keysOf(state, bob)).toEqual(expect.arrayContaining(made))
    expect(made).not.toContain(state.currentEpoch)

    // Whoever knew better is not believed.
    const tablet = rest.phoneOf(gus)
    const late = act(gus, state, {
      ...{ type: 'deviceAdd', certificate: tablet.certificate, lockboxes: [] },
    })
    const lateKeys = [gus, phone].map((who) => rotate(who, state, random, clock))
    const after = rest.inAnyOrder(state, [late, ...lateKeys.map(({ entry }) => entry)])
    expect(inVain(after)).toEqual([gus.deviceId, phone.deviceId])
    for (const { epoch } of lateKeys) expect(keysOf(after, bob)).not.toContain(epoch.epochId)
    expect(devicesInVain(rest.inAnyOrder(begin, [...all, late]))).toEqual(devicesInVain(after))
  })

  it('is one of the two that came through a link for one, at once', () => {
    const { eve, gus, begin, person, plus, letIn, random, clock, inAnyOrder } = scene('used up')
    const invite = createInvite(eve, begin, { ...OPEN, maxUses: 1 }, random, clock)
    const invited = plus(begin, invite.entry)
    const dan = person()
    const both = [gus, dan].flatMap((who) => letIn(eve, invited, who, invite.seed))
    const state = inAnyOrder(invited, both)
    const [one] = [gus, dan].filter(({ userId }) => !state.members.has(userId))
    expect(inVain(state)).toEqual([one?.deviceId])
  })

  it('in a hidden group is one too, and so is a further one of somebody removed meanwhile', () => {
    const { alice, bob, carol, eve, begin, act, plus, random, clock, phoneOf } = scene('group')
    const phone = phoneOf(bob)
    const space = plus(
      begin,
      act(bob, begin, { type: 'deviceAdd', certificate: phone.certificate, lockboxes: [] }),
    )
    const parent = parentFacts(space)
    const founded = createSpaceLog(alice, { random, clock, relays: [], parent })
    const add = ({ certificate }: IdentityWithSecrets, role: Role = 'editor'): Action => ({
      ...{ type: 'add', certificate, role, lockboxes: [] },
    })
    let group = replay(
      founded.spaceId,
      founded.entries.map(({ bytes }) => bytes),
      parent,
    )
    for (const [who, role] of [[eve, 'admin'] as const, [bob, 'editor'] as const])
      group = plus(group, act(alice, group, add(who, role)))
    const byEve = act(eve, group, add(carol))
    const undone = plus(group, byEve, act(alice, group, removal(eve)))
    expect(inVain(undone)).toEqual([carol.deviceId])
    const further = act(eve, group, add(phone))
    const gone = plus(group, further, act(alice, group, removal(bob)))
    expect(inVain(gone)).toEqual([phone.deviceId])
    expect(inVain(plus(group, act(bob, group, add(carol))))).toEqual([])
  })
})

describe('rules 5 and 16: nobody else brings devices in in vain', () => {
  it('no viewer, no editor, no stranger, and nobody removed who knew of it', () => {
    const { alice, bob, eve, gus, begin, act, plus, openAction, ...rest } = scene('others')
    const viewer = rest.person()
    const state = rest.join(begin, viewer, { role: 'viewer' })
    const { entries, state: believed } = rest.admission(eve, state)
    const [invited, ...admitted] = entries
    const [action] = admitted.map(openAction).filter(({ type }) => type === 'admit')
    if (!invited || !action) throw new Error('an ADMIT')
    const after = plus(state, invited)
    for (const who of [viewer, bob, rest.person()])
      expect(inVain(plus(after, act(who, after, action)))).toEqual([])
    const removed = plus(after, act(alice, after, removal(eve)))
    expect(inVain(plus(removed, act(eve, removed, action)))).toEqual([])
    // Gus, who came in in vain, has nobody come in through him once he knows.
    const known = plus(believed, act(alice, after, removal(eve)))
    const dan = rest.person()
    const again = { ...action, certificate: dan.certificate } as Action
    for (const who of [eve, gus])
      expect(inVain(plus(known, act(who, known, again)))).toEqual([gus.deviceId])
  })

  it('nobody in the name of somebody else, and by no proof that does not hold', () => {
    const { alice, bob, eve, begin, act, plus, openAction, random, clock, ...rest } =
      scene('somebody else')
    const removed = act(alice, begin, removal(eve))
    // Her own root key under Bob's id, and under the id of Dan, who comes later.
    const dan = rest.person()
    const named = ({ userId }: IdentityWithSecrets) => {
      const own = rest.person() as RootedIdentityWithSecrets
      const certificate = certifyDevice({ ...own.certificate, userId }, own.root)
      return { ...own, userId, certificate } as IdentityWithSecrets
    }
    const invite = createInvite(eve, begin, OPEN, random, clock)
    const invited = plus(begin, invite.entry)
    const asDan = rest.letIn(eve, invited, named(dan), invite.seed)
    expect(inVain(plus(invited, ...asDan, removed))).toHaveLength(1)
    expect(inVain(rest.join(plus(invited, ...asDan, removed), dan))).toEqual([])
    // As the log stands she lets nobody in who is a member.
    const others = rest.letIn(eve, invited, rest.person(), invite.seed).map(openAction)
    for (const action of others) {
      const forged = { ...action, certificate: named(bob).certificate } as Action
      expect(inVain(plus(invited, act(eve, invited, forged), removed))).toEqual([])
    }
  })

  it('as many as an admin may make up: none of them is a member, and nothing is theirs', () => {
    const { alice, eve, begin, act, plus, person, letIn, random, clock } = scene('many')
    const invite = createInvite(eve, begin, OPEN, random, clock)
    const invited = plus(begin, invite.entry)
    const crowd = Array.from({ length: 200 }, person)
    const admitted = crowd.flatMap((who) => letIn(eve, invited, who, invite.seed))
    const before = plus(invited, act(alice, begin, removal(eve)))
    const state = plus(before, ...admitted)
    expect(inVain(state)).toHaveLength(200)
    expect([state.members, state.devices]).toEqual([before.members, before.devices])
    expect(state.currentEpoch).toBe(before.currentEpoch)
  })

  it('and nobody who was let in in vain has a right to make keys by it', () => {
    const { alice, bob, eve, begin, act, plus, random, clock, ...rest } = scene('keys')
    const commenter = rest.person()
    const { entries, state: believed } = rest.admission(eve, begin, commenter, 'commenter')
    const removed = act(alice, begin, removal(eve))
    const byCommenter = rotate(commenter, believed, random, clock)
    const state = plus(begin, ...entries, removed, byCommenter.entry)
    expect(keysOf(state, bob)).not.toContain(byCommenter.epoch.epochId)
    // A device of Bob's that an admin lets in beside him: he brings in his own, or nobody does.
    const phone = rest.phoneOf(bob)
    const invite = createInvite(eve, begin, OPEN, random, clock)
    const invited = plus(begin, invite.entry)
    const transcript = new Uint8Array(32)
    const request = rest.ask(phone, invite.seed, transcript)
    const admit: Action = {
      ...{ type: 'admit', inviteId: request.inviteId, certificate: phone.certificate },
      ...{ ...request.proof, lockboxes: [] },
      transcriptHash: transcriptHashOf(transcript),
    }
    const withPhone = plus(invited, act(eve, invited, admit))
    expect(inVain(withPhone)).toEqual([phone.deviceId])
    const byPhone = rotate(phone, withPhone, random, clock)
    expect(keysOf(plus(withPhone, byPhone.entry), alice)).not.toContain(byPhone.epoch.epochId)
  })
})
