import { expect, test } from 'vitest'
import { createMemoryProfile } from '../../src-core/ports/memory/index.ts'
import { createMapShelf, type MapShelf } from '../../src-core/testing/mapShelf.ts'
import {
  envelopeRow,
  itemRow,
  laptop,
  phone,
  profileRow,
  spaceA,
  spaceRow,
} from '../../src-core/testing/suites/storageRows.ts'
import { createVisitKeeping } from './createVisitKeeping.ts'
import type { VisitFacts } from './keptVisits.ts'
import { createRowKey, createRowSeal } from './rowSeal.ts'
import { openRows } from './sealedShelf.ts'

const seal = createRowSeal(await createRowKey())
const facts = { spaceId: spaceA, space: 'Canal house 14', enamel: 'bottle', until: 5000 } as const
/** Long enough for anything that were to be written to be written. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 50))

/** Gus in the Space: two envelopes of his own device, one of another's, and an item. */
function visitOfGus(kept: MapShelf = createMapShelf()) {
  const profile = createMemoryProfile()
  const tab = createMapShelf()
  const told: VisitFacts[] = []
  const visit = {
    ...{ name: 'kept', shelf: kept, seal },
    putFacts: async (known: VisitFacts) => void told.push(known),
    close: () => {},
  }
  const createKept = async () => visit
  const keeping = createVisitKeeping({
    profile,
    tab: { shelf: tab, seal },
    createKept,
    now: () => 7,
  })
  const goIn = () => {
    const { storage } = profile
    storage.personal.putProfile(profileRow({ name: 'Gus', deviceId: laptop }))
    storage.spaces.put(spaceRow())
    for (const seq of [1, 2])
      storage.envelopes.append(spaceA, envelopeRow(seq, { deviceId: laptop }))
    storage.envelopes.append(spaceA, envelopeRow(1, { deviceId: phone }))
    storage.feed.putItems(spaceA, [itemRow(1)])
    keeping.about(facts)
  }
  const rowsOf = async ({ rows }: MapShelf) =>
    (
      await openRows(
        [...rows].map(([id, sealed]) => ({ id, sealed })),
        seal,
      )
    )?.rows ?? []
  const restored = async (shelf: MapShelf) => createMemoryProfile(await rowsOf(shelf)).storage
  return { profile, keeping, tab, kept, told, goIn, restored }
}

test('a tab remembers nothing of a visitor who is still at the door', async () => {
  const { profile, tab, keeping } = visitOfGus()
  profile.storage.personal.putProfile(profileRow({ name: '' }))
  await turn()
  expect(tab.rows.size).toBe(0)
  expect(keeping.state()).toEqual({ state: 'none' })
})

test('a tab remembers who one is and one’s own chain, and nothing that others wrote', async () => {
  const { tab, goIn, restored, keeping } = visitOfGus()
  goIn()
  const heads = async () => (await restored(tab)).envelopes.heads(spaceA)
  await expect.poll(heads).toMatchObject([{ deviceId: laptop, seq: 2 }])
  const storage = await restored(tab)
  expect(storage.spaces.list()).toHaveLength(1)
  expect(storage.feed.count(spaceA, 'everything')).toBe(0)
  expect(keeping.state()).toEqual({ state: 'offered' })
})

test('what is kept is everything, and the tab then remembers nothing', async () => {
  const { kept, tab, goIn, keeping, told, restored, profile } = visitOfGus()
  goIn()
  await keeping.keep()
  expect(keeping.state()).toEqual({ state: 'kept' })
  expect(told).toEqual([{ ...facts, usedAt: 7 }])
  expect(tab.rows.size).toBe(0)
  profile.storage.feed.putItems(spaceA, [itemRow(2)])
  const items = async () => (await restored(kept)).feed.count(spaceA, 'everything')
  await expect.poll(items).toBe(2)
  const storage = await restored(kept)
  expect(storage.envelopes.heads(spaceA)).toHaveLength(2)
})

test('removing leaves nothing where it was kept, and the visit goes on', async () => {
  const { kept, tab, goIn, keeping } = visitOfGus()
  goIn()
  await keeping.keep()
  await keeping.remove()
  expect([kept.rows.size, kept.erased]).toEqual([0, 1])
  expect(keeping.state()).toEqual({ state: 'offered' })
  await expect.poll(() => tab.rows.size).toBeGreaterThan(0)
})

test('a browser without room keeps nothing, says so, and nothing of the visit is lost', async () => {
  const { kept, tab, goIn, keeping, profile } = visitOfGus()
  goIn()
  kept.isFull = true
  await expect(keeping.keep()).rejects.toMatchObject({ code: 'DISK_FAILED' })
  await expect.poll(() => tab.rows.size).toBeGreaterThan(0)
  expect(keeping.state()).toEqual({ state: 'lost', why: 'full' })
  expect(kept.erased).toBe(1)
  expect(profile.storage.feed.count(spaceA, 'everything')).toBe(1)
})

test('a browser that runs out of room later removes what would be out of date', async () => {
  const { kept, goIn, keeping, profile } = visitOfGus()
  goIn()
  await keeping.keep()
  kept.isFull = true
  profile.storage.envelopes.append(spaceA, envelopeRow(3, { deviceId: laptop }))
  expect(keeping.urgent()).toBeDefined()
  await keeping.urgent()
  await expect.poll(keeping.state).toEqual({ state: 'lost', why: 'full' })
  expect([kept.rows.size, kept.erased]).toEqual([0, 1])
})

test('the end of a visit leaves nothing in the browser or in the tab', async () => {
  const { kept, tab, goIn, keeping, profile } = visitOfGus()
  goIn()
  await keeping.keep()
  await keeping.end()
  profile.storage.settings.set('later', '1')
  await turn()
  expect([kept.rows.size, tab.rows.size]).toEqual([0, 0])
  expect(keeping.state()).toEqual({ state: 'none' })
})
