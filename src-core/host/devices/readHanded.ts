import type { SpaceId } from '../../base/ids.ts'
import {
  createEntry,
  type EncodedEntry,
  entriesMissingFor,
  extend,
  type IdentityWithSecrets,
  lockboxesFor,
  type MembershipState,
  openEpochs,
  parentFacts,
  replay,
} from '../../membership/index.ts'
import type { Clock } from '../../ports/index.ts'
import type { HandedSpace } from './deviceProtocol.ts'

export interface TakenLog {
  /** Only what was verified. */
  readonly entries: readonly EncodedEntry[]
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

/** What another device handed over of a Space's log; undefined where this device has no part in it. */
export function readHanded(
  { spaceId, entries }: HandedSpace,
  { identity, clock, groupsIn }: Reader,
): TakenLog | undefined {
  const { parent } = replay(spaceId, entries)
  const around = parent === null ? undefined : groupsIn(parent)
  if (parent !== null && !around) return undefined
  const told = replay(spaceId, entries, around && parentFacts(around))
  const isNamed = told.devices.has(identity.deviceId)
  const own = isNamed ? undefined : ownDeviceEntry(told, identity, clock)
  const state = own ? extend(told, [own]) : told
  if (!state.members.get(identity.userId)?.devices.includes(identity.deviceId)) return undefined
  return { entries: entriesMissingFor(state, []), parent, own }
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
