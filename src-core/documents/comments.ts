import type * as Y from 'yjs'
import type { Disposer } from '../base/disposer.ts'
import { createEmitter } from '../base/emitter.ts'
import type { CommentId, ItemId } from '../base/ids.ts'
import type { Random } from '../ports/random.ts'
import {
  commentIdAgain,
  commentKey,
  newCommentId,
  parseCommentKey,
  tagOfComment,
} from './commentKeys.ts'
import { type CommentMaps, commentMaps } from './commentMaps.ts'
import { createCommentMarks } from './commentMarks.ts'
import type { CommentDocRow } from './commentRow.ts'
import { changedKeys, liveKeys } from './entries.ts'
import type { StoredComment } from './items.ts'
import { createOrders } from './orders.ts'

export interface NewComment {
  readonly itemId: ItemId
  readonly text: string
  readonly at: number
}

export interface CommentsChange {
  readonly rows: readonly CommentDocRow[]
  readonly removed: readonly CommentId[]
}

/** Commands are one transaction each; roles are the caller's business, authorship is not. */
export interface Comments {
  add(comment: NewComment): CommentId
  /** Posts what was `of` under this device's name, once. */
  addAgain(of: CommentId, comment: NewComment): void
  /** False when this device did not write the comment: nobody edits another's. */
  edit(commentId: CommentId, text: string, at: number): boolean
  /** One's own: marked in its entry. Another's: a moderator's mark beside it. Both can be undone. */
  bin(commentId: CommentId, at: number): void
  /** Takes this device's own mark back. */
  restore(commentId: CommentId): void
  row(commentId: CommentId): CommentDocRow | undefined
  /** Every row, in no order. */
  rows(): Generator<CommentDocRow>
  lastOrder(): number
  /** Entries that are there and left out: malformed, or with an order out of reach. */
  ignored(): number
  /** Told after each transaction that changed something; only its own rows. */
  onChange(listener: (change: CommentsChange) => void): Disposer
  close(): void
}

export interface CommentsOptions {
  /** Tag of this device (rule 11). */
  readonly tag: number
  readonly random: Random
}

/** The comments of a Space over their Y.Doc: commands in, rows out. */
export function createComments(doc: Y.Doc, { tag, random }: CommentsOptions): Comments {
  const maps = commentMaps(doc)
  const orders = createOrders<CommentId>()
  const marks = createCommentMarks(maps)
  const changes = createEmitter<CommentsChange>()

  const learn = (id: CommentId) => orders.set(id, maps.comment(id)?.value.order)
  const row = (id: CommentId) => (orders.isPlaced(id) ? maps.row(id, marks.keysOf(id)) : undefined)

  for (const id of commentIds(maps)) learn(id)
  orders.settle()

  function project(transaction: Y.Transaction): void {
    const touched = new Set<CommentId>()
    for (const key of changedKeys(transaction, maps.comments)) {
      const id = parseCommentKey(key)?.commentId
      if (id) touched.add(id)
    }
    for (const id of touched) learn(id)
    for (const id of orders.settle()) touched.add(id)
    for (const id of marks.follow(changedKeys(transaction, maps.bin))) touched.add(id)
    if (touched.size > 0) changes.emit(split(touched))
  }
  function split(touched: Iterable<CommentId>): CommentsChange {
    const rows: CommentDocRow[] = []
    const removed: CommentId[] = []
    for (const id of touched) {
      const found = row(id)
      if (found) rows.push(found)
      else removed.push(id)
    }
    return { rows, removed }
  }
  doc.on('afterTransaction', project)

  const key = (id: CommentId) => commentKey(tag, id)
  /** This device's own entry; the key of another's is not even looked at. */
  const own = (id: CommentId) => (tagOfComment(id) === tag ? maps.comment(id)?.value : undefined)
  const rewrite = (id: CommentId, value: StoredComment) =>
    doc.transact(() => maps.comments.set(key(id), value))

  return {
    add(comment) {
      const id = newCommentId(tag, random)
      rewrite(id, { ...comment, order: orders.last() + 1 })
      return id
    },
    addAgain(of, comment) {
      const id = commentIdAgain(tag, of)
      if (!own(id)) rewrite(id, { ...comment, order: orders.last() + 1 })
    },
    edit(id, text, at) {
      const found = own(id)
      if (found) rewrite(id, { ...found, text, editedAt: at })
      return found !== undefined
    },
    bin(id, at) {
      const found = own(id)
      if (found) rewrite(id, { ...found, binnedAt: at })
      else doc.transact(() => maps.bin.set(key(id), { at }))
    },
    restore(id) {
      const { binnedAt, ...kept } = own(id) ?? {}
      if (binnedAt !== undefined) rewrite(id, kept as StoredComment)
      if (maps.bin.has(key(id))) doc.transact(() => maps.bin.delete(key(id)))
    },
    row,
    *rows() {
      for (const id of commentIds(maps)) {
        const found = row(id)
        if (found) yield found
      }
    },
    lastOrder: orders.last,
    ignored: () => [...liveKeys(maps.comments)].length - orders.placed(),
    onChange: changes.on,
    close() {
      doc.off('afterTransaction', project)
      changes.clear()
    },
  }
}

function* commentIds(maps: CommentMaps): Generator<CommentId> {
  for (const key of liveKeys(maps.comments)) {
    const id = parseCommentKey(key)?.commentId
    if (id && maps.comment(id)) yield id
  }
}
