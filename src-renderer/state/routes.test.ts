import { expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { HOME, neighbour, parseRoute, spaceRoute } from './routes.ts'

const a = { spaceId: 'a' as SpaceId }
const b = { spaceId: 'b' as SpaceId }

test('a route survives the history', () => {
  const route = spaceRoute(a.spaceId, 'people')
  expect(parseRoute(structuredClone({ foyer: route }))).toEqual(route)
  expect(parseRoute({ foyer: { page: 'settings' } })).toEqual({ page: 'settings' })
})

test('a history state of something else leads home', () => {
  for (const state of [null, 1, {}, { foyer: { page: 'vault' } }, { foyer: { page: 'space' } }]) {
    expect(parseRoute(state)).toEqual(HOME)
  }
})

test('walking through the Spaces goes round', () => {
  expect(neighbour([a, b], a.spaceId, 1)).toBe(b)
  expect(neighbour([a, b], b.spaceId, 1)).toBe(a)
  expect(neighbour([a, b], a.spaceId, -1)).toBe(b)
})

test('from home the first or the last Space is next, and without Spaces there is none', () => {
  expect(neighbour([a, b], undefined, 1)).toBe(a)
  expect(neighbour([a, b], undefined, -1)).toBe(b)
  expect(neighbour([], undefined, 1)).toBeUndefined()
})
