import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DeviceId, InviteId } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import { createCast, OPEN } from '../testing/cast.ts'
import { told } from '../testing/concurrentActs.ts'
import { certifyDevice } from './certificate.ts'
import {
  type Action,
  createInvite,
  type EncodedEntry,
  extend,
  type IdentityWithSecrets,
  type MembershipState,
  type Role,
  type RootedIdentityWithSecrets,
  replay,
  rotate,
} from './index.ts'

beforeAll(ready)

const ROLES: readonly Role[] = ['admin', 'editor', 'viewer', 'owner']
const step = fc.record({
  /** Who acts, on whom, how, and how much of the log it has seen: all picked by remainder. */
  who: fc.nat(3),
  whom: fc.nat(3),
  kind: fc.constantFrom(
    ...(['role', 'role', 'remove', 'remove', 'transfer', 'deviceAdd', 'deviceRemove'] as const),
    ...(['invite', 'admit', 'revoke', 'relays', 'rotate'] as const),
  ),
  detail: fc.nat(7),
  seen: fc.nat(100),
})
type Step = CodecOf<typeof step>
type CodecOf<A> = A extends fc.Arbitrary<infer T> ? T : never

const removalOrTransfer = (type: 'remove' | 'transfer', { userId }: IdentityWithSecrets): Action =>
  type === 'remove' ? { type, userId, cutoffs: [] } : { type, userId }

const certifyFor = (who: RootedIdentityWithSecrets, { certificate }: IdentityWithSecrets) =>
  certifyDevice({ ...certificate, userId: who.userId, rootKey: who.root.publicKey }, who.root)

/** A log written by four people who act on what they happened to have seen. */
function write(steps: readonly Step[]) {
  const cast = createCast('replay')
  const people: RootedIdentityWithSecrets[] = [
    cast.alice,
    cast.person(),
    cast.person(),
    cast.person(),
  ]
  let state = people.slice(1).reduce((space, who) => cast.join(space, who), cast.begin)
  for (const who of people.slice(1, 3))
    state = cast.plus(
      state,
      cast.act(cast.alice, state, {
        type: 'role',
        userId: who.userId,
        role: 'admin' as const,
        cutoffs: [],
      }),
    )
  const base = state.internal.draft.order.map(({ entry }) => entry.bytes)
  const entries: EncodedEntry[] = []
  const seeds: Uint8Array[] = []
  for (const one of steps) {
    const seen = Math.floor((one.seen / 100) * entries.length)
    const view = cast.plus(state, ...entries.slice(0, seen))
    entries.push(...perform(cast, people, seeds, view, one))
  }
  return { cast, people, base, all: [...base, ...entries.map(({ bytes }) => bytes)] }
}

function perform(
  cast: ReturnType<typeof createCast>,
  people: readonly RootedIdentityWithSecrets[],
  seeds: Uint8Array[],
  view: MembershipState,
  { who, whom, kind, detail }: Step,
): EncodedEntry[] {
  const author = people[who] as IdentityWithSecrets
  const { random, clock } = cast
  const inviteId = [...view.invites.keys()][detail % view.invites.size] as InviteId
  if (kind === 'role') {
    const { userId } = people[whom] as IdentityWithSecrets
    const role = ROLES[detail % ROLES.length] as Role
    return [cast.act(author, view, { type: 'role', userId, role, cutoffs: [] })]
  }
  if (kind === 'remove' || kind === 'transfer')
    return [cast.act(author, view, removalOrTransfer(kind, people[whom] as IdentityWithSecrets))]
  if (kind === 'deviceAdd') {
    const certificate = certifyFor(people[whom] as RootedIdentityWithSecrets, cast.person())
    return [cast.act(author, view, { type: 'deviceAdd', certificate, lockboxes: [] })]
  }
  if (kind === 'deviceRemove') {
    const deviceId = [...view.devices.keys()][detail % view.devices.size] as DeviceId
    return [cast.act(author, view, { type: 'deviceRemove', deviceId, cutoffs: [] })]
  }
  if (kind === 'invite') {
    const invite = createInvite(author, view, { ...OPEN, maxUses: 1 }, random, clock)
    seeds.push(invite.seed)
    return [invite.entry]
  }
  if (kind === 'revoke') return [cast.act(author, view, { type: 'revoke', inviteId })]
  if (kind === 'relays')
    return [cast.act(author, view, { type: 'relays', urls: [`ws://r${detail}.example`] })]
  if (kind === 'rotate') return [rotate(author, view, random, clock).entry]
  try {
    return seeds.length > 0
      ? cast.letIn(
          author,
          view,
          cast.person(),
          seeds.at(-1 - (detail % seeds.length)) as Uint8Array,
        )
      : []
  } catch {
    return []
  }
}

