import type { DeviceId, ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import type { Storage } from '../../../src-core/ports/index.ts'
import type { World } from './world.ts'

/** One item that came to lie on one machine. */
export interface Delivery {
  readonly itemId: ItemId
  readonly author: DeviceId
  /** The name of the machine; the author’s own too. */
  readonly holder: string
  readonly since: number
}

export interface Deliveries {
  /** From here on what comes to lie on this disk is seen. */
  watch<T extends Storage>(holder: string, disk: T): T
  all(): readonly Delivery[]
}

/** Sees at the disks themselves which machine came to hold which item of a Space, and when: nobody’s word for it. */
export function watchDeliveries(world: World, ofSpace: SpaceId): Deliveries {
  const seen = new Map<string, Delivery>()
  return {
    all: () => [...seen.values()],
    watch(holder, disk) {
      const { putItems } = disk.feed
      Object.assign(disk.feed, {
        putItems(...[spaceId, rows]: Parameters<typeof putItems>) {
          putItems(spaceId, rows)
          if (spaceId !== ofSpace) return
          for (const { itemId, device: author } of rows) {
            const key = `${holder} ${itemId}`
            if (!seen.has(key)) seen.set(key, { itemId, author, holder, since: world.now() })
          }
        },
      })
      return disk
    },
  }
}
