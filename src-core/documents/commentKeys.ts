import { concatBytes } from '../base/bytes.ts'
import type { CommentId } from '../base/ids.ts'
import { idFromBytes, idToBytes } from '../base/ids.ts'
import type { Random } from '../ports/random.ts'
import { SHORT_ID } from './limits.ts'

/** The map of comments; each author writes its own keys only. */
export const COMMENTS_ROOT = 'comments'
/** Marks of moderators that hide a comment; so hiding can be undone, which deleting cannot. */
export const COMMENT_BIN_ROOT = 'bin'

const tagBytes = (tag: number) =>
  Uint8Array.of(tag >>> 24, (tag >>> 16) & 255, (tag >>> 8) & 255, tag & 255)

export const keyPrefix = (tag: number): string => `${tag.toString(16).padStart(8, '0')}:`

/** A comment's id begins with the tag of its author's device, so nobody else can claim the same id. */
export const newCommentId = (tag: number, random: Random): CommentId =>
  idFromBytes<CommentId>(concatBytes(tagBytes(tag), random.bytes(12)))

/** The id that the device with this tag gives to what was `commentId`, posted again: always the same. */
export const commentIdAgain = (tag: number, commentId: CommentId): CommentId =>
  idFromBytes<CommentId>(concatBytes(tagBytes(tag), idToBytes(commentId).subarray(4)))

/** The tag in a comment's id; undefined when it is no comment id. */
export function tagOfComment(commentId: string): number | undefined {
  if (!SHORT_ID.test(commentId)) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = idToBytes(commentId as CommentId)
  return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
}

export const commentKey = (tag: number, commentId: CommentId): string => keyPrefix(tag) + commentId

/** Undefined when `key` does not have the form of a comment's key. */
export function parseCommentKey(
  key: string,
): { readonly tag: number; readonly commentId: CommentId } | undefined {
  const commentId = key.slice(9)
  if (!/^[0-9a-f]{8}:/.test(key) || !SHORT_ID.test(commentId)) return undefined
  return { tag: Number.parseInt(key.slice(0, 8), 16), commentId: commentId as CommentId }
}
