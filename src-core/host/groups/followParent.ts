import type { Disposer } from '../../base/disposer.ts'
import {
  type Action,
  createEntry,
  type IdentityWithSecrets,
  type Member,
  parentFacts,
  roleWithin,
} from '../../membership/index.ts'
import type { Clock } from '../../ports/index.ts'
import type { Cutoffs } from '../space/cutoffs.ts'
import type { SpaceMembership } from '../space/spaceMembership.ts'

export interface FollowParentOptions {
  readonly identity: IdentityWithSecrets
  readonly membership: SpaceMembership
  readonly parent: SpaceMembership
  readonly cutoffs: Cutoffs
  readonly clock: Clock
}

/** Where the first is away, the others step in one after another, ms: not all write the same. */
const NEXT_FOLLOWS_AFTER_MS = 3_000

/**
 * Writes into a group's log what its Space has done: removals of people and devices, and lowered roles
 * (rule 10). Nobody is asked: whoever is no member of the Space has no place in its groups, and from the
 * entry on everybody agrees what counts of what they wrote.
 */
export function followParent(options: FollowParentOptions): Disposer {
  const { identity, membership, parent, cutoffs, clock } = options

  function removals(): Action[] {
    const facts = parentFacts(parent.state())
    return [...membership.state().members.values()].flatMap(({ userId, devices }): Action[] => {
      const ended = devices.filter(facts.hasEnded)
      if (ended.length === 0) return []
      if (!parent.state().members.has(userId))
        return ended.length === devices.length
          ? [{ type: 'remove', userId, cutoffs: cutoffs.ofPerson(userId) }]
          : []
      return ended.map((deviceId) => ({
        ...{ type: 'deviceRemove', deviceId, cutoffs: cutoffs.ofDevice(deviceId) },
      }))
    })
  }

  function lowering({ userId, role }: Member): Action[] {
    const inSpace = parent.state().members.get(userId)?.role
    // The owner of a group changes only by TRANSFER; its own software keeps to the Space's role.
    if (!inSpace || role === 'owner' || !membership.rights().writeLog) return []
    const left = roleWithin(inSpace, role)
    return left === role
      ? []
      : [{ type: 'role', userId, role: left, cutoffs: cutoffs.ofPerson(userId) }]
  }

  /** An entry that came to nothing is not written again and again. */
  const written = new Set<string>()
  const nameOf = (action: Action) => JSON.stringify({ ...action, cutoffs: null })
  const due = () =>
    membership.turn() < 0
      ? []
      : [...removals(), ...[...membership.state().members.values()].flatMap(lowering)].filter(
          (action) => !written.has(nameOf(action)),
        )

  function write() {
    waiting = undefined
    for (const action of due()) {
      written.add(nameOf(action))
      membership.append([createEntry(identity, membership.state(), action, clock)])
    }
    membership.rotateIfNeeded()
  }

  let waiting: Disposer | undefined
  function look() {
    if (waiting || due().length === 0) return
    waiting = clock.after(membership.turn() * NEXT_FOLLOWS_AFTER_MS, write)
  }
  const stop = membership.onChange(look)
  look()
  return () => {
    stop()
    waiting?.()
  }
}
