import * as z from 'zod/mini'
import { command, query, stream } from '../define.ts'
import {
  count,
  deviceId,
  feedFilter,
  inSpace,
  itemId,
  MAX_NAME,
  nothing,
  onItem,
  person,
  spaceId,
  text,
  time,
} from '../schemas.ts'
import { comment } from './comments.ts'
import { fileInfo } from './files.ts'

/** A note as the feed shows it without the editor: up to 12 blocks. */
export const noteBlock = z.object({
  type: z.enum(['paragraph', 'heading', 'bullet', 'ordered', 'task', 'quote', 'code', 'rule']),
  level: z.int().check(z.minimum(0), z.maximum(6)),
  /** For tasks. */
  done: z.boolean(),
  runs: z.array(
    z.object({
      text: z.string(),
      marks: z.array(z.enum(['bold', 'italic', 'underline', 'strike', 'code', 'link'])),
    }),
  ),
})
export type NoteBlock = z.infer<typeof noteBlock>

export const itemContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), text: z.string() }),
  z.object({
    kind: z.literal('note'),
    title: z.string(),
    blocks: z.array(noteBlock),
    /** There is more than `blocks` shows. */
    more: z.boolean(),
  }),
  z.object({ kind: z.literal('link'), url: z.string(), text: z.string() }),
  z.object({ kind: z.literal('file'), file: fileInfo, text: z.string() }),
])

export const feedItem = z.object({
  itemId,
  order: count,
  author: person,
  createdAt: time,
  editedAt: z.nullable(time),
  editedBy: z.nullable(person),
  mine: z.boolean(),
  canEdit: z.boolean(),
  canDelete: z.boolean(),
  content: itemContent,
  comments: z.object({ total: count, latest: z.array(comment) }),
  /** For one's own items with other devices in the Space: who has it. */
  delivery: z.nullable(
    z.object({
      pips: z.array(z.enum(['have', 'wait', 'refused'])),
      have: count,
      of: count,
      /** Name of the one other person, once all devices of that person have it. */
      receivedBy: z.nullable(z.string()),
      /** Those who do not have it find it in a relay's mailbox until then. */
      mailboxUntil: z.nullable(time),
    }),
  ),
  /** People who have this note open with their cursor in it. */
  writing: z.array(person),
})
export type FeedItem = z.infer<typeof feedItem>

/** Another device of the Space, and whether it has an item; one that has left is told of if it got it. */
export const receiver = z.object({
  deviceId,
  person,
  label: z.string(),
  has: z.boolean(),
  /** It is in the Space no more. */
  left: z.boolean(),
  /** It has not, and finds it in a relay's mailbox until then. */
  mailboxUntil: z.nullable(time),
  /** When that was first known here, to the minute; null: it has not, or only the author's device was told. */
  at: z.nullable(time),
})
export type Receiver = z.infer<typeof receiver>

/** Items of a Space: windows of them, posting, editing, the bin, undo. */
export const feed = {
  /** Emits at once and after every change. `changed` null: anything may have. */
  watch: stream(
    z.object({ spaceId, filter: feedFilter }),
    z.object({
      revision: count,
      total: count,
      firstUnread: z.nullable(count),
      changed: z.nullable(z.array(itemId)),
    }),
  ),
  window: query(
    z.object({
      spaceId,
      filter: feedFilter,
      offset: count,
      limit: z.int().check(z.minimum(1), z.maximum(200)),
    }),
    z.object({ revision: count, total: count, offset: count, items: z.array(feedItem) }),
  ),
  indexOf: query(z.object({ spaceId, filter: feedFilter, itemId }), z.nullable(count)),
  /** Who has received one of one's own items, and when; empty for items of others. */
  receivers: query(onItem, z.array(receiver)),
  /** A text that is one http(s) address becomes a link. */
  post: command(z.object({ spaceId, text }), z.object({ itemId })),
  createNote: command(
    z.object({ spaceId, title: z.string().check(z.maxLength(MAX_NAME)) }),
    z.object({ itemId }),
  ),
  editMessage: command(z.object({ spaceId, itemId, text }), nothing),
  setTitle: command(
    z.object({ spaceId, itemId, title: z.string().check(z.maxLength(MAX_NAME)) }),
    nothing,
  ),
  setAlt: command(z.object({ spaceId, itemId, alt: z.string().check(z.maxLength(1000)) }), nothing),
  /** To the bin, from which undo brings it back for 30 days. */
  bin: command(onItem, nothing),
  restore: command(onItem, nothing),
  /** Undoes or redoes this page's last act in the Space and names it (`feed.post`, …). */
  undo: command(inSpace, z.object({ what: z.string() })),
  redo: command(inSpace, z.object({ what: z.string() })),
}
