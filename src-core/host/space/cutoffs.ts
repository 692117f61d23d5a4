import { type DeviceId, idToBytes, type UserId } from '../../base/ids.ts'
import type { Cutoff } from '../../membership/index.ts'
import type { Chains } from './chains.ts'
import type { NamedBranches } from './namedBranches.ts'
import type { SpaceMembership } from './spaceMembership.ts'

/** What was accepted so far of a device, and of every device a person ever had here: later ones do not count. */
export interface Cutoffs {
  ofDevice(deviceId: DeviceId): Cutoff[]
  ofPerson(userId: UserId): Cutoff[]
}

export function createCutoffs(
  membership: Pick<SpaceMembership, 'state'>,
  chains: Pick<Chains, 'head'>,
  branches: Pick<NamedBranches, 'lacking'>,
): Cutoffs {
  const ofDevice = (deviceId: DeviceId): Cutoff[] => {
    // Of a chain that goes another way than the log names, the log knows better where it is.
    const end = branches.lacking(deviceId) ?? chains.head(deviceId)
    return end ? [{ deviceId, seq: end.seq, hash: idToBytes(end.hash as never) }] : []
  }
  return {
    ofDevice,
    ofPerson: (userId) =>
      [...membership.state().devices.values()]
        .filter((device) => device.userId === userId)
        .flatMap(({ deviceId }) => ofDevice(deviceId)),
  }
}
