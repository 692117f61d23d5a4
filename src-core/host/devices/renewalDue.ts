import type { DeviceId } from '../../base/ids.ts'
import type { Space } from '../space/space.ts'

/**
 * Rules 11 and 35: this device was restored from a backup. `due`: others have given it back all it had lost, so
 * it takes new keys before it writes anything. `later`: what it lost is still arriving, or a note is open.
 * Where it wrote before it knew, there are two histories. `leaving`: the other one is here whole, and nobody is
 * known to hold more of it. `asking`: it is here, but somebody may hold more, or something else is not ready.
 * `waiting`: nobody who has it is linked. `refused`: it was proven to contradict itself.
 */
export type RenewalState = 'none' | 'due' | 'later' | 'leaving' | 'asking' | 'waiting' | 'refused'

export function renewalState(
  spaces: readonly Space[],
  self: DeviceId,
  /** It was found to be one before its host started. */
  isMarked: boolean,
): RenewalState {
  const own = spaces.flatMap(({ views }) =>
    views.notices().filter(({ deviceId }) => deviceId === self),
  )
  if (own.some(({ kind }) => kind === 'equivocation')) return 'refused'
  if (own.some(({ kind }) => kind === 'forked')) return forkedState(spaces, self)
  if (!isMarked && !own.some(({ kind }) => kind === 'restored')) return 'none'
  return spaces.every((space) => isWhole(space, self)) ? 'due' : 'later'
}

function forkedState(spaces: readonly Space[], self: DeviceId): RenewalState {
  const states = spaces.map((space) => space.ownFork?.state() ?? 'none')
  if (states.includes('waiting')) return 'waiting'
  if (!states.includes('all') && !states.includes('some')) return 'waiting'
  const others = spaces.filter((_, index) => states[index] === 'none')
  const isReady =
    !states.includes('some') &&
    spaces.every(({ bodies }) => !bodies.hasOpen()) &&
    others.every((space) => isWhole(space, self))
  return isReady ? 'leaving' : 'asking'
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
