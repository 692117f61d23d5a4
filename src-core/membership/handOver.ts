import type { EpochId } from '../base/ids.ts'
import { currentKitHolders, currentReaders, type MayRead } from './epoch.ts'
import type { EpochInfo } from './facts.ts'
import { type EpochWithSecrets, keysById, keysUnder } from './keyWraps.ts'
import { kitsLack } from './kit.ts'
import type { MembershipState } from './state.ts'

/** Keys that were undone: somebody who did not know of a removal yet made one, or two. */
const MAX_UNDONE = 4

/**
 * Rule 8: a key that is opened here lies under none that all who may read have, so that somebody lacks it. It
 * happens where a key was made by somebody who did not know of a device yet, while others made another one.
 * A rotation by whoever has it heals that. One that was undone asks for it too, as others wrote under it who did not
 * know; where there are many of those none does, or whoever was removed could make others rotate for ever.
 */
export function mustHandOver(
  state: MembershipState,
  opened: readonly EpochWithSecrets[],
  now: number,
  mayRead?: MayRead,
): boolean {
  if (opened.length < 2) return false
  const keys = keysById(opened)
  const epochs = new Map(state.epochs.map((epoch) => [epoch.epochId, epoch]))
  const readers = currentReaders(state, now, mayRead)
  const holders = currentKitHolders(state, now, mayRead)
  const isForAll = ({ lockboxes, kits }: EpochInfo) =>
    readers.every((deviceId) => lockboxes.has(deviceId)) && !kitsLack(kits, holders)
  const { rotations } = state.internal.draft
  const undone = state.epochs.filter(({ epochId }) => !rotations.has(epochId))
  const asks = (epochId: EpochId) => rotations.has(epochId) || undone.length <= MAX_UNDONE
  const reached = new Set<EpochId>()
  function reach(from: EpochInfo) {
    const ahead = [from.epochId]
    for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
      if (reached.has(id)) continue
      reached.add(id)
      ahead.push(...keysUnder(epochs.get(id), keys))
    }
  }
  // Newest first: the one that is written in opens all the others, as good as always.
  for (const { epochId } of opened.toReversed()) {
    const epoch = epochs.get(epochId)
    if (!epoch || reached.has(epochId)) continue
    if (isForAll(epoch)) reach(epoch)
    else if (asks(epochId)) return true
  }
  return false
}
