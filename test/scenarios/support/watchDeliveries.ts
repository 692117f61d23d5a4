import type { CommentId, DeviceId, ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import type { Storage } from '../../../src-core/ports/index.ts'
import type { World } from './world.ts'

/** One item or comment that came to lie on one machine. */
export interface Delivery {
  readonly kind: 'item' | 'comment'
  readonly id: ItemId | CommentId
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

/** Sees at the disks themselves which machine came to hold what of a Space, and when: nobody’s word for it. */
export function watchDeliveries(world: World, ofSpace: SpaceId): Deliveries {
  const seen = new Map<string, Delivery>()
  function see(delivery: Omit<Delivery, 'since'>) {
    const key = `${delivery.holder} ${delivery.id}`
    if (!seen.has(key)) seen.set(key, { ...delivery, since: world.now() })
  }
  return {
    all: () => [...seen.values()],
    watch(holder, disk) {
      const { putItems, putComments } = disk.feed
      const feed: Pick<typeof disk.feed, 'putItems' | 'putComments'> = {
        putItems(spaceId, rows) {
          putItems(spaceId, rows)
          if (spaceId !== ofSpace) return
          for (const { itemId: id, device: author } of rows)
            see({ kind: 'item', id, author, holder })
        },
        putComments(spaceId, rows) {
          putComments(spaceId, rows)
          if (spaceId !== ofSpace) return
          for (const { commentId: id, device: author } of rows)
            see({ kind: 'comment', id, author, holder })
        },
      }
      Object.assign(disk.feed, feed)
      return disk
    },
  }
}
