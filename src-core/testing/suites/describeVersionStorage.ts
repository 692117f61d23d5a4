import { beforeEach, describe, expect, it } from 'vitest'
import type { VersionId } from '../../base/ids.ts'
import type { Storage, VersionRow } from '../../ports/index.ts'
import { itemIdOf, laptop, phone, spaceA, spaceB, spaceRow } from './storageRows.ts'

const versionId = (number: number) => `version${String(number).padStart(15, '0')}` as VersionId
const versionRow = (number: number): VersionRow => ({
  versionId: versionId(number),
  itemId: itemIdOf(1),
  sealedKey: Uint8Array.of(number, 1),
  blob: Uint8Array.of(number, 2, 3),
})

/** Kept versions of notes, as part of the acceptance suite of `Storage`. */
export function describeVersionStorage(opened: () => Storage): void {
  describe('versions', () => {
    let storage: Storage
    beforeEach(() => {
      storage = opened()
      for (const spaceId of [spaceA, spaceB]) storage.spaces.put(spaceRow({ spaceId }))
    })

    it('keeps versions by Space, in the order of their arrival', () => {
      for (const number of [2, 1]) storage.versions.put(spaceA, versionRow(number))
      storage.versions.put(spaceB, versionRow(3))
      expect(storage.versions.ids(spaceA)).toEqual([versionId(2), versionId(1)])
      expect(storage.versions.get(spaceA, versionId(1))).toEqual(versionRow(1))
      expect(storage.versions.get(spaceA, versionId(3))).toBeUndefined()
      expect(storage.versions.bytes(spaceA)).toBe(6)
    })

    it('takes an erased version never again, also when the erasure came first', () => {
      storage.versions.put(spaceA, versionRow(1))
      for (const number of [1, 2]) {
        const erasure = { versionId: versionId(number), deviceId: laptop, seq: number }
        storage.versions.erase(spaceA, erasure)
        storage.versions.put(spaceA, versionRow(number))
      }
      expect(storage.versions.ids(spaceA)).toEqual([])
      expect(storage.versions.bytes(spaceA)).toBe(0)
      storage.versions.put(spaceB, versionRow(1))
      expect(storage.versions.ids(spaceB)).toEqual([versionId(1)])
    })

    it('remembers the first that is known of an erasure', () => {
      const first = { versionId: versionId(1), deviceId: laptop, seq: 7 }
      storage.versions.erase(spaceA, first)
      storage.versions.erase(spaceA, { ...first, deviceId: phone, seq: 9 })
      expect(storage.versions.erasures(spaceA)).toEqual([first])
    })

    it('remembers another one where it was erased again', () => {
      const first = { versionId: versionId(1), deviceId: laptop, seq: 7 }
      const again = { ...first, deviceId: phone, seq: 9 }
      storage.versions.erase(spaceA, first)
      storage.versions.eraseAgain(spaceA, again)
      expect(storage.versions.erasures(spaceA)).toEqual([again])
      storage.versions.eraseAgain(spaceA, { ...again, versionId: versionId(2) })
      expect(storage.versions.erasures(spaceA)).toHaveLength(2)
    })

    it('removes a version that may come back', () => {
      storage.versions.put(spaceA, versionRow(1))
      storage.versions.remove(spaceA, versionId(1))
      expect(storage.versions.ids(spaceA)).toEqual([])
      storage.versions.put(spaceA, versionRow(1))
      expect(storage.versions.ids(spaceA)).toEqual([versionId(1)])
    })

    it('keeps nothing of a transaction that throws, and brings back what it erased', () => {
      storage.versions.put(spaceA, versionRow(1))
      const work = () => {
        storage.versions.put(spaceA, versionRow(2))
        storage.versions.erase(spaceA, { versionId: versionId(1), deviceId: laptop, seq: 1 })
        throw new Error('stop')
      }
      expect(() => storage.transaction(work)).toThrow('stop')
      expect(storage.versions.ids(spaceA)).toEqual([versionId(1)])
      expect(storage.versions.erasures(spaceA)).toEqual([])
    })

    it('leaves nothing of a Space that is erased', () => {
      for (const spaceId of [spaceA, spaceB]) {
        storage.versions.put(spaceId, versionRow(1))
        storage.versions.erase(spaceId, { versionId: versionId(2), deviceId: laptop, seq: 1 })
      }
      storage.spaces.erase(spaceA)
      const rest = [spaceA, spaceB].map((spaceId) => [
        storage.versions.ids(spaceId).length,
        storage.versions.erasures(spaceId).length,
      ])
      expect(rest).toEqual([
        [0, 0],
        [1, 1],
      ])
    })
  })
}
