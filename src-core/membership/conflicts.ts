import type { EntryHash, UserId } from '../base/ids.ts'
import { compareIds } from './compareIds.ts'
import { authorOf, type Draft, seniorityOf } from './draft.ts'
import { areConcurrent, type Node } from './graph.ts'
import { rankOf } from './roles.ts'
import { roleAtNode } from './validate.ts'

/** A node that undoes others which were written without knowing of it. */
export interface Conflict {
  readonly by: Node
  readonly undone: readonly EntryHash[]
}

/**
 * Who wins between two concurrent acts (rule 4): the author's role where it wrote, then seniority, then
 * hash. Negative: `a` wins.
 */
function compareAuthority(draft: Draft, a: Node, b: Node): number {
  const seniority = (node: Node) => seniorityOf(draft, authorOf(draft, node) as UserId)
  const rank = (node: Node) => rankOf(roleAtNode(draft, node))
  return rank(a) - rank(b) || seniority(a) - seniority(b) || compareIds(a.entry.hash, b.entry.hash)
}

/**
 * `by` and `other` are applied and concurrent. A role change undoes what the person whose role sinks did
 * meanwhile, so that nobody keeps power by back-dating; of two on one person, or of two people against
 * each other, the higher authority stands. A revocation undoes admissions through its link.
 */
function undoes(draft: Draft, by: Node, other: Node): boolean {
  const first = by.entry.action
  const second = other.entry.action
  if (first.type === 'revoke') return second.type === 'admit' && second.inviteId === first.inviteId
  if (first.type !== 'role') return false
  const wins = () => compareAuthority(draft, by, other) < 0
  if (second.type === 'role' && second.userId === first.userId) return wins()
  const lowers = draft.lowerings.some(({ entry }) => entry === by.entry.hash)
  if (!lowers || authorOf(draft, other) !== first.userId) return false
  return second.type === 'role' ? wins() : true
}

/** The conflict of the highest authority, because what it undoes may be the cause of others. */
export function findConflict(draft: Draft): Conflict | undefined {
  const judges = draft.applied
    .filter(({ entry }) => entry.action.type === 'role' || entry.action.type === 'revoke')
    .sort((a, b) => compareAuthority(draft, a, b))
  for (const by of judges) {
    const undone = draft.applied
      .filter((other) => areConcurrent(by, other) && undoes(draft, by, other))
      .map((other) => other.entry.hash)
    if (undone.length > 0) return { by, undone }
  }
  return undefined
}
