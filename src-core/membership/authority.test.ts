import { beforeAll, describe, expect, it } from 'vitest'
import { idFromBytes, type UserId } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import { createCast, createCastRandom, OPEN } from '../testing/cast.ts'
import {
  type ActionOf,
  createInvite,
  type IdentityWithSecrets,
  type MembershipState,
  type Role,
  roleAt,
  rotate,
  writerRole,
} from './index.ts'

beforeAll(ready)

/** Alice's Space with Bob, Carol and Eve in it, in this order of seniority, in the given roles. */
function spaceWith(seed: string, roles: { bob?: Role; carol?: Role; eve?: Role }) {
  const cast = createCast(seed)
  const [bob, carol, eve] = [cast.person(), cast.person(), cast.person()]
  let state = [bob, carol, eve].reduce((space, who) => cast.join(space, who), cast.begin)
  const wanted: [IdentityWithSecrets, Role | undefined][] = [
    [bob, roles.bob],
    [carol, roles.carol],
    [eve, roles.eve],
  ]
  for (const [who, role] of wanted)
    if (role) state = cast.plus(state, cast.act(cast.alice, state, toRole(who, role)))
  return { ...cast, bob, carol, eve, state }
}

const toRole = (
  who: { userId: UserId },
  role: Role,
  cutoffs: ActionOf<'role'>['cutoffs'] = [],
): ActionOf<'role'> => ({ type: 'role', userId: who.userId, role, cutoffs })

const roleOf = (state: MembershipState, who: { userId: UserId }) =>
  state.members.get(who.userId)?.role

