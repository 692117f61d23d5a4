import { beforeAll, expect, test } from 'vitest'
import type { SpaceId } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import {
  createSpaceLog,
  type EncodedEntry,
  entriesMissingFor,
  parentFacts,
} from '../membership/index.ts'
import { createMemoryStorage } from '../ports/memory/index.ts'
import { createCast } from '../testing/cast.ts'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { readLogs } from './readLogs.ts'
import { createSpaceMembership } from './space/spaceMembership.ts'
import { createTurns } from './space/turns.ts'

beforeAll(ready)

/** Alice’s Space with Bob in it and a group of hers; the group’s row comes first, and one of a Space that is gone. */
function createScene() {
  const { alice, begin, clock, join, person, random } = createCast('read logs')
  const state = join(begin, person())
  const parent = parentFacts(state)
  const group = createSpaceLog(alice, { random, clock, relays: [], parent })
  const orphan = createSpaceLog(alice, { random, clock, relays: [] })
  const storage = createMemoryStorage()
  function keep(spaceId: SpaceId, within: SpaceId | null, addedAt: number) {
    const shown = { name: '', enamel: 'moss', sample: false, document: false }
    const dataKey = new Uint8Array(32)
    storage.spaces.put({
      ...shown,
      spaceId,
      dataKey,
      addedAt,
      parent: within,
      readOrder: 0,
      readAt: 0,
    })
    return (entries: readonly EncodedEntry[]) => {
      for (const { hash, bytes } of entries) storage.log.append(spaceId, hash, bytes)
    }
  }
  keep(group.spaceId, state.spaceId, 1)(group.entries)
  keep(state.spaceId, null, 2)(entriesMissingFor(state, []))
  keep(orphan.spaceId, 'gone' as SpaceId, 3)(orphan.entries)
  return { alice, group, orphan, random, state, storage }
}

test('logs are read in turns, a group’s with its Space’s, and nothing is written', async () => {
  const { group, orphan, state, storage } = createScene()
  const virtual = createVirtualClock()
  let looks = 0
  let turns = 0
  const clock = {
    now: () => 10 * looks++,
    after(ms: number, run: () => void) {
      turns++
      return virtual.after(ms, run)
    },
  }
  const reading = readLogs(storage, createTurns(clock))
  await virtual.settle(100)
  const read = await reading
  expect(turns).toBeGreaterThan(2)
  expect(read.get(state.spaceId)?.state.heads).toEqual(state.heads)
  const ofGroup = read.get(group.spaceId)
  expect(ofGroup?.within).toBe(read.get(state.spaceId)?.state)
  expect(ofGroup?.state.epochs).toHaveLength(1)
  expect(read.has(orphan.spaceId)).toBe(false)
})

test('a Space is opened with the log that was read, and not read again', () => {
  const { alice, random, state, storage } = createScene()
  const { spaceId } = state
  const clock = createVirtualClock()
  const list = () => {
    throw new Error('read again')
  }
  const unread = { ...storage, log: { ...storage.log, list } }
  const common = { spaceId, identity: alice, clock, random }
  const membership = createSpaceMembership({ ...common, storage: unread, read: state })
  expect(membership.state()).toBe(state)
  expect(membership.currentEpoch()).toBeDefined()
  membership.close()
  expect(() => createSpaceMembership({ ...common, storage: unread })).toThrow('read again')
})
