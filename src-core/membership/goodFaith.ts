import type { DeviceId, UserId } from '../base/ids.ts'
import { hasBit } from './bitset.ts'
import { authorOf, type Draft } from './draft.ts'
import type { Node } from './graph.ts'
import { lastStep } from './history.ts'

/**
 * The acts that made an entry count for nothing, where it would count had they undone nothing, and was written without
 * knowing any of them (rule 4): it was undone itself, or what its author's right rested on was. Undefined where it
 * never counted, or was written by somebody who knew better.
 */
export function undoingOf(draft: Draft, node: Node): readonly Node[] | undefined {
  const { voided, undoings, ifNothingIsUndone: before } = draft
  const by = voided.get(node.entry.hash)
  if (by) return [by]
  if (!before || before.rejected.has(node.entry.hash)) return undefined
  const lost = supportsOf(before, node).filter(({ entry }) => draft.rejected.has(entry.hash))
  const found = new Set<Node>()
  for (const { entry } of lost) {
    const acts = undoings.get(entry.hash)
    if (!acts || acts.some(({ index }) => hasBit(node.ancestors, index))) return undefined
    for (const act of acts) found.add(act)
  }
  return found.size > 0 ? [...found] : undefined
}

/** The entries by which author and device had their place, and the invitation, where `node` was written. */
function supportsOf(before: Draft, node: Node): readonly Node[] {
  const { action, author } = node.entry
  const inPast = ({ index }: Node) => hasBit(node.ancestors, index)
  const lastRole = (userId: UserId | undefined) =>
    userId ? before.rolesBefore.before(userId, before.roles.get(userId), node)?.node : undefined
  const lastUse = (deviceId: DeviceId | undefined) =>
    deviceId ? lastStep(before.deviceUse.get(deviceId), inPast)?.node : undefined
  const found = [lastRole(authorOf(before, node)), lastUse(author)]
  if (action.type === 'deviceAdd') {
    const { userId, issuer } = action.certificate
    found.push(lastRole(userId), lastUse(issuer?.deviceId))
  }
  if (action.type === 'admit') found.push(before.invitedBy.get(action.inviteId))
  return found.filter((one) => one !== undefined)
}
