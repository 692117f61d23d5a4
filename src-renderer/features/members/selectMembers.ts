import type { FormerMember, MemberDetails } from '../../../src-core/bridge/contract.ts'

export const KINDS = ['everyone', 'members', 'visitors', 'removed'] as const
export type Kind = (typeof KINDS)[number]

export interface Everybody {
  readonly members: readonly MemberDetails[]
  readonly removed: readonly FormerMember[]
}

/** Those of a kind whose names contain a text. A visitor is who came as a guest. */
export function ofKind(all: Everybody, kind: Kind, text: string): Everybody {
  const wanted = text.trim().toLocaleLowerCase()
  const isNamed = ({ person }: { readonly person: { readonly name: string } }) =>
    person.name.toLocaleLowerCase().includes(wanted)
  const isOfKind = ({ role }: MemberDetails) =>
    kind === 'everyone' || (kind !== 'removed' && (role === 'guest') === (kind === 'visitors'))
  return {
    members: all.members.filter((member) => isOfKind(member) && isNamed(member)),
    removed: kind === 'everyone' || kind === 'removed' ? all.removed.filter(isNamed) : [],
  }
}