describe('authority', () => {
  it('rule 9: owner and admin write the log, and nobody else does', () => {
    for (const role of ['admin', 'editor', 'commenter', 'viewer', 'guest'] as const) {
      const { bob, carol, state, act, plus, random, clock } = spaceWith(`9 ${role}`, { bob: role })
      const invite = createInvite(bob, state, OPEN, random, clock)
      const acts = [
        act(bob, state, toRole(carol, 'viewer')),
        act(bob, state, { type: 'relays', urls: [] }),
        invite.entry,
      ]
      const next = plus(state, ...acts)
      const allowed = role === 'admin'
      expect(acts.map(({ hash }) => !next.rejected.has(hash))).toEqual(acts.map(() => allowed))
      expect(roleOf(next, carol)).toBe(allowed ? 'viewer' : 'editor')
    }
  })

  it('rule 5: a stranger cannot write the log, nor someone in another name', () => {
    const { bob, alice, person, state, act, plus } = spaceWith('stranger', {})
    const eve = person()
    const unknown = act(eve, state, toRole(bob, 'viewer'))
    const forged = act({ ...eve, deviceId: alice.deviceId }, state, toRole(bob, 'viewer'))
    const next = plus(state, unknown, forged)
    expect(roleOf(next, bob)).toBe('editor')
    expect(next.heads).toEqual(state.heads)
    expect(next.rejected.get(forged.hash)).toBe('not signed by its author')
    expect(next.rejected.get(unknown.hash)).toBe('not signed by its author')
  })

  it('rule 4: nobody becomes owner by a role, and the owner keeps being it', () => {
    const { bob, alice, state, act, plus } = spaceWith('owner', { bob: 'admin' })
    const entries = [
      act(bob, state, toRole(bob, 'owner')),
      act(bob, state, toRole(alice, 'viewer')),
      act(alice, state, toRole(alice, 'admin')),
      act(alice, state, toRole(bob, 'owner')),
    ]
    const next = plus(state, ...entries)
    expect(roleOf(next, alice)).toBe('owner')
    expect(roleOf(next, bob)).toBe('admin')
    expect(entries.every(({ hash }) => next.rejected.has(hash))).toBe(true)
  })

  it('rule 5: an editor cannot promote itself', () => {
    const { bob, state, act, plus } = spaceWith('promote', {})
    expect(roleOf(plus(state, act(bob, state, toRole(bob, 'admin'))), bob)).toBe('editor')
  })

  it('rule 5: an act is judged where it was written, not by what came later', () => {
    const { bob, carol, alice, state, act, plus } = spaceWith('causal', { bob: 'admin' })
    const byBob = act(bob, state, toRole(carol, 'viewer'))
    const then = plus(state, byBob)
    const demoted = plus(then, act(alice, then, toRole(bob, 'viewer')))
    expect(roleOf(demoted, carol)).toBe('viewer')
    const late = act(bob, demoted, toRole(carol, 'editor'))
    expect(roleOf(plus(demoted, late), carol)).toBe('viewer')
  })

  it('rule 4: whoever lost a role cannot act by back-dating', () => {
    const cast = spaceWith('backdate', { bob: 'admin', eve: 'admin' })
    const { alice, bob, eve, carol, state, act, plus } = cast
    const demoted = plus(state, act(alice, state, toRole(eve, 'viewer')))
    // Eve pretends not to have seen it: her entries name the heads from before.
    const promote = act(eve, state, toRole(carol, 'admin'))
    const afterPromote = plus(state, promote)
    const byAccomplice = act(carol, afterPromote, toRole(bob, 'viewer'))
    const next = plus(demoted, promote, byAccomplice)
    expect(roleOf(next, eve)).toBe('viewer')
    expect(roleOf(next, carol)).toBe('editor')
    expect(roleOf(next, bob)).toBe('admin')
    expect(next.rejected.get(promote.hash)).toBe('undone by a concurrent act of higher authority')
    expect(next.rejected.get(byAccomplice.hash)).toBe('its author may not write the log')
  })

  it('rule 4: a back-dated demotion by a demoted admin does not undo what others did', () => {
    const { alice, bob, carol, eve, state, act, plus } = spaceWith('revenge', {
      bob: 'admin',
      eve: 'admin',
    })
    const byBob = act(bob, state, toRole(carol, 'commenter'))
    const demoteEve = act(alice, state, toRole(eve, 'viewer'))
    const revenge = act(eve, state, toRole(bob, 'viewer'))
    for (const entries of [
      [byBob, demoteEve, revenge],
      [revenge, byBob, demoteEve],
    ]) {
      const next = plus(state, ...entries)
      expect(roleOf(next, bob)).toBe('admin')
      expect(roleOf(next, carol)).toBe('commenter')
      expect(roleOf(next, eve)).toBe('viewer')
    }
  })

  it('rule 4: of two admins who demote each other, the senior one stays', () => {
    const { bob, carol, state, act, plus } = spaceWith('mutual', { bob: 'admin', carol: 'admin' })
    const byBob = act(bob, state, toRole(carol, 'viewer'))
    const byCarol = act(carol, state, toRole(bob, 'viewer'))
    for (const entries of [
      [byBob, byCarol],
      [byCarol, byBob],
    ]) {
      const next = plus(state, ...entries)
      expect(roleOf(next, bob)).toBe('admin')
      expect(roleOf(next, carol)).toBe('viewer')
    }
  })

  it('rule 4: of two concurrent roles for one person, the higher authority stands', () => {
    const { alice, bob, carol, state, act, plus } = spaceWith('two roles', { bob: 'admin' })
    const byAlice = act(alice, state, toRole(carol, 'viewer'))
    const byBob = act(bob, state, toRole(carol, 'admin'))
    expect(roleOf(plus(state, byAlice, byBob), carol)).toBe('viewer')
    expect(roleOf(plus(state, byBob, byAlice), carol)).toBe('viewer')
  })

  it('rule 4: of concurrent acts, those of the higher role come first', () => {
    const { bob, carol, state, plus } = spaceWith('rank', { carol: 'admin' })
    // Bob joined before Carol, but an admin’s act comes before an editor’s.
    const byBob = rotate(bob, state, createCastRandom('b'), { now: () => 1 })
    const byCarol = rotate(carol, state, createCastRandom('c'), { now: () => 1 })
    const next = plus(state, byBob.entry, byCarol.entry)
    expect(next.epochs.slice(-2).map(({ epochId }) => epochId)).toEqual([
      byCarol.epoch.epochId,
      byBob.epoch.epochId,
    ])
  })

  it('a role for someone who is not a member has no effect', () => {
    const { alice, person, state, act, plus } = spaceWith('nobody', {})
    const entry = act(alice, state, toRole(person(), 'editor'))
    expect(plus(state, entry).rejected.get(entry.hash)).toBe(
      'a role for someone who is not a member',
    )
  })

  it('what was undone counts again when its undoing is undone', () => {
    const cast = createCast('undone')
    const { alice, person, begin, join, act, plus } = cast
    const [dave, bob, frank, eve, carol] = [person(), person(), person(), person(), person()]
    const admins = [dave, bob, frank, eve, carol]
    let state = admins.reduce((space, who) => join(space, who), begin)
    for (const who of admins) state = plus(state, act(alice, state, toRole(who, 'admin')))
    const byCarol = act(carol, state, { type: 'relays', urls: ['ws://carol.example'] })
    const byBob = act(bob, state, toRole(carol, 'viewer'))
    const byEve = act(eve, state, toRole(dave, 'viewer'))
    const byFrank = act(frank, state, toRole(eve, 'viewer'))
    // Dave had seen Eve lower him. Frank undoes that, so Dave’s act holds and undoes Bob’s.
    const byDave = act(dave, plus(state, byEve), toRole(bob, 'viewer'))
    const next = plus(state, byDave, byCarol, byBob, byFrank, byEve)
    const roles = [dave, bob, frank, eve, carol].map((who) => roleOf(next, who))
    expect(roles).toEqual(['admin', 'viewer', 'admin', 'viewer', 'admin'])
    expect(next.relays).toEqual(['ws://carol.example'])
  })

  it('an argument that turns in circles ends, the same way in every order', () => {
    const cast = spaceWith('circle', { bob: 'admin', carol: 'admin', eve: 'admin' })
    const { bob: dave, carol: bob, eve: carol, state, act, plus } = cast
    // Bob lowers Carol, which undoes her lowering of Dave, which lets him lower Bob, which …
    const byBob = act(bob, state, toRole(carol, 'viewer'))
    const byCarol = act(carol, state, toRole(dave, 'viewer'))
    const byDave = act(dave, plus(state, byCarol), toRole(bob, 'viewer'))
    const outcome = (...entries: (typeof byBob)[]) =>
      [dave, bob, carol].map((who) => roleOf(plus(state, ...entries), who))
    const first = outcome(byBob, byCarol, byDave)
    expect(outcome(byCarol, byDave, byBob)).toEqual(first)
    expect(outcome(byDave, byBob, byCarol)).toEqual(first)
  })

  it('three admins who demote each other in a ring end the same way in every order', () => {
    const cast = spaceWith('ring', { bob: 'admin', carol: 'admin', eve: 'admin' })
    const { bob, carol, eve, state, act, plus } = cast
    const ring = [
      act(bob, state, toRole(carol, 'viewer')),
      act(carol, state, toRole(eve, 'viewer')),
      act(eve, state, toRole(bob, 'viewer')),
    ]
    const outcome = (order: number[]) => {
      const next = plus(state, ...order.map((i) => ring[i] as (typeof ring)[number]))
      return [bob, carol, eve].map((who) => roleOf(next, who))
    }
    expect(outcome([0, 1, 2])).toEqual(['viewer', 'viewer', 'admin'])
    expect(outcome([2, 1, 0])).toEqual(outcome([0, 1, 2]))
    expect(outcome([1, 2, 0])).toEqual(outcome([0, 1, 2]))
  })
})

