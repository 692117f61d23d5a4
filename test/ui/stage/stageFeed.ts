import { FoyerError } from '../../../src-core/base/errors.ts'
import type { FeedItem, Receiver } from '../../../src-core/bridge/contract.ts'
import { alice, bob, carol, id } from './people.ts'
import { at, newId, newItem } from './stageData.ts'

export interface StageFeedOptions {
  readonly items: FeedItem[]
  readonly firstUnread: number | null
  /** Waited for before a post is answered. */
  readonly held?: Promise<void> | undefined
  /** A note was begun. */
  readonly onNote: (itemId: string) => void
}

/** Bob has an item, Carol has not, and somebody who was removed since had got it. */
const receivers = (): Receiver[] => {
  const receiver = { label: 'Laptop', has: true, left: false, mailboxUntil: null, at: at(9, 44) }
  const eve = { ...bob, userId: id('E') as typeof bob.userId, name: 'Eve' }
  const device = (letter: string) => id(letter) as Receiver['deviceId']
  return [
    { ...receiver, deviceId: device('b'), person: bob },
    { ...receiver, deviceId: device('c'), person: carol, has: false, at: null },
    { ...receiver, deviceId: device('e'), person: eve, left: true },
  ]
}

type Listener = (changed: FeedItem['itemId'][] | null) => void

/** The stage's items and their comments: what is told is done to the list. */
export function createStageFeed(options: StageFeedOptions) {
  const { items, held, onNote } = options
  const binned = new Map<string, { item: FeedItem; index: number }>()
  const listeners = new Set<Listener>()
  const done: (() => void)[] = []
  let revision = 1

  const announce = (changed: FeedItem['itemId'][] | null) => {
    revision += 1
    for (const listener of listeners) listener(changed)
  }
  const matching = (filter: string) =>
    items.filter((item) => {
      const { content } = item
      if (filter === 'everything') return true
      if (filter === 'picture') return content.kind === 'file' && content.file.picture !== null
      return content.kind === filter
    })
  const change = (itemId: string, next: (item: FeedItem) => FeedItem) => {
    const index = items.findIndex((item) => item.itemId === itemId)
    const item = items[index]
    if (!item) throw new FoyerError('NOT_FOUND')
    items[index] = next(item)
    announce([item.itemId])
  }
  const add = (content: FeedItem['content']) => {
    const item = newItem(alice, Date.now(), content)
    items.push(item)
    announce([item.itemId])
    done.push(() => take(item.itemId))
    return { itemId: item.itemId }
  }
  const take = (itemId: string) => {
    const index = items.findIndex((item) => item.itemId === itemId)
    const [item] = items.splice(index, 1)
    if (item) binned.set(itemId, { item, index })
    announce(null)
  }
  const giveBack = (itemId: string) => {
    const kept = binned.get(itemId)
    if (kept) items.splice(kept.index, 0, kept.item)
    announce(null)
  }

  return {
    add,
    feed: {
      watch: ({ filter }: { filter: string }, emit: (value: unknown) => void) => {
        const tell: Listener = (changed) => {
          const total = matching(filter).length
          const firstUnread = filter === 'everything' ? options.firstUnread : null
          emit({ revision, total, firstUnread, changed })
        }
        listeners.add(tell)
        tell(null)
        return () => listeners.delete(tell)
      },
      window: async ({
        filter,
        offset,
        limit,
      }: {
        filter: string
        offset: number
        limit: number
      }) => {
        await turn()
        const all = matching(filter)
        return { revision, total: all.length, offset, items: all.slice(offset, offset + limit) }
      },
      receivers: async () => receivers(),
      indexOf: async ({ filter, itemId }: { filter: string; itemId: string }) => {
        const index = matching(filter).findIndex((item) => item.itemId === itemId)
        return index < 0 ? null : index
      },
      post: async ({ text }: { text: string }) => {
        await held
        await turn()
        if (text === 'full disk') throw new FoyerError('DISK_FULL')
        return add(
          /^https?:\S+$/.test(text)
            ? { kind: 'link', url: text, text: '' }
            : { kind: 'message', text },
        )
      },
      createNote: async ({ title }: { title: string }) => {
        const made = add({ kind: 'note', title, blocks: [], more: false })
        onNote(made.itemId)
        return made
      },
      editMessage: async ({ itemId, text }: { itemId: string; text: string }) =>
        change(itemId, (item) => ({
          ...item,
          editedAt: Date.now(),
          editedBy: alice,
          content: { kind: 'message', text },
        })),
      setTitle: async ({ itemId, title }: { itemId: string; title: string }) =>
        change(itemId, (item) =>
          item.content.kind === 'note' ? { ...item, content: { ...item.content, title } } : item,
        ),
      setAlt: async () => {},
      bin: async ({ itemId }: { itemId: string }) => {
        take(itemId)
        done.push(() => giveBack(itemId))
      },
      restore: async ({ itemId }: { itemId: string }) => giveBack(itemId),
      undo: async () => {
        const act = done.pop()
        if (!act) throw new FoyerError('NOTHING_TO_UNDO')
        act()
        return { what: 'feed.post' }
      },
      redo: async () => {
        throw new FoyerError('NOTHING_TO_UNDO')
      },
    },
    comments: {
      list: async ({ itemId }: { itemId: string }) =>
        items.find((item) => item.itemId === itemId)?.comments.latest ?? [],
      add: async ({ itemId, text }: { itemId: string; text: string }) => {
        const commentId = newId()
        change(itemId, (item) => {
          const comment = {
            commentId,
            itemId,
            author: alice,
            text,
            createdAt: Date.now(),
            editedAt: null,
            mine: true,
            canDelete: true,
          }
          const latest = [...item.comments.latest, comment].slice(-2)
          return { ...item, comments: { total: item.comments.total + 1, latest } } as FeedItem
        })
        return { commentId }
      },
      edit: async () => {},
      remove: async () => {},
    },
  }
}

/** An answer comes in a turn of its own. */
export const turn = () => new Promise((resolve) => setTimeout(resolve, 0))
