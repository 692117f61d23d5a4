import { equalBytes } from '../base/bytes.ts'
import type { DeviceId } from '../base/ids.ts'
import type { ActionOf } from './actions.ts'
import { deviceTag } from './deviceTag.ts'
import type { DeviceInfo } from './facts.ts'
import type { Node } from './graph.ts'
import type { MembershipState } from './state.ts'

/**
 * Devices that came in by a DEVICE+, ADMIT or ADD which does not count any more, as when whoever wrote it was removed
 * at the same time. Nothing they wrote counts; a snapshot by somebody who could not know that holds it all the same
 * (rule 16). Whose tag is that of a device that counts is not that one, and whose root key is not a person's is not
 * that person.
 */
export function devicesInVain({ internal: { draft } }: MembershipState): readonly DeviceInfo[] {
  return [...draft.cameInVain.values()].flatMap(([node]) => {
    const info = node && infoOf(node)
    const known = info && draft.rootKeys.get(info.userId)
    return info && (!known || equalBytes(known, info.certificate.rootKey)) ? [info] : []
  })
}

/** One of them by its id; undefined for a device that counts. */
export function deviceInVain(state: MembershipState, deviceId: DeviceId): DeviceInfo | undefined {
  if (state.devices.has(deviceId)) return undefined
  return devicesInVain(state).find((device) => device.deviceId === deviceId)
}

/** The acts because of which it does not count, as far as that lies in acts and not in being one too many. */
export function actsAgainst(
  { internal: { draft } }: MembershipState,
  { deviceId, userId }: DeviceInfo,
): readonly Node[] {
  const [entry] = draft.cameInVain.get(deviceId) ?? []
  const undoing = entry && draft.undoings.get(entry.entry.hash)
  if (undoing) return undoing
  const end = draft.roles.get(userId)
  return end?.value === null ? [end.node] : []
}

const infos = new WeakMap<Node, DeviceInfo>()

function infoOf(node: Node): DeviceInfo {
  const known = infos.get(node)
  if (known) return known
  const { certificate } = node.entry.action as ActionOf<'deviceAdd' | 'admit' | 'add'>
  const { userId, deviceId } = certificate
  const info = { deviceId, userId, certificate, tag: deviceTag(deviceId), addedAt: node.entry.at }
  infos.set(node, info)
  return info
}
