import { type DeviceId, type EntryHash, type Id, idFromBytes } from '../base/ids.ts'
import { hasBit } from './bitset.ts'
import { pastOf } from './pastOf.ts'
import type { MembershipState } from './state.ts'

/**
 * Whoever stands at `heads` knows everything that it knew at `earlier` (rule 15: log heads never go
 * backwards along a chain). False when one of either is unknown.
 */
export function isAtOrAfter(
  state: MembershipState,
  heads: readonly EntryHash[],
  earlier: readonly EntryHash[],
): boolean {
  const { nodes } = state.internal.graph
  // Nearly always: most envelopes are written where the one before was.
  if (heads.length === earlier.length && heads.every((hash, at) => hash === earlier[at]))
    return heads.every((hash) => nodes.has(hash))
  const past = pastOf(state, heads)
  return (
    past !== undefined &&
    earlier.every((hash) => {
      const node = nodes.get(hash)
      return node !== undefined && hasBit(past, node.index)
    })
  )
}

/**
 * At most `max` of the present heads, chosen so that they are at or after `earlier`: with more heads than
 * an envelope can name, the lowest ones alone could go backwards.
 */
export function coveringHeads(
  state: MembershipState,
  earlier: readonly EntryHash[],
  max: number,
): readonly EntryHash[] {
  const { heads } = state
  if (heads.length <= max) return heads
  const chosen = new Set<EntryHash>()
  for (const hash of earlier) {
    const after = heads.find((head) => isAtOrAfter(state, [head], [hash]))
    if (after) chosen.add(after)
  }
  for (const head of heads) if (chosen.size < max) chosen.add(head)
  return heads.filter((head) => chosen.has(head))
}

/**
 * Differs whenever a verdict on something that the device has written could differ (`writerRole`), so that
 * chains are judged again only then.
 */
export function authorityMark(state: MembershipState, deviceId: DeviceId): string {
  const device = state.devices.get(deviceId)
  if (!device) return 'unknown'
  const { draft } = state.internal
  const steps: unknown[] = []
  for (let one = draft.roles.get(device.userId); one; one = one.before)
    steps.push([one.node.entry.hash, one.value])
  for (let one = draft.deviceUse.get(deviceId); one; one = one.before)
    steps.push([one.node.entry.hash, one.value])
  const lowerings = state.lowerings
    .filter(({ userId }) => userId === device.userId)
    .map(({ entry, role, cutoffs }) => [
      entry,
      role,
      cutoffs.find((cutoff) => cutoff.deviceId === deviceId)?.seq ?? 0,
    ])
  return JSON.stringify([steps, lowerings])
}

/**
 * The last envelope of a device that counts, after a REMOVE or DEVICE− (rule 15); 0 where none does,
 * undefined while there is no end. Of two ends the earlier.
 */
export function lastSeqOf(state: MembershipState, deviceId: DeviceId): number | undefined {
  const device = state.devices.get(deviceId)
  if (!device) return 0
  const ends = state.lowerings
    .filter(
      (lowering) =>
        lowering.role === null &&
        lowering.userId === device.userId &&
        (lowering.deviceId === null || lowering.deviceId === deviceId) &&
        brought(state, deviceId, lowering.entry),
    )
    .map(({ cutoffs }) => cutoffs.find((cutoff) => cutoff.deviceId === deviceId)?.seq ?? 0)
  return ends.length === 0 ? undefined : Math.min(...ends)
}

/** An envelope that a cut-off names: the branch of a device's chain that counts goes through it. */
export interface NamedEnvelope {
  readonly seq: number
  readonly hash: string
}

/**
 * What lowerings, REMOVEs and DEVICE−s name of a device as the last accepted, in ascending order; of two
 * hashes for one number the lower (rule 15).
 */
export function namedEnvelopes(
  state: MembershipState,
  deviceId: DeviceId,
): readonly NamedEnvelope[] {
  const device = state.devices.get(deviceId)
  const hashes = new Map<number, string>()
  for (const lowering of state.lowerings) {
    if (lowering.userId !== device?.userId || !brought(state, deviceId, lowering.entry)) continue
    const cutoff = lowering.cutoffs.find((one) => one.deviceId === deviceId)
    const concerned = lowering.deviceId === null || lowering.deviceId === deviceId
    if (!cutoff || cutoff.seq === 0 || !concerned) continue
    const hash = idFromBytes<Id>(cutoff.hash)
    const known = hashes.get(cutoff.seq)
    if (known === undefined || hash < known) hashes.set(cutoff.seq, hash)
  }
  return [...hashes].map(([seq, hash]) => ({ seq, hash })).sort((a, b) => a.seq - b.seq)
}

/** The entry concerns the device as it is now, not an earlier stay of its person. */
function brought(state: MembershipState, deviceId: DeviceId, entry: EntryHash): boolean {
  const { draft, graph } = state.internal
  const node = graph.nodes.get(entry)
  const use = draft.deviceUse.get(deviceId)
  // A device that came in with knowledge of the removal is of a later stay.
  const first = use && oldest(use)
  return !(node && first && hasBit(first.node.ancestors, node.index))
}

function oldest<T extends { readonly before: T | undefined }>(history: T): T {
  let step = history
  while (step.before) step = step.before
  return step
}
