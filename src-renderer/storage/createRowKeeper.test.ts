import { expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { createMemoryProfile, type MemoryProfile } from '../../src-core/ports/memory/index.ts'
import { createMapShelf } from '../../src-core/testing/mapShelf.ts'
import {
  envelopeRow,
  itemRow,
  laptop,
  phone,
  profileRow,
  spaceA,
  spaceB,
  spaceRow,
} from '../../src-core/testing/suites/storageRows.ts'
import { createRowKeeper, type RowKeeperOptions } from './createRowKeeper.ts'
import { createRowKey, createRowSeal } from './rowSeal.ts'
import { openRows } from './sealedShelf.ts'

const seal = createRowSeal(await createRowKey())
const inOrder = (profile: MemoryProfile) =>
  [...profile.rows()].sort((a, b) => (JSON.stringify(a.place) < JSON.stringify(b.place) ? -1 : 1))

function keep(change: Partial<RowKeeperOptions> = {}) {
  const profile = createMemoryProfile()
  const shelf = createMapShelf()
  const failures: unknown[] = []
  const begin = () =>
    createRowKeeper({
      ...{ profile, shelf, seal },
      wants: () => true,
      isUrgent: () => false,
      onFailed: (error) => failures.push(error),
      ...change,
    })
  const restored = async () => {
    const opened = await openRows(await shelf.read(), seal)
    return createMemoryProfile(opened?.rows)
  }
  return { profile, shelf, failures, begin, restored }
}

function fill({ storage, blobs }: MemoryProfile) {
  for (const spaceId of [spaceA, spaceB]) {
    storage.spaces.put(spaceRow({ spaceId: spaceId as SpaceId }))
    storage.envelopes.append(spaceId, envelopeRow(1))
    storage.feed.putItems(spaceId, [itemRow(1, { searchText: 'CANARY' })])
  }
  storage.personal.putProfile(profileRow())
  blobs.write('aa', new Uint8Array([1, 2, 3]))
}

test('what was there before and what came after is there again, in every table', async () => {
  const { profile, begin, restored } = keep()
  profile.storage.settings.set('before', '1')
  const keeper = begin()
  fill(profile)
  profile.storage.settings.remove('before')
  profile.storage.settings.set('after', '2')
  await keeper.stored()
  expect(inOrder(await restored())).toEqual(inOrder(profile))
  expect((await restored()).storage.settings.get('before')).toBeUndefined()
})

test('an erased Space leaves nothing on the shelf, and the others stay', async () => {
  const { profile, begin, restored, shelf } = keep()
  const keeper = begin()
  fill(profile)
  await keeper.stored()
  const before = shelf.rows.size
  profile.storage.spaces.erase(spaceA)
  await keeper.stored()
  expect(before - shelf.rows.size).toBe(3)
  expect((await restored()).storage.spaces.list()).toHaveLength(1)
})

test('a shelf that takes no more is told once and not tried again', async () => {
  const { profile, begin, shelf, failures } = keep()
  const keeper = begin()
  shelf.isFull = true
  fill(profile)
  await keeper.stored()
  profile.storage.settings.set('later', '1')
  await keeper.stored()
  expect(failures).toHaveLength(1)
  expect(shelf.rows.size).toBe(0)
})

test('what is urgent is waited for until it is stored, and only that', async () => {
  const isUrgent: RowKeeperOptions['isUrgent'] = ({ value }) =>
    (value as { deviceId?: string }).deviceId === laptop
  const { profile, begin, shelf } = keep({ isUrgent })
  const keeper = begin()
  await keeper.stored()
  profile.storage.envelopes.append(spaceA, envelopeRow(1, { deviceId: phone }))
  expect(keeper.urgent()).toBeUndefined()
  profile.storage.envelopes.append(spaceA, envelopeRow(1, { deviceId: laptop }))
  const waited = keeper.urgent()
  expect(waited).toBeDefined()
  await waited
  expect(shelf.rows.size).toBe(2)
  expect(keeper.urgent()).toBeUndefined()
})

test('sealed rows are different each time, say nothing, and open only unaltered under their key', async () => {
  const row = { place: ['setting', 'a'], value: 'CANARY' }
  const [one, two] = await Promise.all([seal.seal(row), seal.seal(row)])
  expect(one).not.toEqual(two)
  expect(Buffer.from(one).toString('latin1')).not.toContain('CANARY')
  expect(await seal.open(one)).toEqual(row)
  one[20] = (one[20] as number) ^ 1
  expect(await seal.open(one)).toBeUndefined()
  expect(await createRowSeal(await createRowKey()).open(two)).toBeUndefined()
  const key = await createRowKey()
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
})
