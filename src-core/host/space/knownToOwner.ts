import type { DeviceId } from '../../base/ids.ts'
import type { DeviceHead } from '../../ports/index.ts'
import type { SpaceMembership } from './spaceMembership.ts'

/**
 * A device of the owner has taken this envelope: what the owner does to whoever signed it names it, or what came later, as
 * what still counts (rule 15).
 */
export function isKnownToOwner(
  { deviceId, seq }: Pick<DeviceHead, 'deviceId' | 'seq'>,
  self: DeviceId,
  membership: Pick<SpaceMembership, 'present'>,
  headsOf: (device: DeviceId) => readonly DeviceHead[] | null,
): boolean {
  const owner = membership.present().find(({ role }) => role === 'owner')
  const has = (head: DeviceHead) => head.deviceId === deviceId && head.seq >= seq
  const knows = (device: DeviceId) =>
    device === self || device === deviceId || (headsOf(device)?.some(has) ?? false)
  return owner?.devices.some(knows) ?? true
}
