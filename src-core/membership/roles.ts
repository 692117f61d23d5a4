import { type Codec, CodecError, mapped, u8 } from '../base/codec.ts'

export type Role = 'owner' | 'admin' | 'editor' | 'commenter' | 'viewer' | 'guest'

/** What an invitation may give (rule 27): a link can leak, so never a role that writes the log. */
export type InvitedRole = Exclude<Role, 'owner' | 'admin'>

/** The table of rule 9, as yes and no. */
export interface Rights {
  /** Write the feed and bodies. */
  readonly post: boolean
  readonly comment: boolean
  /** Delete what others wrote. */
  readonly moderate: boolean
  readonly invite: boolean
  readonly rename: boolean
  /** Everything in the membership log. */
  readonly writeLog: boolean
  readonly rotate: boolean
}

const none: Rights = {
  post: false,
  comment: false,
  moderate: false,
  invite: false,
  rename: false,
  writeLog: false,
  rotate: false,
}
const editor: Rights = { ...none, post: true, comment: true, moderate: true, rotate: true }
const all: Rights = { ...editor, invite: true, rename: true, writeLog: true }

export const rights: Readonly<Record<Role, Rights>> = {
  owner: all,
  admin: all,
  editor,
  commenter: { ...none, comment: true },
  viewer: none,
  guest: none,
}

const noRights = none
/** Nobody's role, undefined, has no rights. */
export const can = (role: Role | undefined): Rights => (role ? rights[role] : noRights)

/** Also the numbers on the wire; never reuse one. */
const NUMBERS: Readonly<Record<Role, number>> = {
  owner: 1,
  admin: 2,
  editor: 3,
  commenter: 4,
  viewer: 5,
  guest: 6,
}
const byNumber = new Map(Object.entries(NUMBERS).map(([role, number]) => [number, role as Role]))

/** Lower is higher in rank; people without a role come last. */
export const rankOf = (role: Role | undefined): number => (role ? NUMBERS[role] : 9)

export const outranks = (a: Role, b: Role): boolean => rankOf(a) < rankOf(b)

export const isInvitedRole = (role: Role): role is InvitedRole =>
  role !== 'owner' && role !== 'admin'

export const roleCodec: Codec<Role> = mapped(
  u8,
  (number) => {
    const role = byNumber.get(number)
    if (!role) throw new CodecError('unknown role')
    return role
  },
  (role) => NUMBERS[role],
)
