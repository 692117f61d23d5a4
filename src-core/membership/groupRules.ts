import type { UserId } from '../base/ids.ts'
import type { ActionOf } from './actions.ts'
import type { DeviceCertificate } from './certificate.ts'
import type { Draft } from './draft.ts'
import type { Node } from './graph.ts'

/** Rules that hold in the log of a hidden group only (rule 10); see `validate.ts` for those of all logs. */

export function genesisProblem(draft: Draft, node: Node): string | undefined {
  const { parent, certificate } = node.entry.action as ActionOf<'genesis'>
  if (parent === null) return undefined
  if (draft.parent?.spaceId !== parent) return 'the group of another Space'
  return draft.parent.knows(certificate) ? undefined : UNKNOWN_DEVICE
}

const UNKNOWN_DEVICE = 'a device that the Space does not know'

/** Of a device that the Space does not know, nothing counts in a group. */
export const parentProblem = (draft: Draft, certificate: DeviceCertificate): string | undefined =>
  draft.group === null || draft.parent?.knows(certificate) ? undefined : UNKNOWN_DEVICE

/** The Space has ended every device that this person has in the group. */
export function isGone(draft: Draft, userId: UserId): boolean {
  const { parent } = draft
  if (!parent) return false
  const own = [...draft.devices.values()].filter((device) => device.userId === userId)
  return own.length > 0 && own.every(({ deviceId }) => parent.hasEnded(deviceId))
}

/** A REMOVE or DEVICE− that does in the group what the Space's log has done already. */
export function followsParent(draft: Draft, { entry: { action } }: Node): boolean {
  if (action.type === 'remove') return isGone(draft, action.userId)
  return action.type === 'deviceRemove' && (draft.parent?.hasEnded(action.deviceId) ?? false)
}
