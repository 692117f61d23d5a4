import type { SpaceId } from '../../base/ids.ts'
import type { CommentRow, ItemRow } from '../feedStore.ts'
import type { GivenQuery, GivenRow, GivenStore, HandedVersion } from '../givenStore.ts'
import type { FeedSection } from './feed.ts'
import type { Journal } from './journal.ts'
import type { Section } from './section.ts'
import { createShelf, createTable, type Table } from './table.ts'

/** By scanning: a guest's memory holds one Space, and this is asked for by hand. */
export function createGivenStore(
  journal: Journal,
  feed: Pick<FeedSection, 'tables'>,
): Section<GivenStore> {
  const shelf = createShelf<SpaceId, Table<string, HandedVersion>>(journal, 'handed', (place) =>
    createTable(journal, place),
  )
  const handed = (spaceId: SpaceId) => [...(shelf.peek(spaceId)?.values() ?? [])]

  function found(spaceId: SpaceId, { reach, peers }: GivenQuery): GivenRow[] {
    const tables = feed.tables(spaceId)
    const isReached = ({ device, seq }: ItemRow | CommentRow) =>
      seq > 0 && seq <= (reach.get(device) ?? 0)
    const items = [...(tables?.items.rows.values() ?? [])].filter(isReached).map(ofItem)
    const comments = [...(tables?.comments.rows.values() ?? [])].filter(isReached).map(ofComment)
    const versions = handed(spaceId).filter(({ peer }) => peers.includes(peer))
    const once = new Map(versions.map((row) => [row.versionId, ofVersion(row)]))
    return [...items, ...comments, ...once.values()].sort(newestFirst)
  }
  const store: GivenStore = {
    count: (spaceId, query) => found(spaceId, query).length,
    window: (spaceId, query, offset, limit) => found(spaceId, query).slice(offset, offset + limit),
    putHanded(spaceId, row) {
      const key = `${row.versionId}/${row.peer}`
      if (!shelf.of(spaceId).has(key)) shelf.of(spaceId).set(key, { ...row })
    },
    handed: (spaceId, versionId) =>
      handed(spaceId)
        .filter((row) => row.versionId === versionId)
        .sort((a, b) => (a.peer < b.peer ? -1 : 1)),
  }
  return { store, forget: shelf.forget, usedBytes: () => 0 }
}

const newestFirst = (a: GivenRow, b: GivenRow) =>
  b.createdAt - a.createdAt || (a.id === b.id ? 0 : a.id < b.id ? -1 : 1)

const ofItem = ({
  itemId,
  kind,
  device,
  seq,
  createdAt,
  binnedAt,
  content,
}: ItemRow): GivenRow => ({
  ...{ kind, id: itemId, itemId, device, seq, createdAt, content },
  isBinned: binnedAt !== null,
})
const ofComment = (row: CommentRow): GivenRow => ({
  ...{ kind: 'comment', id: row.commentId, itemId: row.itemId, device: row.device },
  ...{ seq: row.seq, createdAt: row.createdAt, content: row.text },
  isBinned: row.binnedAt !== null,
})
const ofVersion = ({ versionId, itemId, keptAt }: HandedVersion): GivenRow => ({
  ...{ kind: 'version', id: versionId, itemId, device: null, seq: 0, createdAt: keptAt },
  ...{ isBinned: false, content: '' },
})
