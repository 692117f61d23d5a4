import type * as Y from 'yjs'
import type { DeviceId, ItemId, SpaceId, UserId } from '../../base/ids.ts'
import { idToBytes } from '../../base/ids.ts'
import { sealAtRest } from '../../crypto/index.ts'
import {
  type CommentDocRow,
  type CommentsChange,
  chunkCountOf,
  type FeedChange,
  type FeedRow,
  manifestFromBytes,
  noteBlocks,
  tagOf,
} from '../../documents/index.ts'
import type { DeviceInfo } from '../../membership/index.ts'
import type { CommentRow, ItemRow, Random, Storage } from '../../ports/index.ts'

export interface ProjectionOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly dataKey: Uint8Array
  readonly random: Random
  readonly writerByTag: (tag: number) => DeviceInfo | undefined
  /** Of the envelope of this device that brings what is written now, or one behind it. */
  readonly seqOf: (device: DeviceId) => number
  /** The body of a note, undefined while nothing of it has arrived. */
  readonly body: (itemId: ItemId) => Y.Doc | undefined
}

export interface Projection {
  feedChanged(change: FeedChange): readonly ItemId[]
  commentsChanged(change: CommentsChange): readonly ItemId[]
  /** Reads a note's body again; true when the feed shows something else now. */
  bodyChanged(itemId: ItemId, doc: Y.Doc): boolean
}

interface NoteJson {
  readonly title: string
  readonly blocks: readonly unknown[]
  readonly more: boolean
}

/** Writes what the documents say into the tables that pages read. Runs inside the caller's transaction. */
export function createProjection(options: ProjectionOptions): Projection {
  const { spaceId, storage, dataKey, random } = options
  const { feed, files } = storage

  const authorOf = (client: number): { device: DeviceId; author: UserId } | undefined => {
    const info = options.writerByTag(tagOf(client))
    return info && { device: info.deviceId, author: info.userId }
  }

  function contentOf(row: FeedRow): { content: string; searchText: string } {
    const { content, searchText } = row
    if (content.kind !== 'note') {
      const { kind: _, ...rest } = content
      return { content: JSON.stringify(rest), searchText }
    }
    const doc = options.body(row.itemId)
    const view = doc ? noteBlocks(doc) : { blocks: [], more: false, plainText: '' }
    const note: NoteJson = { title: content.title, blocks: view.blocks, more: view.more }
    return { content: JSON.stringify(note), searchText: `${searchText}\n${view.plainText}` }
  }

  function toItemRow(row: FeedRow): ItemRow | undefined {
    const created = authorOf(row.created.client)
    if (!created) return undefined
    const known = feed.item(spaceId, row.itemId)
    return {
      itemId: row.itemId,
      kind: row.content.kind,
      order: row.order,
      ...created,
      seq: known?.seq ?? options.seqOf(created.device),
      createdAt: row.created.at,
      editedAt: row.edited?.at ?? null,
      editedBy: row.edited ? (authorOf(row.edited.client)?.author ?? null) : null,
      binnedAt: row.binned?.at ?? null,
      binnedBy: row.binned ? (authorOf(row.binned.client)?.author ?? null) : null,
      ...contentOf(row),
    }
  }

  function keepManifest(row: FeedRow) {
    const bytes = row.manifestWithSecrets
    const manifest = bytes ? manifestFromBytes(bytes) : undefined
    if (!bytes || !manifest || files.get(spaceId, manifest.fileId)) return
    const chunkCount = chunkCountOf(manifest)
    files.put(spaceId, {
      fileId: manifest.fileId,
      itemId: row.itemId,
      sealedManifest: sealAtRest(
        dataKey,
        { kind: 'manifest', context: [idToBytes(manifest.fileId)] },
        bytes,
        random,
      ),
      chunkCount,
      have: new Uint8Array(Math.ceil(chunkCount / 8)),
      state: 'partial',
    })
  }

  function toCommentRow(row: CommentDocRow): CommentRow | undefined {
    const created = authorOf(row.created.client)
    return (
      created && {
        commentId: row.commentId,
        itemId: row.itemId,
        order: row.order,
        ...created,
        seq: options.seqOf(created.device),
        createdAt: row.created.at,
        editedAt: row.editedAt,
        binnedAt: row.binned?.at ?? null,
        text: row.text,
      }
    )
  }

  return {
    feedChanged(change) {
      const rows = change.rows.flatMap((row) => toItemRow(row) ?? [])
      for (const row of change.rows) keepManifest(row)
      feed.putItems(spaceId, rows)
      feed.removeItems(spaceId, change.removed)
      return [...rows.map((row) => row.itemId), ...change.removed]
    },
    commentsChanged(change) {
      const rows = change.rows.flatMap((row) => toCommentRow(row) ?? [])
      const gone = change.removed.flatMap((id) => feed.comment(spaceId, id)?.itemId ?? [])
      feed.putComments(spaceId, rows)
      feed.removeComments(spaceId, change.removed)
      return [...new Set([...rows.map((row) => row.itemId), ...gone])]
    },
    bodyChanged(itemId, doc) {
      const row = feed.item(spaceId, itemId)
      if (row?.kind !== 'note') return false
      const { title } = JSON.parse(row.content) as NoteJson
      const { blocks, more, plainText } = noteBlocks(doc)
      const content = JSON.stringify({ title, blocks, more } satisfies NoteJson)
      const searchText = `${title}\n${plainText}`
      if (content === row.content && searchText === row.searchText) return false
      feed.putItems(spaceId, [{ ...row, content, searchText }])
      return true
    },
  }
}
