import { err, ok, type Result } from '../../base/result.ts'
import { createPace, inOneTurn, type Steps } from '../../base/steps.ts'
import { tagOf } from '../clientId.ts'
import {
  type InspectedStruct,
  type InspectedUpdate,
  inspectWithin,
  type StructId,
} from '../inspect.ts'
import { brokenRule, type DocumentKind, type UpdateRefusal } from '../validate.ts'

export type StateRefusal = UpdateRefusal | 'is not whole'

export interface StateToCheck {
  readonly kind: DocumentKind
  readonly state: Uint8Array
  /** Whether a device of the Space has this tag. */
  readonly isKnown: (tag: number) => boolean
}

/**
 * Reading a state of so many takes half a second. A client is one opening of the document on one device; more
 * than that are hardly used up by a Space in its life.
 */
const LIMITS = { structs: 1_000_000, clients: 100_000 }

const STRUCTS_A_STEP = 10_000

/**
 * Whether a document's whole state may be taken as somebody's snapshot: what each device is said to have
 * written is something that it could have written (rules 9, 11, 13), and nothing is missing. What it did write,
 * nobody can tell from a state: for that its maker is trusted (rule 16).
 */
export const checkState = (toCheck: StateToCheck): Result<null, StateRefusal> =>
  inOneTurn(checkStateInSteps(toCheck))

export function* checkStateInSteps(toCheck: StateToCheck): Steps<Result<null, StateRefusal>> {
  const { kind, state, isKnown } = toCheck
  const inspected = inspectWithin(state, LIMITS)
  if (!inspected.ok) return inspected
  yield
  const isLong = createPace(STRUCTS_A_STEP)
  const byClient = Map.groupBy(inspected.value.structs, ({ client }) => client)
  if (!isWhole(byClient, inspected.value.deletes)) return err('is not whole')
  for (const [client, structs] of byClient) {
    const deviceTag = tagOf(client)
    if (!isKnown(deviceTag)) return err('written under the name of another device')
    const update = { clients: [client], structs, deletes: new Map() }
    const refusal = brokenRule(update, { kind, deviceTag, role: 'owner' })
    if (refusal) return err(refusal)
    if (isLong(structs.length)) yield
  }
  return ok(null)
}

type ByClient = ReadonlyMap<number, readonly InspectedStruct[]>

/** Each client from its beginning on without gap, and nothing named or deleted that is not there. */
function isWhole(byClient: ByClient, deletes: InspectedUpdate['deletes']): boolean {
  const ends = new Map<number, number>()
  for (const [client, structs] of byClient) {
    let next = 0
    for (const { clock, length } of structs) {
      if (clock !== next) return false
      next += length
    }
    ends.set(client, next)
  }
  const endOf = (client: number) => ends.get(client) ?? 0
  const isThere = (id: StructId | null) => id === null || id.clock < endOf(id.client)
  for (const structs of byClient.values())
    for (const { origin, rightOrigin, parent } of structs) {
      const named = parent && 'id' in parent ? parent.id : null
      if (!isThere(origin) || !isThere(rightOrigin) || !isThere(named)) return false
    }
  return [...deletes].every(([client, ranges]) =>
    ranges.every(({ clock, length }) => clock + length <= endOf(client)),
  )
}
