import type { DeviceId } from '../../base/ids.ts'
import type { Space } from './space.ts'

/** Within days keys change a few times at most, and those before are still listened on (rule 17). */
const OUT_MS = 7 * 86_400_000

/**
 * Nobody was met for so long that, if the keys have changed often, none may listen any more where this device announces
 * itself: a link is the way back. `now`: ms since 1970.
 */
export function isOutOfReach(
  { membership, sync }: Pick<Space, 'membership' | 'sync'>,
  self: DeviceId,
  now: number,
): boolean {
  const others = membership
    .present()
    .flatMap(({ devices }) => devices)
    .filter((device) => device !== self)
  const came = membership.device(self)?.addedAt ?? 0
  const met = others.map((device) => sync.peer(device).lastSeenAt ?? 0)
  return others.length > 0 && now - Math.max(came, ...met) > OUT_MS
}
