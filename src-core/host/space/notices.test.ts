import { expect, it } from 'vitest'
import type { DeviceId, DocId, ItemId, UserId } from '../../base/ids.ts'
import { createNotices, type NoticesOptions } from './notices.ts'
import { SNAPSHOT_LIMITS } from './snapshotLimits.ts'
import { type NotedSnapshot, OTHER_BRANCH } from './snapshotTypes.ts'

const [alice, bob, eve] = ['alice', 'bob', 'eve'] as [DeviceId, DeviceId, DeviceId]

/** What Alice is told of snapshots that were refused on her device. */
function told(refused: readonly Partial<NotedSnapshot>[], now = 0, isPresent = true) {
  const all = refused.map((one, index) => {
    const noted = { docId: 'note' as DocId, deviceId: eve, seq: index, count: 1, at: index, ...one }
    return [`hash ${index}`, { ...noted, state: 'refused' }] as const
  })
  const options = {
    self: { deviceId: alice, userId: 'alice' as UserId },
    isLeft: () => false,
    forks: { list: () => [] },
    quarantine: { list: () => [] },
    aside: { list: () => [] },
    snapshots: { pending: (state: string) => new Map(state === 'refused' ? all : []) },
    documents: { placeOf: (docId: DocId) => ({ itemId: docId as string as ItemId }) },
    sync: { restored: () => new Set() },
    membership: { isPresent: () => isPresent, device: () => undefined },
    clock: { now: () => now },
  }
  return createNotices(options as unknown as NoticesOptions)()
}

it('rule 16: a snapshot that was refused is told once for each document and maker, with the note', () => {
  const other = { docId: 'other' as DocId }
  expect(told([{}, {}, other, { deviceId: bob }])).toEqual([
    { kind: 'refusedSnapshot', deviceId: bob, at: 3, itemId: 'note' },
    { kind: 'refusedSnapshot', deviceId: eve, at: 2, itemId: 'other' },
    { kind: 'refusedSnapshot', deviceId: eve, at: 0, itemId: 'note' },
  ])
})

it('rule 16: that is told while others may still have what it says otherwise, and its maker is there', () => {
  expect(told([{}], SNAPSHOT_LIMITS.keptMs - 1)).toHaveLength(1)
  expect(told([{}], SNAPSHOT_LIMITS.keptMs)).toEqual([])
  expect(told([{}], 0, false)).toEqual([])
})

it('rule 16: nobody is named for one over another branch of a device than the one here', () => {
  expect(told([{ reason: OTHER_BRANCH }])).toEqual([])
  expect(told([{ reason: 'says something else: content' }])).toHaveLength(1)
})
