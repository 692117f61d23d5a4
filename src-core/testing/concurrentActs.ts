import {
  type Action,
  certifyOther,
  createInvite,
  devicesInVain,
  type EncodedEntry,
  type IdentityWithSecrets,
  type MembershipState,
  type Role,
  type RootedIdentityWithSecrets,
  rotate,
} from '../membership/index.ts'
import { createCast, OPEN } from './cast.ts'

/** One act of somebody on somebody, in words and as an entry written where the log stands. */
export interface ConcurrentAct {
  readonly name: string
  readonly entry: EncodedEntry
}

/** Everything a state tells, without what only speeds it up, to compare two of them. */
export function told({ internal, has: _, ...state }: MembershipState) {
  const sorted = (map: ReadonlyMap<string, unknown>) =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    ...state,
    members: [...state.members],
    devices: [...state.devices],
    invites: [...state.invites],
    rejected: sorted(state.rejected),
    inVain: devicesInVain({ internal, ...state } as MembershipState),
  }
}

const LOWERED: readonly Role[] = ['viewer', 'admin']

/**
 * Alice's Space with Bob and Carol as admins, and Dan as editor, of whom Alice and Bob have a second device
 * and an open link; and every act of the log by each of three on each of three, all written at one time.
 */
export function createConcurrentActs(seed: string) {
  const cast = createCast(seed)
  const { alice, act, plus, letIn, random, clock } = cast
  const [bob, carol, dan, fay] = Array.from({ length: 4 }, () => cast.person()) as [
    RootedIdentityWithSecrets,
    RootedIdentityWithSecrets,
    RootedIdentityWithSecrets,
    RootedIdentityWithSecrets,
  ]
  const people = { alice, bob, carol, dan }
  let base = [bob, carol, dan].reduce((state, who) => cast.join(state, who), cast.begin)
  for (const { userId } of [bob, carol])
    base = plus(base, act(alice, base, { type: 'role', userId, role: 'admin', cutoffs: [] }))
  /** Another device of the same person. */
  const deviceOf = (who: RootedIdentityWithSecrets): IdentityWithSecrets => {
    const fresh = cast.person()
    const certificate = certifyOther(who, fresh.certificate, clock)
    return { ...fresh, root: null, userId: who.userId, certificate }
  }
  const phones = { alice: deviceOf(alice), bob: deviceOf(bob) }
  for (const [name, { certificate }] of Object.entries(phones))
    base = plus(
      base,
      act(people[name as 'bob'], base, { type: 'deviceAdd', certificate, lockboxes: [] }),
    )
  const invite = createInvite(alice, base, { ...OPEN, maxUses: 1 }, random, clock)
  base = plus(base, invite.entry)
  const { inviteId } = invite

  const authors = { alice, bob, carol, phone: phones.bob }
  type Author = keyof typeof authors
  type Name = keyof typeof people

  /** By kind, so that the compiler asks for an act of every kind there is. */
  const kinds: Record<Action['type'], (by: Author, on: Name) => readonly ConcurrentAct[]> = {
    // Of another Space: it has no place in a log but its beginning.
    genesis: (by, on) => (by === on ? [{ name: 'another genesis', entry: foreignGenesis() }] : []),
    add: (by, on) => [
      said(by, on, {
        ...{ type: 'add', certificate: people[on].certificate, role: 'editor', lockboxes: [] },
      }),
    ],
    role: (by, on) =>
      LOWERED.map((role) =>
        said(by, on, { type: 'role', userId: people[on].userId, role, cutoffs: [] }),
      ),
    remove: (by, on) => [said(by, on, { type: 'remove', userId: people[on].userId, cutoffs: [] })],
    transfer: (by, on) => [said(by, on, { type: 'transfer', userId: people[on].userId })],
    deviceAdd(by, on) {
      const { certificate } = deviceOf(people[on])
      return [said(by, on, { type: 'deviceAdd', certificate, lockboxes: [] })]
    },
    deviceRemove: (by, on) =>
      [people[on], ...(on === 'alice' || on === 'bob' ? [phones[on]] : [])].map(({ deviceId }) =>
        said(by, on, { type: 'deviceRemove', deviceId, cutoffs: [] }),
      ),
    invite: (by, on) =>
      by === on
        ? [
            {
              name: `${by} invites`,
              entry: createInvite(authors[by], base, OPEN, random, clock).entry,
            },
          ]
        : [],
    revoke: (by, on) => (by === on ? [said(by, on, { type: 'revoke', inviteId })] : []),
    // One use, and each lets in somebody else: at most one of them counts.
    admit: (by, on) =>
      by === on
        ? letIn(authors[by], base, by === 'alice' ? fay : cast.person(), invite.seed).map(
            (entry) => ({ name: `${by} lets somebody in`, entry }),
          )
        : [],
    rotate: (by, on) =>
      by === on
        ? [{ name: `${by} rotates`, entry: rotate(authors[by], base, random, clock).entry }]
        : [],
    relays: (by, on) => [said(by, on, { type: 'relays', urls: [`ws://${by}-${on}.example`] })],
  }
  function said(by: Author, on: Name, action: Action): ConcurrentAct {
    const detail = 'role' in action ? ` ${action.role}` : ''
    return { name: `${by} ${action.type}${detail} ${on}`, entry: act(authors[by], base, action) }
  }
  const foreignGenesis = (): EncodedEntry =>
    createCast(`${seed} elsewhere`).founded.entries[0] as EncodedEntry

  const acts = Object.values(kinds).flatMap((kind) =>
    (Object.keys(authors) as Author[]).flatMap((by) =>
      (['alice', 'bob', 'carol'] as const).flatMap((on) => kind(by, on)),
    ),
  )
  return { cast, base, acts, people }
}

/** All orders of a few. */
export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((first, at) =>
    permutations(items.toSpliced(at, 1)).map((rest) => [first, ...rest]),
  )
}