describe('a role at a position', () => {
  it('rule 13: is the one the person had there', () => {
    const { alice, bob, state, act, plus } = spaceWith('roleAt', {})
    const lowered = plus(state, act(alice, state, toRole(bob, 'viewer')))
    expect(roleAt(lowered, bob.userId, state.heads)).toBe('editor')
    expect(roleAt(lowered, bob.userId, lowered.heads)).toBe('viewer')
    expect(roleAt(lowered, bob.userId, [])).toBeUndefined()
  })

  it('rule 13: is undefined at heads that are unknown and for people who are not members', () => {
    const { bob, state, person } = spaceWith('unknown', {})
    const nowhere = idFromBytes<(typeof state.heads)[number]>(new Uint8Array(32).fill(9))
    expect(roleAt(state, bob.userId, [nowhere])).toBeUndefined()
    expect(roleAt(state, person().userId, state.heads)).toBeUndefined()
  })

  it('rules 30, 34: a visit ends 5 minutes after its expiry, and only a guest’s does', () => {
    const cast = createCast('visit')
    const { clock, person, join, begin } = cast
    const [gus, bob] = [person(), person()]
    const expiresAt = clock.at + 3_600_000
    const state = join(join(begin, gus, { role: 'guest', expiresAt }), bob, { expiresAt })
    const at = (who: IdentityWithSecrets, when: number) =>
      roleAt(state, who.userId, state.heads, when)
    expect(at(gus, expiresAt + 5 * 60_000)).toBe('guest')
    expect(at(gus, expiresAt + 5 * 60_000 + 1)).toBeUndefined()
    expect(at(bob, expiresAt * 2)).toBe('editor')
  })

  it('rule 15: beyond the cut-off of a lowering role it had not seen, a device has the lower one', () => {
    const { alice, bob, state, act, plus } = spaceWith('cutoff', {})
    const { deviceId } = bob
    const cutoffs = [{ deviceId, seq: 7, hash: new Uint8Array(32) }]
    const lowered = plus(state, act(alice, state, toRole(bob, 'viewer', cutoffs)))
    const role = (seq: number, logHeads = state.heads) =>
      writerRole(lowered, { deviceId, logHeads, seq })
    expect(role(7)).toBe('editor')
    expect(role(8)).toBe('viewer')
    expect(role(8, lowered.heads)).toBe('viewer')
    const unnamed = plus(state, act(alice, state, toRole(bob, 'viewer')))
    expect(writerRole(unnamed, { deviceId, logHeads: state.heads, seq: 1 })).toBe('viewer')
  })
})