const shuffled = <T>(items: readonly T[], keys: readonly number[]): T[] =>
  items
    .map((item, i) => ({ item, key: (keys[i % keys.length] ?? 0) * 7919 + i * (keys[0] ?? 1) }))
    .sort((a, b) => (a.key % 1009) - (b.key % 1009))
    .map(({ item }) => item)

const steps = fc.array(step, { maxLength: 14 })
const order = fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 })

describe('replay', () => {
  it('rule 5: is independent of order and repetition, and extend equals it', () => {
    fc.assert(
      fc.property(steps, order, fc.nat(40), (script, keys, cut) => {
        const { cast, all } = write(script)
        const whole = told(replay(cast.spaceId, all))
        const mixed = shuffled(all, keys)
        expect(told(replay(cast.spaceId, [...mixed, ...mixed.slice(0, 5)]))).toEqual(whole)
        const first = replay(cast.spaceId, mixed.slice(0, cut))
        expect(told(extend(first, mixed.slice(cut)))).toEqual(whole)
        let state = replay(cast.spaceId, [])
        for (const bytes of all) state = extend(state, [bytes])
        expect(told(state)).toEqual(whole)
      }),
      { numRuns: 60 },
    )
  })

  it('rule 4: ends with one owner, and never lets two people share a device tag', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const { cast, all } = write(script)
        const state = replay(cast.spaceId, all)
        const owners = [...state.members.values()].filter(({ role }) => role === 'owner')
        expect(owners).toHaveLength(1)
        const tags = [...state.devices.values()].map(({ tag }) => tag)
        // Who is out has no device in use, and nobody a device of somebody else.
        for (const { userId, devices } of state.members.values())
          for (const id of devices) expect(state.devices.get(id)?.userId).toBe(userId)
        expect(new Set(tags).size).toBe(tags.length)
      }),
      { numRuns: 40 },
    )
  })

  it('rule 4: whoever the owner removed is out, whatever was written at the same time', () => {
    fc.assert(
      fc.property(steps, fc.nat(2), order, (script, whom, keys) => {
        const { cast, people, base, all } = write(script)
        const victim = people[whom + 1] as IdentityWithSecrets
        const before = replay(cast.spaceId, base)
        // Concurrent with everything that the script did, except for a new owner.
        const { bytes, hash } = cast.act(cast.alice, before, removalOrTransfer('remove', victim))
        const state = replay(cast.spaceId, shuffled([...all, bytes], keys))
        const owner = [...state.members.values()].find(({ role }) => role === 'owner')
        if (owner?.userId === victim.userId) return
        expect(state.rejected.get(hash)).toBeUndefined()
        expect(state.members.get(victim.userId)).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })

  it('rule 29: never counts more uses of an invitation than it has', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const { cast, all } = write(script)
        for (const { uses, maxUses } of replay(cast.spaceId, all).invites.values())
          expect(uses).toBeLessThanOrEqual(maxUses ?? Number.POSITIVE_INFINITY)
      }),
      { numRuns: 40 },
    )
  })

  it('rule 5: never throws, whatever the bytes', () => {
    const { cast, all } = write([])
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 600 })),
        fc.array(fc.tuple(fc.nat(all.length - 1), fc.nat(2000), fc.nat(255)), { maxLength: 6 }),
        (garbage, changes) => {
          const altered = changes.map(([which, at, byte]) => {
            const copy = (all[which] as Uint8Array).slice()
            copy[at % copy.length] = byte
            return copy
          })
          const state = replay(cast.spaceId, [...garbage, ...altered, ...all])
          expect(state.heads).toEqual(replay(cast.spaceId, all).heads)
        },
      ),
      { numRuns: 100 },
    )
  })
})
