import type { CommentId } from '../base/ids.ts'
import { parseCommentKey } from './commentKeys.ts'
import type { CommentMaps } from './commentMaps.ts'
import { liveKeys } from './entries.ts'

export interface CommentMarks {
  /** Keys of moderators' marks on a comment. */
  keysOf(id: CommentId): ReadonlySet<string>
  /** Takes changed keys in and yields the comments they are about. */
  follow(keys: Iterable<string>): Generator<CommentId>
}

/** Which marks lie on which comment, so that a change of one mark reads one comment. */
export function createCommentMarks({ bin }: CommentMaps): CommentMarks {
  const byComment = new Map<CommentId, Set<string>>()
  const none: ReadonlySet<string> = new Set()
  function* follow(keys: Iterable<string>): Generator<CommentId> {
    for (const key of keys) {
      const id = parseCommentKey(key)?.commentId
      if (!id) continue
      const held = byComment.get(id) ?? new Set()
      if (bin.has(key)) held.add(key)
      else held.delete(key)
      if (held.size > 0) byComment.set(id, held)
      else byComment.delete(id)
      yield id
    }
  }
  for (const _ of follow(liveKeys(bin)));
  return { keysOf: (id) => byComment.get(id) ?? none, follow }
}
