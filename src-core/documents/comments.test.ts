import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { CommentId, ItemId } from '../base/ids.ts'
import { encodeState, loadDoc } from './checkpoint.ts'
import { clientIdFor } from './clientId.ts'
import { commentKey, newCommentId } from './commentKeys.ts'
import type { CommentDocRow } from './commentRow.ts'
import { type CommentsChange, createComments } from './comments.ts'

const ALICE = 0xa11ce000
const BOB = 0x0b0b
const itemId = `${'i'.repeat(21)}A` as ItemId

function counting() {
  let count = 0
  return {
    bytes(length: number) {
      count++
      return Uint8Array.from({ length }, (_, i) => (i === 0 ? count : 0))
    },
  }
}

function openAs(tag: number, from?: Uint8Array) {
  const doc = loadDoc(from)
  doc.clientID = clientIdFor(tag, Math.floor(Math.random() * 2 ** 20))
  return { doc, comments: createComments(doc, { tag, random: counting() }) }
}

const byId = (rows: Iterable<CommentDocRow>) =>
  new Map([...rows].map((row) => [row.commentId, row]))

describe('comments', () => {
  test('tell author, item, order and what became of them', () => {
    const { comments, doc } = openAs(ALICE)
    const id = comments.add({ itemId, text: 'first', at: 1 })
    const second = comments.add({ itemId, text: 'second', at: 2 })
    expect(comments.edit(id, 'first, better', 3)).toBe(true)
    comments.bin(second, 4)
    const created = { client: doc.clientID, at: 1 }
    expect(comments.row(id)).toEqual({
      commentId: id,
      itemId,
      order: 1,
      created,
      editedAt: 3,
      binned: null,
      text: 'first, better',
    })
    expect(comments.row(second)).toMatchObject({ order: 2, binned: { at: 4 } })
    comments.restore(second)
    expect(comments.row(second)?.binned).toBeNull()
  })

  test('nobody edits the comment of another', () => {
    const { doc, comments } = openAs(ALICE)
    const id = comments.add({ itemId, text: 'mine', at: 1 })
    const bob = openAs(BOB, encodeState(doc))
    expect(bob.comments.edit(id, 'yours', 2)).toBe(false)
    expect(bob.comments.row(id)?.text).toBe('mine')
  })

  test('an author cannot take back what a moderator hid, the moderator can', () => {
    const { doc, comments } = openAs(ALICE)
    const id = comments.add({ itemId, text: 'rude', at: 1 })
    const bob = openAs(BOB, encodeState(doc))
    bob.comments.bin(id, 2)
    const back = openAs(ALICE, encodeState(bob.doc))
    back.comments.restore(id)
    expect(back.comments.row(id)?.binned).toMatchObject({ at: 2 })
    bob.comments.restore(id)
    expect(bob.comments.row(id)?.binned).toBeNull()
  })

  test('a change tells its own rows only', () => {
    const { comments } = openAs(ALICE)
    const changes: CommentsChange[] = []
    const [id] = [1, 2, 3].map((at) => comments.add({ itemId, text: 'x', at }))
    comments.onChange((change) => changes.push(change))
    comments.edit(id as CommentId, 'y', 4)
    expect(changes.map(({ rows }) => rows.map(({ commentId }) => commentId))).toEqual([[id]])
  })

  test.each<[string, unknown]>([
    ['no object', 1],
    ['no item', { text: 'x', at: 1, order: 1 }],
    ['an item id that is no 16 bytes', { itemId: 'E'.repeat(22), text: 'x', at: 1, order: 1 }],
    ['an item id that is a path', { itemId: '../etc', text: 'x', at: 1, order: 1 }],
    ['no text', { itemId, text: '', at: 1, order: 1 }],
    ['a huge order', { itemId, text: 'x', at: 1, order: 2 ** 50 }],
  ])('%s is left out and counted', (_, value) => {
    const { doc, comments } = openAs(ALICE)
    doc.getMap('comments').set(commentKey(ALICE, newCommentId(ALICE, counting())), value)
    doc.getMap('comments').set('no key of ours', value)
    expect([...comments.rows()]).toEqual([])
    expect(comments.ignored()).toBe(2)
    expect(comments.lastOrder()).toBe(0)
  })

  test('an entry under the key of another device is not shown, even if it were accepted', () => {
    const { doc, comments } = openAs(BOB)
    const forged = newCommentId(ALICE, counting())
    doc.getMap('comments').set(commentKey(ALICE, forged), { itemId, text: 'x', at: 1, order: 1 })
    expect(comments.row(forged)).toBeUndefined()
  })
})

test('the same accepted set gives the same projection in any order, followed or afresh (rule 15)', () => {
  const command = fc.record({
    device: fc.nat(2),
    what: fc.constantFrom('add', 'edit', 'bin', 'restore', 'exchange'),
    which: fc.nat(9),
  })
  fc.assert(
    fc.property(
      fc.array(command, { maxLength: 40 }),
      fc.infiniteStream(fc.nat()),
      (commands, numbers) => {
        const updates: Uint8Array[] = []
        const ids: CommentId[] = []
        const devices = [1, 2, 3].map((tag) => {
          const opened = openAs(tag)
          opened.doc.on(
            'update',
            (update: Uint8Array, _o: unknown, _d: Y.Doc, t: Y.Transaction) => {
              if (t.local) updates.push(update)
            },
          )
          return opened
        })
        for (const { device, what, which } of commands) {
          const { doc, comments } = devices[device] as (typeof devices)[number]
          const id = ids[which % Math.max(1, ids.length)] ?? ('' as CommentId)
          if (what === 'add') ids.push(comments.add({ itemId, text: 'x', at: which }))
          if (what === 'edit') comments.edit(id, `edit ${which}`, which)
          if (what === 'bin' && comments.row(id)) comments.bin(id, which)
          if (what === 'restore') comments.restore(id)
          if (what === 'exchange') for (const update of updates) Y.applyUpdate(doc, update)
        }
        const whole = byId(openAs(9, encodeState(loadDoc(undefined, updates))).comments.rows())
        const { doc, comments } = openAs(9)
        const held = new Map<CommentId, CommentDocRow>()
        comments.onChange(({ rows, removed }) => {
          for (const row of rows) held.set(row.commentId, row)
          for (const id of removed) held.delete(id)
        })
        const keyed = updates.map((update) => ({ update, key: numbers.next().value as number }))
        for (const { update } of keyed.sort((a, b) => a.key - b.key)) Y.applyUpdate(doc, update)
        expect(held).toEqual(whole)
        expect(byId(comments.rows())).toEqual(whole)
      },
    ),
    { numRuns: 200 },
  )
})
