import { beforeAll, expect, test } from 'vitest'
import { type ItemId, idFromBytes, type SpaceId } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import { bodyDocId, commentsDocId, feedDocId } from './docIds.ts'

beforeAll(ready)

test('each document of a Space has its own id of 16 bytes, the same on every device', () => {
  const space = idFromBytes<SpaceId>(new Uint8Array(32).fill(1))
  const item = idFromBytes<ItemId>(new Uint8Array(16).fill(1))
  const ids = [feedDocId(space), commentsDocId(space), bodyDocId(item)]
  expect(new Set(ids).size).toBe(3)
  expect(ids.map((id) => id.length)).toEqual([22, 22, 22])
  expect(ids).toEqual([
    'FctiRH_BTiNH9u7SQV_9GA',
    'fpZAM9Lqtt8x3hg1uHDwlQ',
    'BmKxxnH-3h1FqLaBSJhhLg',
  ])
})
