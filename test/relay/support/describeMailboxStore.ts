import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  MailboxQuotas,
  MailboxStore,
  NewMailboxItem,
  PutOutcome,
} from '../../../signaling/mailbox/mailboxStore.ts'

export interface OpenedMailboxStore {
  readonly store: MailboxStore
  /** Puts the store's wall clock forward. Absent where it has a clock of its own. */
  readonly passTime?: (ms: number) => void
  /** Ends this store and opens another one on what it kept. */
  reopen(): Promise<OpenedMailboxStore>
  dispose(): Promise<void>
}

export type OpenMailboxStore = (quotas: MailboxQuotas) => Promise<OpenedMailboxStore>

const DAY_MS = 86_400_000
const sha256 = (value: string | Uint8Array) => createHash('sha256').update(value).digest('hex')

export const roomyQuotas: MailboxQuotas = {
  ttlMs: 30 * DAY_MS,
  boxItems: 1_000,
  boxBytes: 1_000_000,
  totalBytes: 10_000_000,
}

/** An item of `size` bytes in `box`; other `content`, another item. */
export function mailboxItem(
  content: string,
  { box = "alice's box", writer = 'a token', size = 1024 } = {},
): NewMailboxItem {
  const bytes = new Uint8Array(Buffer.alloc(size, content))
  return { box: sha256(box), writer: sha256(writer), id: sha256(bytes), bytes }
}

