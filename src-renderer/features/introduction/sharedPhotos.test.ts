import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSharedPhotos } from './sharedPhotos.ts'

const revoked: string[] = []
beforeEach(() => {
  let made = 0
  vi.useFakeTimers()
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${++made}`)
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void revoked.push(url))
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  revoked.length = 0
})

const settled = () => vi.advanceTimersByTimeAsync(0)
const picture = new Uint8Array([1, 2, 3])

test('a picture that many faces show is asked for once, and all are told', async () => {
  const photos = createSharedPhotos()
  const load = vi.fn(async () => picture)
  const told = vi.fn()
  photos.subscribe('bob', load, told)
  photos.subscribe('bob', load, told)
  expect(photos.read('bob')).toBeUndefined()
  await settled()
  expect([load.mock.calls.length, told.mock.calls.length, photos.read('bob')]).toEqual([
    1,
    2,
    'blob:1',
  ])
})

test('it stays a while after its last face, and its address goes with it', async () => {
  const photos = createSharedPhotos()
  const load = vi.fn(async () => picture)
  const leave = photos.subscribe('bob', load, () => {})
  await settled()
  leave()
  const leaveAgain = photos.subscribe('bob', load, () => {})
  await vi.advanceTimersByTimeAsync(60_000)
  expect([load.mock.calls.length, revoked]).toEqual([1, []])
  leaveAgain()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([photos.read('bob'), revoked]).toEqual([undefined, ['blob:1']])
})

test('a picture that could not be had is asked for again by the next face', async () => {
  const photos = createSharedPhotos()
  const load = vi
    .fn<() => Promise<Uint8Array | null>>()
    .mockRejectedValueOnce(new Error('away'))
    .mockResolvedValue(picture)
  photos.subscribe('bob', load, () => {})
  await settled()
  photos.subscribe('bob', load, () => {})
  await settled()
  expect([load.mock.calls.length, photos.read('bob')]).toEqual([2, 'blob:1'])
})
