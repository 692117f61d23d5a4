import type * as z from 'zod/mini'
import type { DeviceId, FileId, ItemId, SpaceId, UserId } from '../../base/ids.ts'
import type { Comment, FeedItem, itemContent } from '../../bridge/contract.ts'
import type { CommentRow, FeedFilter, FeedStore, FileStore, ItemRow } from '../../ports/index.ts'
import { type PeopleNames, toPerson } from '../people.ts'
import { countBits } from './bits.ts'

type ItemContent = z.input<typeof itemContent>

/** What a reader may do, as far as the feed shows it. */
export interface FeedRights {
  readonly post: boolean
  readonly comment: boolean
  readonly moderate: boolean
}

export interface FeedViewOptions {
  readonly spaceId: SpaceId
  readonly feed: FeedStore
  readonly files: FileStore
  readonly names: PeopleNames
  rights(): FeedRights
  /** For one's own item at `seq` of this device: who of the other devices confirmed it. */
  delivery(device: DeviceId, seq: number): FeedItem['delivery']
  writing(itemId: ItemId): readonly UserId[]
  chunkBytes: number
}

export interface FeedView {
  window(filter: FeedFilter, offset: number, limit: number): FeedItem[]
  comments(itemId: ItemId): Comment[]
}

/** Reads rows of the projection as pages see them. */
export function createFeedView(options: FeedViewOptions): FeedView {
  const { spaceId, feed, files, names } = options
  const person = (userId: UserId) => toPerson(names, userId)

  const toComment = (row: CommentRow): Comment => {
    const mine = row.author === names.self
    return {
      commentId: row.commentId,
      itemId: row.itemId,
      author: person(row.author),
      text: row.text,
      createdAt: row.createdAt,
      editedAt: row.editedAt,
      mine,
      canDelete: (mine && options.rights().comment) || options.rights().moderate,
    }
  }

  const transferOf = (fileId: FileId, sizeBytes: number) => {
    const row = files.get(spaceId, fileId)
    if (!row) return { state: 'waiting' as const, haveBytes: 0 }
    if (row.state === 'complete') return { state: 'complete' as const, haveBytes: sizeBytes }
    const have = Math.min(sizeBytes, countBits(row.have) * options.chunkBytes)
    if (row.state === 'paused') return { state: 'paused' as const, haveBytes: have }
    return { state: have > 0 ? ('receiving' as const) : ('waiting' as const), haveBytes: have }
  }

  const toContent = (row: ItemRow): ItemContent => {
    const content = JSON.parse(row.content)
    if (row.kind !== 'file') return { kind: row.kind, ...content }
    const { text, ...file } = content
    const transfer = transferOf(file.fileId, file.sizeBytes)
    return { kind: 'file', text, file: { ...file, transfer } }
  }

  const toItem = (row: ItemRow, comments: FeedItem['comments']): FeedItem => {
    const mine = row.author === names.self
    const rights = options.rights()
    return {
      itemId: row.itemId,
      order: row.order,
      author: person(row.author),
      createdAt: row.createdAt,
      editedAt: row.editedAt,
      editedBy: row.editedBy && person(row.editedBy),
      mine,
      canEdit: rights.post && (mine || row.kind === 'note'),
      canDelete: rights.post && (mine || rights.moderate),
      content: toContent(row) as FeedItem['content'],
      comments,
      delivery: mine ? options.delivery(row.device, row.seq) : null,
      writing: row.kind === 'note' ? options.writing(row.itemId).map(person) : [],
    }
  }

  return {
    window(filter, offset, limit) {
      const rows = feed.window(spaceId, filter, offset, limit)
      const summaries = feed.commentSummaries(
        spaceId,
        rows.map((row) => row.itemId),
      )
      return rows.map((row) => {
        const summary = summaries.get(row.itemId)
        return toItem(row, {
          total: summary?.total ?? 0,
          latest: summary?.latest.map(toComment) ?? [],
        })
      })
    },
    comments: (itemId) => feed.comments(spaceId, itemId).map(toComment),
  }
}
