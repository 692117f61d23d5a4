import type { DeviceId } from '../../base/ids.ts'
import type { Space } from '../space/space.ts'

/**
 * Rule 11: this device was restored from a backup. `due`: others have given it back all it had lost, so it
 * takes new keys before it writes anything. `later`: what it lost is still arriving, or a note is open.
 * `forked`: it wrote before it knew, so that there are two histories.
 */
export type RenewalState = 'none' | 'due' | 'later' | 'forked'

export function renewalState(
  spaces: readonly Space[],
  self: DeviceId,
  /** It was found to be one before its host started. */
  isMarked: boolean,
): RenewalState {
  const own = spaces.flatMap(({ views }) =>
    views.notices().filter(({ deviceId }) => deviceId === self),
  )
  if (own.some(({ kind }) => kind === 'forked' || kind === 'equivocation')) return 'forked'
  if (!isMarked && !own.some(({ kind }) => kind === 'restored')) return 'none'
  return spaces.every((space) => isWhole(space, self)) ? 'due' : 'later'
}

/** Nobody who is linked has more of what this device wrote, and nothing of it is being written. */
function isWhole({ bodies, membership, sync, views }: Space, self: DeviceId): boolean {
  const told = membership
    .present()
    .flatMap(({ devices }) => devices.map((device) => sync.peer(device)))
    .filter(({ connected }) => connected)
    .map(({ heads }) => heads?.find(({ deviceId }) => deviceId === self)?.seq ?? 0)
  return !bodies.hasOpen() && told.every((seq) => seq <= views.ownSeq())
}
