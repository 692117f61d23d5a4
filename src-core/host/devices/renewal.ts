import { idToBytes, type SpaceId } from '../../base/ids.ts'
import {
  createEntry,
  type EncodedEntry,
  extend,
  type IdentityWithSecrets,
  lockboxesFor,
  type MembershipState,
  parentFacts,
  withParent,
} from '../../membership/index.ts'
import type { Clock, Storage } from '../../ports/index.ts'
import type { Space } from '../space/space.ts'

export interface RenewalOptions {
  readonly before: IdentityWithSecrets
  readonly after: IdentityWithSecrets
  /** Groups after their Spaces. */
  readonly spaces: readonly Space[]
  readonly storage: Pick<Storage, 'envelopes'>
  readonly clock: Clock
}

export interface Renewal {
  readonly spaceId: SpaceId
  readonly entries: readonly EncodedEntry[]
}

/**
 * What a device writes into the logs when it takes new keys (rules 11, 33): DEVICE+ of the new one, DEVICE−
 * of the old one, which ends its chain where it is now. Nothing is kept here. Undefined where the new one
 * would not come into a Space that the old one is in.
 */
export function renewalEntries(options: RenewalOptions): readonly Renewal[] | undefined {
  const { before, after, clock } = options
  const renewed = new Map<SpaceId, MembershipState>()
  const all: Renewal[] = []
  for (const space of options.spaces) {
    const { spaceId, membership, group } = space
    const role = membership.role()
    if (!role || role === 'guest') continue
    const around = group && renewed.get(group.parent)
    const start = around ? withParent(membership.state(), parentFacts(around)) : membership.state()
    const lockboxes = lockboxesFor(start, membership.epochs(), after.certificate.boxKey)
    const addition = { type: 'deviceAdd', certificate: after.certificate, lockboxes } as const
    // By itself where the root key vouches for it: what somebody else does with the old key meanwhile, on
    // the machine that the backup is of, does not undo it.
    const added = createEntry(after.root ? after : before, start, addition, clock)
    const between = extend(start, [added.bytes])
    const ended = createEntry(after, between, endingOf(space, options), clock)
    const end = extend(between, [ended.bytes])
    const devices = end.members.get(after.userId)?.devices ?? []
    if (!devices.includes(after.deviceId) || devices.includes(before.deviceId)) return undefined
    renewed.set(spaceId, end)
    all.push({ spaceId, entries: [added, ended] })
  }
  return all
}

function endingOf({ spaceId }: Space, { before, storage }: RenewalOptions) {
  const { deviceId } = before
  const head = storage.envelopes.heads(spaceId).find((one) => one.deviceId === deviceId)
  const cutoffs = head ? [{ deviceId, seq: head.seq, hash: idToBytes(head.hash as never) }] : []
  return { type: 'deviceRemove', deviceId, cutoffs } as const
}
