import type { SpaceId } from '../../base/ids.ts'
import type { Steps } from '../../base/steps.ts'
import {
  createEntry,
  extending,
  type IdentityWithSecrets,
  lockboxesFor,
  type MembershipState,
  openEpochs,
  parentFacts,
  readingWithin,
  replaying,
} from '../../membership/index.ts'
import type { Clock } from '../../ports/index.ts'
import type { ReadLog } from '../readLogs.ts'
import { createTurns, inTurns } from '../space/turns.ts'
import type { HandedSpace } from './deviceProtocol.ts'

export interface TakenSpace {
  readonly handed: HandedSpace
  /** Only what was verified. */
  readonly log: ReadLog
  /** Of a hidden group: its Space. */
  readonly parent: SpaceId | null
  /** The entry by which this device comes in, where only the root key vouches for it. */
  readonly own: Uint8Array | undefined
}

export interface Reader {
  readonly identity: IdentityWithSecrets
  readonly clock: Clock
  /** The members of a Space whose groups can be kept here: a group comes after its Space. */
  readonly groupsIn: (parent: SpaceId) => MembershipState | undefined
}

/** What another device handed over of a Space; undefined where this device has no part in it. In steps: signatures. */
export function* readingHanded(
  handed: HandedSpace,
  { identity, clock, groupsIn }: Reader,
): Steps<TakenSpace | undefined> {
  const alone = yield* replaying(handed.spaceId, handed.entries)
  const { parent } = alone
  const within = parent === null ? undefined : groupsIn(parent)
  if (parent !== null && !within) return undefined
  const told = within ? yield* readingWithin(alone, parentFacts(within)) : alone
  const isNamed = told.devices.has(identity.deviceId)
  const own = isNamed ? undefined : ownDeviceEntry(told, identity, clock)
  const state = own ? yield* extending(told, [own]) : told
  if (!state.members.get(identity.userId)?.devices.includes(identity.deviceId)) return undefined
  return { handed, log: { state, within }, parent, own }
}

/** After the loss of every device: the root key vouches for this one, and the kit opens (rule 33). */
function ownDeviceEntry(
  state: MembershipState,
  identity: IdentityWithSecrets,
  clock: Clock,
): Uint8Array {
  const { certificate } = identity
  const lockboxes = lockboxesFor(state, openEpochs(state, identity), certificate.boxKey)
  const action = { type: 'deviceAdd', certificate, lockboxes } as const
  return createEntry(identity, state, action, clock).bytes
}

/** All that a device was handed before it has a profile, in turns; groups after their Spaces. */
export async function readAllHanded(
  handed: readonly HandedSpace[],
  { identity, clock }: Pick<Reader, 'identity' | 'clock'>,
): Promise<readonly TakenSpace[]> {
  const taken = new Map<SpaceId, TakenSpace>()
  const groupsIn = (parent: SpaceId) => taken.get(parent)?.log.state
  const turns = createTurns(clock)
  for (const space of handed) {
    const read = await inTurns(readingHanded(space, { identity, clock, groupsIn }), turns)
    if (read && !taken.has(space.spaceId)) taken.set(space.spaceId, read)
  }
  return [...taken.values()]
}
