import type { EntryHash, UserId } from '../base/ids.ts'
import { authorOf, type Draft } from './draft.ts'
import type { Node } from './graph.ts'
import type { MembershipState } from './state.ts'

/** Something a person did that does not count, as a concurrent act of higher authority undid it (rule 4). */
export interface UndoneAct {
  readonly entry: EntryHash
  readonly what: 'remove' | 'role' | 'transfer' | 'letIn' | 'invite'
  readonly actor: UserId
  /** Whom it was about; null for an invitation. */
  readonly whom: UserId | null
  /** Whose act counts. */
  readonly by: UserId
  /**
   * What that was: the actor's removal, another role of the actor's, the end of the device it was done on, the
   * revocation of the link; or something else about the same person.
   */
  readonly because: 'removed' | 'role' | 'device' | 'revoked' | 'otherwise'
  /** ms since 1970, as the device told on which that was done. */
  readonly at: number
}

/** In the order of the acts that undid them. Of acts that came to the same in another way nothing is told. */
export function undoneActs({ internal: { draft }, members }: MembershipState): UndoneAct[] {
  const undone = draft.order.flatMap((node) => {
    const by = draft.voided.get(node.entry.hash)
    const act = by && undoneAct(draft, node, by)
    return act ? [act] : []
  })
  return undone
    .filter(({ what, whom }) => whom === null || members.has(whom) !== (what === 'letIn'))
    .sort((a, b) => a.at - b.at)
}

function undoneAct(draft: Draft, node: Node, by: Node): UndoneAct | undefined {
  const about = subjectOf(node)
  const actor = authorOf(draft, node)
  const judge = authorOf(draft, by)
  // Whoever leaves and is removed at the same time is gone either way.
  if (!about || !actor || !judge || about.whom === actor) return undefined
  const because = causeOf(by, actor)
  return { entry: node.entry.hash, ...about, actor, by: judge, because, at: by.entry.at }
}

function subjectOf({ entry: { action } }: Node): Pick<UndoneAct, 'what' | 'whom'> | undefined {
  switch (action.type) {
    case 'remove':
    case 'role':
    case 'transfer':
      return { what: action.type, whom: action.userId }
    case 'admit':
    case 'add':
      return { what: 'letIn', whom: action.certificate.userId }
    case 'invite':
      return { what: 'invite', whom: null }
    default:
      // Keys, relays and devices are nothing that a person decided about another.
      return undefined
  }
}

function causeOf({ entry: { action } }: Node, actor: UserId): UndoneAct['because'] {
  if (action.type === 'revoke') return 'revoked'
  if (action.type === 'deviceRemove') return 'device'
  if (action.type === 'remove' && action.userId === actor) return 'removed'
  return action.type === 'role' && action.userId === actor ? 'role' : 'otherwise'
}

/** When this person was last removed, left or was given a lower role, ms since 1970, as the device told that wrote it. */
export function loweredAt(state: MembershipState, userId: UserId): number | undefined {
  const { graph } = state.internal
  const all = state.lowerings.filter((lowering) => lowering.userId === userId)
  return all.map(({ entry }) => graph.nodes.get(entry)?.entry.at ?? 0).sort((a, b) => b - a)[0]
}
