import { describe, expect, it } from 'vitest'
import type { UserId } from '../../../src-core/base/ids.ts'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { MAX_TILES, rowShape } from './grouping.ts'

const NOON = new Date(2026, 10, 21, 12).getTime()
const MINUTE = 60_000

function item(kind: FeedItem['content']['kind'], who: string, minutes: number): FeedItem {
  return {
    author: { userId: who as UserId, name: who, enamel: 'petrol', self: false },
    createdAt: NOON + minutes * MINUTE,
    content: { kind },
  } as FeedItem
}
const list = (items: readonly FeedItem[]) => (index: number) => items[index]

describe('grouping of the feed', () => {
  it('lets messages of one person within five minutes share a header', () => {
    const at = list([
      item('message', 'Bob', 0),
      item('message', 'Bob', 4),
      item('message', 'Bob', 10),
      item('message', 'Carol', 11),
    ])
    const continues = [0, 1, 2, 3].map((index) => rowShape(at, index, null).continues)
    expect(continues).toEqual([false, true, false, false])
  })

  it('begins anew after a note, at "New since" and at midnight', () => {
    const at = list([
      item('note', 'Bob', 0),
      item('message', 'Bob', 1),
      item('message', 'Bob', 2),
      item('message', 'Bob', 12 * 60 - 1),
      item('message', 'Bob', 12 * 60 + 1),
    ])
    expect(rowShape(at, 1, null).continues).toBe(false)
    expect(rowShape(at, 2, null).continues).toBe(true)
    expect(rowShape(at, 2, 2).continues).toBe(false)
    expect(rowShape(at, 4, null).continues).toBe(false)
  })

  it('shows files of one person side by side, rendered by the first', () => {
    const at = list([
      item('message', 'Bob', 0),
      item('file', 'Bob', 1),
      item('file', 'Bob', 1),
      item('file', 'Carol', 1),
    ])
    expect(rowShape(at, 1, null)).toEqual({ continues: false, tiles: 2, head: 1 })
    expect(rowShape(at, 2, null)).toEqual({ continues: true, tiles: 0, head: 1 })
    expect(rowShape(at, 3, null)).toEqual({ continues: false, tiles: 1, head: 3 })
  })

  it('cuts a long run of files into rows that cover each file once', () => {
    const at = list(Array.from({ length: 30 }, () => item('file', 'Bob', 0)))
    const shapes = Array.from({ length: 30 }, (_, index) => rowShape(at, index, null))
    expect(shapes.reduce((sum, shape) => sum + shape.tiles, 0)).toBe(30)
    expect(shapes[MAX_TILES]?.tiles).toBe(MAX_TILES)
    expect(shapes.every(({ head }) => (shapes[head]?.tiles ?? 0) > 0)).toBe(true)
  })
})
