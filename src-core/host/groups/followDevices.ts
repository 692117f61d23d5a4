import type { Disposer } from '../../base/disposer.ts'
import type { DeviceId } from '../../base/ids.ts'
import type { DeviceInfo, Member } from '../../membership/index.ts'
import { createNewDevices, type NewDevicesOptions } from './newDevices.ts'

/** The person's own devices hand the group on as soon as they meet; owner and admins wait for that. In ms. */
const FIRST_ADDS_AFTER_MS = 6_000
/** Where the first is away, the others step in one after another. */
const NEXT_ADDS_AFTER_MS = 3_000

interface Addition {
  readonly device: DeviceInfo
  readonly inSpace: Member
}

/**
 * Brings devices that members of a group have got in its Space into the group too, while owner or an admin of
 * it is there (rule 10). Nobody is asked: they are the same person's, and the Space's log vouches for them.
 */
export function followDevices(options: NewDevicesOptions): Disposer {
  const { membership, parent, clock } = options
  const newDevices = createNewDevices(options)

  /**
   * Whoever was removed from the Space has lost its groups, also where nobody has written so yet and the
   * person is back by a new link: only a device that outlived this shows that there was no removal.
   */
  function isStillIn({ userId, devices }: Member): boolean {
    if (devices.some(parent.isPresent)) return true
    const { lowerings } = parent.state()
    return !lowerings.some((one) => one.userId === userId && !one.deviceId && one.role === null)
  }

  /** An entry that came to nothing is not written again and again. */
  const written = new Set<DeviceId>()
  function due(): Addition[] {
    if (!membership.rights().writeLog) return []
    const inSpace = new Map(parent.present().map((member) => [member.userId, member]))
    return [...membership.state().members.values()].filter(isStillIn).flatMap(({ userId }) => {
      const member = inSpace.get(userId)
      const devices = member ? newDevices.of(member) : []
      return devices.flatMap((device) =>
        member && !written.has(device.deviceId) ? [{ device, inSpace: member }] : [],
      )
    })
  }

  function write() {
    waiting = undefined
    if (due().length === 0) return
    // Nobody is given a key that somebody has who may not read any more (rule 8).
    membership.rotateIfNeeded()
    for (const { device, inSpace } of due()) {
      written.add(device.deviceId)
      newDevices.add(device, inSpace)
    }
  }

  let waiting: Disposer | undefined
  function look() {
    if (waiting || due().length === 0) return
    const ms = FIRST_ADDS_AFTER_MS + membership.turn() * NEXT_ADDS_AFTER_MS
    waiting = clock.after(ms, write)
  }
  const stop = membership.onChange(look)
  look()
  return () => {
    stop()
    waiting?.()
  }
}