/** Acceptance suite of the `MailboxStore` port. */
export function describeMailboxStore(name: string, open: OpenMailboxStore): void {
  describe(`${name} as MailboxStore`, () => {
    let opened: OpenedMailboxStore
    const use = async (quotas: Partial<MailboxQuotas> = {}) => {
      await opened.dispose()
      opened = await open({ ...roomyQuotas, ...quotas })
      return opened.store
    }
    beforeEach(async () => {
      opened = await open(roomyQuotas)
    })
    afterEach(() => opened.dispose())

    const read = (after = 0, box = "alice's box", limits = {}) =>
      opened.store.fetch({
        box: sha256(box),
        after,
        maxItems: 100,
        maxBytes: 500_000,
        ...limits,
      })
    const contents = async (after = 0, box?: string) =>
      (await read(after, box)).items.map(({ bytes }) => String.fromCharCode(bytes[0] ?? 0))

    it('gives items back byte by byte, in the order they were put', async () => {
      const { store } = opened
      for (const one of ['a', 'b', 'c']) await store.put(mailboxItem(one))
      const page = await read()
      expect(page.items.map(({ bytes }) => bytes)).toEqual(
        ['a', 'b', 'c'].map((one) => mailboxItem(one).bytes),
      )
      expect(page.last).toBe(true)
    })

    it('answers a put with the position under which readers get the item', async () => {
      const outcome = await opened.store.put(mailboxItem('a'))
      const { items } = await read()
      expect(outcome).toEqual({ type: 'stored', position: items[0]?.position })
    })

    it('gives several readers the same items, each after its own position', async () => {
      for (const one of ['a', 'b', 'c']) await opened.store.put(mailboxItem(one))
      const [first, second] = (await read()).items
      expect(await contents(first?.position)).toEqual(['b', 'c'])
      expect(await contents(second?.position)).toEqual(['c'])
      expect(await contents()).toEqual(['a', 'b', 'c'])
    })

    it('keeps boxes apart', async () => {
      await opened.store.put(mailboxItem('a'))
      await opened.store.put(mailboxItem('b', { box: "bob's box", writer: 'another token' }))
      expect(await contents()).toEqual(['a'])
      expect(await contents(0, "bob's box")).toEqual(['b'])
      expect(await contents(0, 'nobody’s box')).toEqual([])
    })

    it('keeps an item that is put twice once, under its first position', async () => {
      const once = await opened.store.put(mailboxItem('a'))
      await opened.store.put(mailboxItem('b'))
      expect(await opened.store.put(mailboxItem('a'))).toEqual(once)
      expect(await contents()).toEqual(['a', 'b'])
    })

    it('keeps an item that is put many times at once once', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () => opened.store.put(mailboxItem('a'))),
      )
      expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1)
      expect(await contents()).toEqual(['a'])
    })

    it('refuses a write token that is not the one the box began with', async () => {
      await opened.store.put(mailboxItem('a'))
      const outcome = await opened.store.put(mailboxItem('b', { writer: 'guessed' }))
      expect(outcome).toEqual({ type: 'refused', code: 'token' })
      expect(await contents()).toEqual(['a'])
    })

    it('gives pages within the limits, at least one item each, and says which is the last', async () => {
      for (const one of ['a', 'b', 'c']) await opened.store.put(mailboxItem(one))
      const two = await read(0, undefined, { maxItems: 2 })
      expect([two.items.length, two.last]).toEqual([2, false])
      const few = await read(0, undefined, { maxBytes: 2_500 })
      expect([few.items.length, few.last]).toEqual([2, false])
      const one = await read(0, undefined, { maxBytes: 10 })
      expect([one.items.length, one.last]).toEqual([1, false])
      const rest = await read(two.items[1]?.position, undefined, { maxItems: 1 })
      expect([rest.items.length, rest.last]).toEqual([1, true])
    })

    const codes = (outcomes: readonly PutOutcome[]) =>
      outcomes.map((outcome) => (outcome.type === 'refused' ? outcome.code : outcome.type))
    const putAll = async (items: readonly NewMailboxItem[]) => {
      const outcomes: PutOutcome[] = []
      for (const item of items) outcomes.push(await opened.store.put(item))
      return codes(outcomes)
    }

    it('refuses what a box has no room for, by items', async () => {
      await use({ boxItems: 2 })
      expect(await putAll([...'abc'].map((one) => mailboxItem(one)))).toEqual([
        'stored',
        'stored',
        'box-full',
      ])
      expect(await putAll([mailboxItem('a')]), 'what is there is no new item').toEqual(['stored'])
      expect(await putAll([mailboxItem('a', { box: 'another' })])).toEqual(['stored'])
    })

    it('refuses what a box has no room for, by bytes', async () => {
      await use({ boxBytes: 5_000 })
      const sized = [mailboxItem('a', { size: 4096 }), mailboxItem('b'), mailboxItem('c')]
      expect(await putAll(sized)).toEqual(['stored', 'box-full', 'box-full'])
    })

    it('refuses what the whole store has no room for', async () => {
      await use({ totalBytes: 2_048 })
      const boxes = ['one', 'two', 'three'].map((box) => mailboxItem('a', { box }))
      expect(await putAll(boxes)).toEqual(['stored', 'stored', 'relay-full'])
    })

    it('keeps its quotas when all puts come at once', async () => {
      await use({ boxItems: 5 })
      const items = Array.from('abcdefghij', (one) => mailboxItem(one))
      const outcomes = codes(await Promise.all(items.map(opened.store.put)))
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(5)
      expect(await contents()).toHaveLength(5)
    })

    it('says how much it keeps', async () => {
      await putAll([mailboxItem('a'), mailboxItem('a'), mailboxItem('b', { size: 4096 })])
      expect(await opened.store.usage()).toEqual({ items: 2, bytes: 5120 })
    })

    it('has everything again after it was closed and opened', async () => {
      await putAll([...'ab'].map((one) => mailboxItem(one)))
      const before = await read()
      const { generation } = opened.store
      opened = await opened.reopen()
      expect(await read()).toEqual(before)
      expect(opened.store.generation).toEqual(generation)
      expect(await putAll([mailboxItem('b', { writer: 'guessed' })])).toEqual(['token'])
      expect(await opened.store.usage()).toEqual({ items: 2, bytes: 2048 })
      const next = await opened.store.put(mailboxItem('c'))
      expect(next.type === 'stored' && next.position).toBeGreaterThan(
        before.items[1]?.position ?? 0,
      )
    })

    it('has a generation of 8 bytes that a new store does not share', async () => {
      const { generation } = opened.store
      expect(generation).toHaveLength(8)
      expect((await use()).generation).not.toEqual(generation)
    })

    it('gives nothing older than its time to live, and removes it at the next sweep', async ({
      skip,
    }) => {
      if (!opened.passTime) skip()
      const store = await use({ ttlMs: DAY_MS, boxItems: 2 })
      await store.put(mailboxItem('a'))
      opened.passTime?.(DAY_MS / 2)
      await store.put(mailboxItem('b'))
      opened.passTime?.(DAY_MS / 2 + 1)
      expect(await contents()).toEqual(['b'])
      expect(await store.sweep()).toBe(1)
      expect(await store.usage()).toEqual({ items: 1, bytes: 1024 })
      expect(await putAll([mailboxItem('c')]), 'there is room again').toEqual(['stored'])
    })

    it('forgets whose a box was when nothing is in it any more', async ({ skip }) => {
      if (!opened.passTime) skip()
      const store = await use({ ttlMs: DAY_MS })
      await store.put(mailboxItem('a'))
      opened.passTime?.(DAY_MS + 1)
      await store.sweep()
      expect(await putAll([mailboxItem('b', { writer: 'another token' })])).toEqual(['stored'])
    })
  })
}
