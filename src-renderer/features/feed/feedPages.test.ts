import { describe, expect, it } from 'vitest'
import { FoyerError } from '../../../src-core/base/errors.ts'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { createFeedPages, PAGE_ITEMS } from './feedPages.ts'

const spaceId = 's'.repeat(43) as SpaceId
const turn = () => new Promise((resolve) => setTimeout(resolve, 0))
const idOf = (n: number) => `item-${n}` as ItemId

interface WatchEvent {
  revision: number
  total: number
  firstUnread: number | null
  changed: ItemId[] | null
}

function createFeed(total: number) {
  const items = Array.from({ length: total }, (_, n) => ({ itemId: idOf(n), order: 0 }) as FeedItem)
  const asked: number[] = []
  let emit: (event: WatchEvent) => void = () => {}
  let failure: Error | undefined
  return {
    items,
    asked,
    fail: (error: Error | undefined) => {
      failure = error
    },
    announce: (changed: ItemId[] | null) =>
      emit({ revision: 1, total: items.length, firstUnread: null, changed }),
    feed: {
      watch: (_input: unknown, onValue: (event: WatchEvent) => void) => {
        emit = onValue
        return () => {}
      },
      window: async ({ offset, limit }: { offset: number; limit: number }) => {
        asked.push(offset)
        await turn()
        if (failure) throw failure
        const slice = items.slice(offset, offset + limit)
        return { revision: 1, total: items.length, offset, items: slice }
      },
    },
  }
}

function open(host: ReturnType<typeof createFeed>) {
  const pages = createFeedPages({ feed: host.feed as never, spaceId, filter: 'everything' })
  pages.open()
  return pages
}

describe('feed pages', () => {
  it('fetch what is looked at, once', async () => {
    const host = createFeed(500)
    const pages = open(host)
    pages.need(100, 130)
    expect(host.asked).toEqual([])
    host.announce(null)
    pages.need(101, 131)
    await turn()
    await turn()
    expect(host.asked).toEqual([100])
    expect(pages.item(130)?.itemId).toBe(idOf(130))
    expect(pages.item(0)).toBeUndefined()
  })

  it('ask again only for pages that hold what changed', async () => {
    const host = createFeed(200)
    const pages = open(host)
    host.announce(null)
    pages.need(40, 60)
    await turn()
    await turn()
    host.asked.length = 0
    host.items[45] = { itemId: idOf(45), order: 9 } as FeedItem
    host.announce([idOf(45)])
    host.announce([idOf(199)])
    await turn()
    await turn()
    expect(host.asked).toEqual([0])
    expect(pages.item(45)?.order).toBe(9)
  })

  it('ask again when something changed while the answer was on its way', async () => {
    const host = createFeed(20)
    const pages = open(host)
    host.announce(null)
    pages.need(0, 10)
    host.announce(null)
    await turn()
    await turn()
    expect(host.asked).toEqual([0, 0])
  })

  it('follow items that move when one is taken out', async () => {
    const host = createFeed(PAGE_ITEMS + 5)
    const pages = open(host)
    host.announce(null)
    pages.need(0, PAGE_ITEMS + 4)
    await turn()
    await turn()
    host.items.splice(3, 1)
    host.announce([idOf(3)])
    await turn()
    await turn()
    expect(pages.summary().total).toBe(PAGE_ITEMS + 4)
    expect(pages.item(3)?.itemId).toBe(idOf(4))
    expect(pages.item(PAGE_ITEMS)?.itemId).toBe(idOf(PAGE_ITEMS + 1))
  })

  it('keep what they have when a fetch fails and say so', async () => {
    const host = createFeed(10)
    const pages = open(host)
    host.announce(null)
    pages.need(0, 9)
    await turn()
    await turn()
    host.fail(new FoyerError('DISK_FAILED'))
    host.announce(null)
    await turn()
    await turn()
    expect(pages.item(4)?.itemId).toBe(idOf(4))
    expect(pages.summary().error).toMatchObject({ code: 'DISK_FAILED' })
  })
})
