import type { DeviceId } from '../base/ids.ts'
import type { ActionOf } from './actions.ts'
import { deviceTag } from './deviceTag.ts'
import type { DeviceInfo } from './facts.ts'
import type { Node } from './graph.ts'
import type { MembershipState } from './state.ts'

/**
 * Devices that came in by a DEVICE+ which does not count any more, as when their person was removed at the same time.
 * Nothing they wrote counts; a snapshot by somebody who could not know that holds it all the same (rule 16). Whose tag
 * is that of a device that counts is not that one.
 */
export function devicesInVain({ internal: { draft } }: MembershipState): readonly DeviceInfo[] {
  return [...draft.cameInVain].flatMap(([deviceId, [node]]) => (node ? infoOf(deviceId, node) : []))
}

function infoOf(deviceId: DeviceId, { entry }: Node): DeviceInfo {
  const { certificate } = entry.action as ActionOf<'deviceAdd'>
  const { userId } = certificate
  return { deviceId, userId, certificate, tag: deviceTag(deviceId), addedAt: entry.at }
}
