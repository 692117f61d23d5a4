import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { FoyerClient } from './client.ts'
import { createStreamCache, type StreamCache } from './streamCache.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function fixture(earlier?: StreamCache) {
  const opened: { emit(value: unknown): void; end(error?: Error): void; stopped: boolean }[] = []
  const watch = (
    _input: unknown,
    onValue: (value: unknown) => void,
    onEnd: (error?: Error) => void,
  ) => {
    const stream = { emit: onValue, end: onEnd, stopped: false }
    opened.push(stream)
    return () => {
      stream.stopped = true
    }
  }
  const cache = createStreamCache({ spaces: { watch } } as unknown as FoyerClient, earlier)
  return { opened, cache }
}

test('two readers of one stream share it and both hear of a value', () => {
  const { opened, cache } = fixture()
  const heard: string[] = []
  cache.subscribe('spaces', 'watch', undefined, () => heard.push('first'))
  cache.subscribe('spaces', 'watch', undefined, () => heard.push('second'))
  opened[0]?.emit(['a'])
  expect(opened).toHaveLength(1)
  expect(heard).toEqual(['first', 'second'])
  expect(cache.read('spaces', 'watch', undefined).value).toEqual(['a'])
})

test('different inputs are different streams', () => {
  const { opened, cache } = fixture()
  cache.subscribe('spaces', 'watch', { spaceId: 'a' }, () => {})
  cache.subscribe('spaces', 'watch', { spaceId: 'b' }, () => {})
  opened[1]?.emit('b')
  expect(cache.read('spaces', 'watch', { spaceId: 'a' }).value).toBeUndefined()
  expect(cache.read('spaces', 'watch', { spaceId: 'b' }).value).toBe('b')
})

test('a stream outlives a change of page and stops when nobody comes back', () => {
  const { opened, cache } = fixture()
  cache.subscribe('spaces', 'watch', undefined, () => {})()
  const leave = cache.subscribe('spaces', 'watch', undefined, () => {})
  vi.advanceTimersByTime(1000)
  expect(opened).toHaveLength(1)
  expect(opened[0]?.stopped).toBe(false)
  leave()
  vi.advanceTimersByTime(1000)
  expect(opened[0]?.stopped).toBe(true)
})

test('a host that begins anew is listened to anew, and what it told last stays until it tells more', () => {
  const { opened, cache } = fixture()
  const heard: unknown[] = []
  cache.subscribe('spaces', 'watch', undefined, () =>
    heard.push(cache.read('spaces', 'watch', undefined).value),
  )
  opened[0]?.emit('before')
  cache.renew()
  expect(opened[0]?.stopped).toBe(true)
  expect(cache.read('spaces', 'watch', undefined).value).toBe('before')
  opened[1]?.emit('after')
  expect(heard).toEqual(['before', 'after'])
})

test('a stream that failed keeps its last value and is opened anew for the next reader', () => {
  const { opened, cache } = fixture()
  cache.subscribe('spaces', 'watch', undefined, () => {})
  opened[0]?.emit(1)
  opened[0]?.end(new Error('gone'))
  const state = cache.read('spaces', 'watch', undefined)
  expect(state.value).toBe(1)
  expect(state.error?.message).toBe('gone')
  cache.subscribe('spaces', 'watch', undefined, () => {})
  expect(opened).toHaveLength(2)
})

test('what was known before a new connection stays until the host says it anew', () => {
  const before = fixture()
  before.cache.subscribe('spaces', 'watch', undefined, () => {})
  before.opened[0]?.emit(['old'])
  before.opened[0]?.end(new Error('gone'))
  const after = fixture(before.cache)
  after.cache.subscribe('spaces', 'watch', undefined, () => {})
  const state = () => after.cache.read('spaces', 'watch', undefined)
  expect(state()).toEqual({ value: ['old'], error: undefined, ended: false })
  after.opened[0]?.emit(['new'])
  expect(state().value).toEqual(['new'])
})

test('a stream that this page was too slow for is listened to again', () => {
  const { opened, cache } = fixture()
  cache.subscribe('spaces', 'watch', undefined, () => {})
  opened[0]?.emit(['a'])
  opened[0]?.end(new FoyerError('CLOSED', { reason: 'slow' }))
  expect(cache.read('spaces', 'watch', undefined)).toMatchObject({ value: ['a'], ended: false })
  vi.advanceTimersByTime(1000)
  opened[1]?.emit(['b'])
  expect(cache.read('spaces', 'watch', undefined).value).toEqual(['b'])
})
