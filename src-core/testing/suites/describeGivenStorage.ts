import { beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, VersionId } from '../../base/ids.ts'
import type { HandedVersion, Storage } from '../../ports/index.ts'
import {
  commentIdOf,
  commentRow,
  itemIdOf,
  itemRow,
  laptop,
  phone,
  spaceA,
  spaceB,
  spaceRow,
} from './storageRows.ts'

const versionId = 'version-version-versio' as VersionId
const handed = (peer: DeviceId, at: number): HandedVersion => ({
  ...{ versionId, itemId: itemIdOf(1), peer, keptAt: 20_003, at },
})

/** What was given to whom, as part of the acceptance suite of `Storage`. */
export function describeGivenStorage(opened: () => Storage): void {
  describe('what was given', () => {
    let storage: Storage
    const found = (reach: [DeviceId, number][], peers: DeviceId[] = [], offset = 0, limit = 9) => {
      const query = { reach: new Map(reach), peers }
      const rows = storage.given.window(spaceA, query, offset, limit)
      expect(rows.length).toBeLessThanOrEqual(storage.given.count(spaceA, query))
      return rows.map(({ id }) => id)
    }
    beforeEach(() => {
      storage = opened()
      for (const spaceId of [spaceA, spaceB]) storage.spaces.put(spaceRow({ spaceId }))
      storage.feed.putItems(spaceA, [itemRow(1), itemRow(2, { binnedAt: 5 }), itemRow(3)])
      storage.feed.putItems(spaceB, [itemRow(1)])
      storage.feed.putComments(spaceA, [commentRow(2, itemIdOf(1))])
    })

    it('is what a device wrote up to an envelope, newest first, the bin included', () => {
      expect(found([[laptop, 2]])).toEqual([itemIdOf(2), itemIdOf(1)])
      expect(found([[phone, 1]])).toEqual([])
      const both: [DeviceId, number][] = [
        [laptop, 3],
        [phone, 2],
      ]
      expect(found(both)).toEqual([commentIdOf(2), itemIdOf(3), itemIdOf(2), itemIdOf(1)])
      expect(found(both, [], 1, 2)).toEqual([itemIdOf(3), itemIdOf(2)])
      expect(storage.given.count(spaceA, { reach: new Map(both), peers: [] })).toBe(4)
      expect(storage.given.count(spaceB, { reach: new Map(both), peers: [] })).toBe(1)
    })

    it('names each by its own content', () => {
      const reach = new Map([[laptop, 2] as const, [phone, 2] as const])
      const rows = storage.given.window(spaceA, { reach, peers: [] }, 0, 2)
      expect(rows).toEqual([
        {
          ...{ kind: 'comment', id: commentIdOf(2), itemId: itemIdOf(1), device: phone, seq: 2 },
          ...{ createdAt: 20_002, isBinned: false, content: 'remark 2' },
        },
        {
          ...{ kind: 'message', id: itemIdOf(2), itemId: itemIdOf(2), device: laptop, seq: 2 },
          ...{ createdAt: 10_002, isBinned: true, content: itemRow(2).content },
        },
      ])
    })

    it('is not told of what came in an envelope that is not known', () => {
      storage.feed.putItems(spaceA, [itemRow(9, { seq: 0 })])
      expect(found([[laptop, 3]])).not.toContain(itemIdOf(9))
    })

    it('has a comment with the envelope that brought it, however often it is written anew', () => {
      storage.feed.putComments(spaceA, [commentRow(2, itemIdOf(1), { seq: 8, binnedAt: 7 })])
      expect(found([[phone, 2]])).toEqual([commentIdOf(2)])
    })

    it('has a version once for a person, since it was first handed to each device', () => {
      for (const row of [handed(phone, 6), handed(phone, 9), handed(laptop, 7)])
        storage.given.putHanded(spaceA, row)
      expect(storage.given.handed(spaceA, versionId)).toEqual([handed(laptop, 7), handed(phone, 6)])
      expect(found([], [phone, laptop])).toEqual([versionId])
      expect(found([[laptop, 3]], [phone])[0]).toBe(versionId)
      expect(found([], [])).toEqual([])
      expect(storage.given.handed(spaceB, versionId)).toEqual([])
    })

    it('goes with its Space', () => {
      storage.given.putHanded(spaceA, handed(phone, 6))
      storage.spaces.erase(spaceA)
      expect(storage.given.handed(spaceA, versionId)).toEqual([])
      expect(found([[laptop, 3]], [phone])).toEqual([])
    })
  })
}
