import { err, ok, type Result } from '../base/result.ts'
import type { InspectionFailure } from './boundedDecoder.ts'
import { isOfTag } from './clientId.ts'
import { COMMENT_BIN_ROOT, COMMENTS_ROOT, keyPrefix } from './commentKeys.ts'
import { type InspectedStruct, type InspectedUpdate, inspectUpdate } from './inspect.ts'

export type DocumentKind = 'feed' | 'comments' | 'body'

/** The roles of protocol rule 9, as the membership log names them. */
export type WriterRole = 'owner' | 'admin' | 'editor' | 'commenter' | 'viewer' | 'guest'

export type UpdateRefusal =
  | InspectionFailure
  | 'the role may not write here'
  | 'written under the name of another device'
  | 'deletes what another device wrote'
  | 'nests inside another type'
  | 'content that does not belong here'
  | 'writes into a key of another device'

export interface UpdateToCheck {
  readonly kind: DocumentKind
  readonly update: Uint8Array
  /** Tag of the device that signed the envelope (rule 11). */
  readonly deviceTag: number
  /** Its role at the envelope's log heads (rule 5). */
  readonly role: WriterRole
}

type Rule = (
  update: InspectedUpdate,
  check: Omit<UpdateToCheck, 'update'>,
) => UpdateRefusal | undefined

/**
 * Whether an update may be applied, from the update alone: rules 9, 11, 13 and 36. No local state is
 * asked, so that every replica that accepts the same envelopes comes to the same verdict (rule 15).
 */
export function checkUpdate(check: UpdateToCheck): Result<InspectedUpdate, UpdateRefusal> {
  if (!mayWrite(check.role, check.kind)) return err('the role may not write here')
  const inspected = inspectUpdate(check.update)
  if (!inspected.ok) return inspected
  const refusal = brokenRule(inspected.value, check)
  return refusal ? err(refusal) : ok(inspected.value)
}

/** The first rule that what one device wrote breaks, whatever its role may write. */
export function brokenRule(
  update: InspectedUpdate,
  check: Omit<UpdateToCheck, 'update'>,
): UpdateRefusal | undefined {
  for (const rule of RULES[check.kind]) {
    const refusal = rule(update, check)
    if (refusal) return refusal
  }
  return undefined
}

const moderates = (role: WriterRole) => role === 'owner' || role === 'admin' || role === 'editor'

export const mayWrite = (role: WriterRole, kind: DocumentKind): boolean =>
  moderates(role) || (role === 'commenter' && kind === 'comments')

const writesAsItself: Rule = ({ clients }, { deviceTag }) =>
  clients.every((client) => isOfTag(client, deviceTag))
    ? undefined
    : 'written under the name of another device'

/** Feed and comments are flat maps of plain values: nothing can be nested into anything. */
const holdsPlainValuesOnly: Rule = ({ structs }) => {
  if (structs.some(({ parent }) => parent !== null && 'id' in parent))
    return 'nests inside another type'
  return structs.every(({ content }) => PLAIN.includes(content))
    ? undefined
    : 'content that does not belong here'
}
const PLAIN: readonly InspectedStruct['content'][] = ['any', 'deleted', 'gc']

/** A subdocument would be loaded and applied beside every rule here. */
const holdsNoSubdocument: Rule = ({ structs }) =>
  structs.some(({ content }) => content === 'doc') ? 'content that does not belong here' : undefined

const deletesOnlyItsOwn: Rule = ({ deletes }, { deviceTag, role }) =>
  moderates(role) || [...deletes.keys()].every((client) => isOfTag(client, deviceTag))
    ? undefined
    : 'deletes what another device wrote'

/**
 * Setting a key of a Y.Map deletes the previous value at integration, without a delete set. So a new
 * value either names a key of its own author, or follows (`origin`) a value of that author, whose key it
 * then inherits.
 */
const writesItsOwnKeysOnly: Rule = ({ structs }, { deviceTag, role }) => {
  const own = (id: { client: number } | null) => id !== null && isOfTag(id.client, deviceTag)
  const isOwnKey = (struct: InspectedStruct) => {
    if (struct.content === 'gc') return true
    if (struct.rightOrigin !== null) return false
    if (struct.origin !== null) return own(struct.origin)
    const { parent, parentSub } = struct
    if (parent === null || !('root' in parent)) return false
    const roots = moderates(role) ? [COMMENTS_ROOT, COMMENT_BIN_ROOT] : [COMMENTS_ROOT]
    return roots.includes(parent.root) && (parentSub?.startsWith(keyPrefix(deviceTag)) ?? false)
  }
  return structs.every(isOwnKey) ? undefined : 'writes into a key of another device'
}

const RULES: Readonly<Record<DocumentKind, readonly Rule[]>> = {
  feed: [writesAsItself, holdsPlainValuesOnly],
  comments: [writesAsItself, holdsPlainValuesOnly, deletesOnlyItsOwn, writesItsOwnKeysOnly],
  body: [writesAsItself, holdsNoSubdocument],
}
