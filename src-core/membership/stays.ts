import type { UserId } from '../base/ids.ts'
import { authorOf, type Draft } from './draft.ts'
import type { Node } from './graph.ts'
import type { History } from './history.ts'
import type { Role } from './roles.ts'
import type { MembershipState } from './state.ts'

/** An act of the log: when, as its device told, and whose it was, where that is known. */
export interface Act {
  /** ms since 1970 */
  readonly at: number
  readonly by: UserId | null
}

/** One time that somebody belonged to a Space, and by what. */
export interface Stay {
  /** Founding it; a link; being named by somebody, in hidden groups. */
  readonly how: 'founded' | 'link' | 'named'
  /** Who let the person in. */
  readonly joined: Act
  /** Of a link: who made it, whether somebody was asked, and until when a guest's visit lasts. */
  readonly link: {
    readonly by: UserId | null
    readonly approval: boolean
    readonly expiresAt: number | null
  } | null
  /** The first is the one that the person came in with. Never empty. */
  readonly roles: readonly (Act & { readonly role: Role })[]
  /** Null: still in. */
  readonly end: Act | null
}

/** The ground on which somebody reads a Space, or did: every stay, oldest first; none for who never joined. */
export function staysOf({ internal: { draft } }: MembershipState, userId: UserId): Stay[] {
  const stays: Stay[] = []
  for (const { node, value } of oldestFirst(draft.roles.get(userId))) {
    const act = { at: node.entry.at, by: authorOf(draft, node) ?? null }
    const last = stays.at(-1)
    if (value === null) {
      if (last) stays[stays.length - 1] = { ...last, end: act }
    } else if (last && !last.end) {
      stays[stays.length - 1] = { ...last, roles: [...last.roles, { ...act, role: value }] }
    } else stays.push(begin(draft, node, { ...act, role: value }))
  }
  return stays
}

function begin(draft: Draft, { entry: { action } }: Node, joined: Stay['roles'][number]): Stay {
  const { at, by } = joined
  const rest = { joined: { at, by }, roles: [joined], end: null }
  if (action.type !== 'admit')
    return { ...rest, how: action.type === 'genesis' ? 'founded' : 'named', link: null }
  const invite = draft.invites.get(action.inviteId)
  const maker = invite && draft.devices.get(invite.createdBy)?.userId
  const { approval = false, expiresAt = null } = invite ?? {}
  const visitEnds = joined.role === 'guest' ? expiresAt : null
  return { ...rest, how: 'link', link: { by: maker ?? null, approval, expiresAt: visitEnds } }
}

function oldestFirst<T>(history: History<T> | undefined): History<T>[] {
  const steps: History<T>[] = []
  for (let step = history; step; step = step.before) steps.push(step)
  return steps.reverse()
}
