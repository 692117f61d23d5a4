import type * as Y from 'yjs'
import type { CommentId, ItemId } from '../base/ids.ts'
import { isOfTag } from './clientId.ts'
import { COMMENT_BIN_ROOT, COMMENTS_ROOT, commentKey, tagOfComment } from './commentKeys.ts'
import type { CommentDocRow } from './commentRow.ts'
import { type Entry, readEntry } from './entries.ts'
import type { Deed } from './feedRow.ts'
import { type StoredComment, storedComment, storedMark } from './items.ts'

/** The two root maps of the comments document; every key begins with its author's tag (rule 9). */
export interface CommentMaps {
  readonly comments: Y.Map<unknown>
  readonly bin: Y.Map<unknown>
  /** Undefined when absent, malformed, or not written by the device that its id names. */
  comment(id: CommentId): Entry<StoredComment> | undefined
  row(id: CommentId, markKeys: Iterable<string>): CommentDocRow | undefined
}

export function commentMaps(doc: Y.Doc): CommentMaps {
  const comments = doc.getMap<unknown>(COMMENTS_ROOT)
  const bin = doc.getMap<unknown>(COMMENT_BIN_ROOT)
  function comment(id: CommentId): Entry<StoredComment> | undefined {
    const tag = tagOfComment(id)
    if (tag === undefined) return undefined
    const entry = readEntry(comments, commentKey(tag, id), storedComment)
    return entry && isOfTag(entry.client, tag) ? entry : undefined
  }
  return {
    comments,
    bin,
    comment,
    row(id, markKeys) {
      const entry = comment(id)
      if (!entry) return undefined
      const { client, value } = entry
      const { itemId, order, at, text, editedAt, binnedAt } = value
      const own = binnedAt === undefined ? [] : [{ client, at: binnedAt }]
      return {
        commentId: id,
        itemId: itemId as ItemId,
        order,
        created: { client, at },
        editedAt: editedAt ?? null,
        binned: earliest([...own, ...marksAt(bin, markKeys)]),
        text,
      }
    },
  }
}

function* marksAt(bin: Y.Map<unknown>, keys: Iterable<string>): Generator<Deed> {
  for (const key of keys) {
    const mark = readEntry(bin, key, storedMark)
    if (mark) yield { client: mark.client, at: mark.value.at }
  }
}

/** By time, then by client, so that every replica names the same one. */
const earliest = (deeds: readonly Deed[]): Deed | null =>
  [...deeds].sort((a, b) => a.at - b.at || a.client - b.client)[0] ?? null
