import { outranks, type Role } from './roles.ts'

/**
 * What a role in a hidden group is worth to somebody with this role in its Space (rule 10): who may not
 * write notes in the Space does not write more in its groups. Owner, admin and editor of a Space may have
 * any role in a group.
 */
export const roleWithin = (space: Role, group: Role): Role =>
  outranks('editor', space) && outranks(group, space) ? space : group
