import type { UserId } from '../base/ids.ts'
import { authorOf } from './draft.ts'
import type { MembershipState } from './state.ts'

export interface FormerMember {
  readonly userId: UserId
  /** ms since 1970, as the device told that wrote the removal. */
  readonly at: number
  /** The person itself where it left. */
  readonly by: UserId | null
}

/** Who was removed or left and has not come back, by the removal that is first in the log. */
export function formerMembers(state: MembershipState): FormerMember[] {
  const { graph, draft } = state.internal
  const former = new Map<UserId, FormerMember>()
  for (const { entry, userId, deviceId, role } of state.lowerings) {
    const node = graph.nodes.get(entry)
    if (!node || deviceId !== null || role !== null) continue
    if (state.members.has(userId) || former.has(userId)) continue
    former.set(userId, { userId, at: node.entry.at, by: authorOf(draft, node) ?? null })
  }
  return [...former.values()]
}
