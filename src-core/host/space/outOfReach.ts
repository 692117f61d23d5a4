import type { DeviceId } from '../../base/ids.ts'
import { LISTENED_MS } from '../../membership/index.ts'
import type { Space } from './space.ts'

/**
 * Nobody was met for so long that, if the keys have changed, none listens any more where this device announces itself
 * (rule 17): a link is the way back. `now`: ms since 1970.
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
  return others.length > 0 && now - Math.max(came, ...met) > LISTENED_MS
}
