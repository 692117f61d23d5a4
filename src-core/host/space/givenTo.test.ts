import { expect, test } from 'vitest'
import type { DeviceId, UserId, VersionId } from '../../base/ids.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import {
  alice,
  bob,
  commentIdOf,
  commentRow,
  itemIdOf,
  itemRow,
  laptop,
  phone,
  spaceA,
} from '../../testing/suites/storageRows.ts'
import { type GivenOptions, givenTo } from './givenTo.ts'

const MINUTE_MS = 60_000
const bobs = 'bobs-laptop-bobs-lapto' as DeviceId
const tablet = 'bobs-tablet-bobs-table' as DeviceId
const versionId = 'version-version-versio' as VersionId

/** What each device told last of how far it is: by its own name, then by the chain. */
type Told = Readonly<Record<string, Readonly<Record<string, number>>>>

function giving(told: Told) {
  const storage = createMemoryStorage()
  storage.feed.putItems(
    spaceA,
    [1, 2, 3].map((n) => itemRow(n)),
  )
  storage.feed.putItems(spaceA, [
    itemRow(4, { device: phone, seq: 9 }),
    itemRow(5, { author: bob, device: bobs }),
  ])
  storage.feed.putComments(spaceA, [commentRow(4, itemIdOf(1), { author: alice, device: laptop })])
  const owners: [DeviceId, UserId][] = [
    [laptop, alice],
    [phone, alice],
    [bobs, bob],
    [tablet, bob],
  ]
  const devices = new Map(owners.map(([deviceId, userId]) => [deviceId, { deviceId, userId }]))
  let settled = false
  const options = {
    spaceId: spaceA,
    identity: { userId: alice, deviceId: laptop },
    storage,
    membership: { state: () => ({ devices }) },
    sync: {
      settleReceipts: () => {
        settled = true
      },
      peer: (deviceId: DeviceId) => ({
        heads: told[deviceId]
          ? Object.entries(told[deviceId]).map(([chain, seq]) => ({ deviceId: chain, seq }))
          : null,
      }),
    },
  } as unknown as GivenOptions
  const linesOf = (userId: UserId) => {
    const given = givenTo(userId, options)
    const items = given.window(0, 99)
    expect(items).toHaveLength(given.total)
    expect(settled).toBe(true)
    return items.map(({ id, devices }) => [
      id,
      ...devices.map(({ deviceId, at }) => [deviceId, at]),
    ])
  }
  return { storage, options, linesOf }
}

test('a person has what one of their devices confirmed, since it did', () => {
  const { storage, options, linesOf } = giving({
    [bobs]: { [laptop]: 2 },
    [tablet]: { [laptop]: 1 },
  })
  storage.envelopes.putReceipt(spaceA, bobs, 1, MINUTE_MS)
  storage.envelopes.putReceipt(spaceA, bobs, 2, 3 * MINUTE_MS)
  storage.envelopes.putReceipt(spaceA, tablet, 1, 2 * MINUTE_MS)
  expect(linesOf(bob)).toEqual([
    [itemIdOf(2), [bobs, 3 * MINUTE_MS]],
    [itemIdOf(1), [bobs, MINUTE_MS], [tablet, 2 * MINUTE_MS]],
  ])
  expect(givenTo(bob, options).written).toBe(5)
})

test('what a device confirmed before it went back to a backup it had', () => {
  const { storage, linesOf } = giving({ [bobs]: { [laptop]: 1 } })
  storage.envelopes.putReceipt(spaceA, bobs, 3, MINUTE_MS)
  expect(linesOf(bob).map(([id]) => id)).toEqual([itemIdOf(3), itemIdOf(2), itemIdOf(1)])
})

test('of what one’s other device wrote it is known that it is there, and not since when', () => {
  const { linesOf } = giving({ [bobs]: { [phone]: 9 }, [tablet]: { [phone]: 8 } })
  expect(linesOf(bob)).toEqual([[itemIdOf(4), [bobs, null]]])
})

test('comments and the versions that were handed over are among it, each with its own name', () => {
  const { storage, options } = giving({ [bobs]: { [laptop]: 4 } })
  storage.feed.putItems(spaceA, [
    itemRow(3, { kind: 'note', content: '{"title":"Offer"}', binnedAt: 1 }),
  ])
  const handed = { versionId, itemId: itemIdOf(3), keptAt: 5, at: 7 }
  storage.given.putHanded(spaceA, { ...handed, peer: tablet })
  storage.versions.erase(spaceA, { versionId, deviceId: laptop, seq: 4 })
  const shown = givenTo(bob, options).window(0, 9)
  expect(shown.map(({ kind, excerpt, state }) => [kind, excerpt, state])).toEqual([
    ['comment', 'remark 4', 'here'],
    ['note', 'Offer', 'binned'],
    ['message', 'text 2', 'here'],
    ['message', 'text 1', 'here'],
    ['version', 'Offer', 'erased'],
  ])
  expect(shown.at(-1)).toMatchObject({ id: versionId, devices: [{ deviceId: tablet, at: 7 }] })
  expect(shown[0]).toMatchObject({ id: commentIdOf(4), itemId: itemIdOf(1) })
})

test('who has confirmed nothing has received nothing', () => {
  const { linesOf } = giving({})
  expect(linesOf(bob)).toEqual([])
})
