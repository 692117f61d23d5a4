import { expect, test } from 'vitest'
import type { SpaceId } from '../../base/ids.ts'
import { describeBlobs } from '../../testing/suites/describeBlobs.ts'
import { describeStorage } from '../../testing/suites/describeStorage.ts'
import { itemRow, spaceA, spaceB, spaceRow } from '../../testing/suites/storageRows.ts'
import type { Storage } from '../storage.ts'
import { createMemoryProfile, type RowChange } from './index.ts'

/**
 * A profile of which only a copy of its rows is ever read: whatever is asked is answered by a fresh one,
 * made of what the commits of the first told.
 */
function openRestored() {
  const written = createMemoryProfile()
  const copy = new Map<string, RowChange>()
  written.onCommit((changes) => {
    for (const change of structuredClone(changes)) {
      const key = JSON.stringify(change.place)
      const beneath = `${key.slice(0, -1)},`
      if (change.value !== undefined) copy.set(key, change)
      else
        for (const one of copy.keys()) if (one === key || one.startsWith(beneath)) copy.delete(one)
    }
  })
  const restored = () => createMemoryProfile(structuredClone([...copy.values()]))
  /** Within a transaction nothing is committed yet. */
  let depth = 0
  const within =
    <T>(run: (work: () => T) => T) =>
    (work: () => T): T => {
      depth++
      try {
        return run(work)
      } finally {
        depth--
      }
    }
  const READS =
    /^(get|list|secrets|heads|of|confirmed|receipts|held|applying|item$|count|window|index|last|unread|comment|search|unfinished|profile|people|cards|introduction|comparisons|ledger|ids|bytes|erasures|has|read|used)/
  const reader = (read: (from: ReturnType<typeof restored>) => object, write: object): object =>
    new Proxy(write, {
      get: (target, name) => {
        const isRead = depth === 0 && READS.test(String(name))
        return Reflect.get(isRead ? read(restored()) : target, name)
      },
    })
  const { storage } = written
  const stores = Object.keys(storage).filter((name) => typeof storage[name as 'feed'] === 'object')
  const sections = stores.map((name) => [
    name,
    reader((from) => from.storage[name as 'feed'], storage[name as 'feed']),
  ])
  return {
    storage: {
      ...storage,
      ...Object.fromEntries(sections),
      transaction: within(storage.transaction),
      unsynced: within(storage.unsynced),
    } as Storage,
    blobs: reader((from) => from.blobs, written.blobs) as typeof written.blobs,
    dispose: () => undefined,
  }
}

describeStorage('memory restored from its rows', openRestored)
describeBlobs('memory restored from its rows', openRestored)

test('what lies in memory is what its commits told', () => {
  const { storage, rows, onCommit } = createMemoryProfile()
  const told: string[] = []
  onCommit((changes) => told.push(...changes.map(({ place }) => place.join('/'))))
  storage.spaces.put(spaceRow())
  storage.feed.putItems(spaceA, [itemRow(1)])
  expect([...rows()].map(({ place }) => place.join('/')).sort()).toEqual([...told].sort())
})

test('of a failed transaction nothing is told', () => {
  const { storage, onCommit } = createMemoryProfile()
  const told: unknown[] = []
  onCommit((changes) => told.push(changes))
  const work = () => {
    storage.spaces.put(spaceRow({ spaceId: spaceB as SpaceId }))
    throw new Error('stop')
  }
  expect(() => storage.transaction(work)).toThrow('stop')
  expect(told).toEqual([])
  storage.settings.set('a', '1')
  expect(told).toHaveLength(1)
})
