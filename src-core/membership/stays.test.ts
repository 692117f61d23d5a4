import { beforeAll, expect, it } from 'vitest'
import { ready } from '../crypto/index.ts'
import { createCast } from '../testing/cast.ts'
import { certifyDevice } from './certificate.ts'
import { type Action, type IdentityWithSecrets, type MembershipState, staysOf } from './index.ts'

beforeAll(ready)

/** Alice's Space, with Bob and Eve by links of hers. */
function spaceOfThree(seed: string) {
  const cast = createCast(seed)
  const [bob, eve] = [cast.person(), cast.person()]
  const state = [bob, eve].reduce((space, who) => cast.join(space, who), cast.begin)
  const then = (before: MembershipState, who: IdentityWithSecrets, action: Action) =>
    cast.plus(before, cast.act(who, before, action))
  return { ...cast, bob, eve, state, then }
}
const remove = ({ userId }: { readonly userId: IdentityWithSecrets['userId'] }): Action => ({
  ...{ type: 'remove', userId, cutoffs: [] },
})

it('says who founded the Space and who came in through whose link', () => {
  const { alice, bob, state } = spaceOfThree('in')
  expect(staysOf(state, alice.userId)).toEqual([
    {
      ...{ how: 'founded', link: null, end: null },
      joined: { at: expect.any(Number), by: alice.userId },
      roles: [{ at: expect.any(Number), by: alice.userId, role: 'owner' }],
    },
  ])
  const [stay] = staysOf(state, bob.userId)
  expect(stay).toMatchObject({
    ...{ how: 'link', joined: { by: alice.userId }, end: null },
    link: { by: alice.userId, approval: false, expiresAt: null },
    roles: [{ role: 'editor', by: alice.userId }],
  })
  expect(stay?.joined.at).toBe(state.members.get(bob.userId)?.joinedAt)
  expect(staysOf(state, 'nobody' as typeof bob.userId)).toEqual([])
})

it('tells of every role, and of the end and whose it was', () => {
  const { alice, bob, eve, state, then } = spaceOfThree('roles')
  const { userId } = bob
  const raised = then(state, alice, { type: 'role', userId, role: 'admin', cutoffs: [] })
  const removed = then(raised, bob, remove(eve))
  const left = then(removed, bob, remove(bob))
  expect(staysOf(left, userId)[0]?.roles.map(({ role }) => role)).toEqual(['editor', 'admin'])
  expect(staysOf(left, userId)[0]?.end).toEqual({ at: expect.any(Number), by: userId })
  expect(staysOf(left, eve.userId)[0]?.end?.by).toBe(userId)
})

it('keeps the first stay of somebody who came back', () => {
  const { alice, bob, eve, state, then, join, person, clock } = spaceOfThree('back')
  const again = person()
  const certificate = certifyDevice(
    {
      ...{ userId: eve.userId, rootKey: eve.root.publicKey, deviceId: again.deviceId },
      ...{ signKey: again.device.publicKey, boxKey: again.box.publicKey, createdAt: clock.at },
    },
    eve.root,
  )
  const back = join(
    then(state, alice, remove(eve)),
    { ...again, userId: eve.userId, certificate },
    { role: 'guest', expiresAt: clock.at + 10_000_000 },
  )
  const stays = staysOf(back, eve.userId)
  expect(stays.map(({ end }) => end?.by)).toEqual([alice.userId, undefined])
  expect(stays[0]?.link?.expiresAt).toBeNull()
  expect(stays[1]?.link?.expiresAt).toBe(back.members.get(eve.userId)?.expiresAt)
  expect(staysOf(back, bob.userId)).toHaveLength(1)
})

it('does not count a removal that was undone', () => {
  const { alice, bob, eve, state, act, plus, then } = spaceOfThree('undone')
  const { userId } = bob
  const admins = then(state, alice, { type: 'role', userId, role: 'admin', cutoffs: [] })
  // At the same time as Bob removes Eve, Alice removes Bob: what he did then has no effect.
  const after = plus(admins, act(bob, admins, remove(eve)), act(alice, admins, remove(bob)))
  expect(staysOf(after, eve.userId)[0]?.end).toBeNull()
  expect(staysOf(after, userId)[0]?.end?.by).toBe(alice.userId)
})
