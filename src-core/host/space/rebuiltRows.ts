import type * as Y from 'yjs'
import {
  type CommentDocRow,
  createComments,
  createFeed,
  type DocumentKind,
  type FeedRow,
} from '../../documents/index.ts'
import type { Random } from '../../ports/index.ts'
import type { Projection } from './projection.ts'

export interface RowsBefore {
  /** Writes what the document says differently since it was made anew. */
  writeDifference(after: Y.Doc, projection: Projection): void
}

function feedRows(doc: Y.Doc): FeedRow[] {
  const feed = createFeed(doc)
  const rows = [...feed.rows()]
  feed.close()
  return rows
}

function commentRows(doc: Y.Doc, random: Random): CommentDocRow[] {
  const comments = createComments(doc, { tag: 0, random })
  const rows = [...comments.rows()]
  comments.close()
  return rows
}

/** Rows that are new or different, and what is gone. */
function difference<Id, Row>(
  before: readonly Row[],
  after: readonly Row[],
  idOf: (row: Row) => Id,
): { readonly rows: readonly Row[]; readonly removed: readonly Id[] } {
  const texts = new Map(before.map((row) => [idOf(row), JSON.stringify(row)]))
  const here = new Set(after.map(idOf))
  return {
    rows: after.filter((row) => texts.get(idOf(row)) !== JSON.stringify(row)),
    removed: [...texts.keys()].filter((id) => !here.has(id)),
  }
}

/** The rows of a document, to be compared with those of the one that takes its place. */
export function rebuiltRows(doc: Y.Doc, kind: DocumentKind, random: Random): RowsBefore {
  if (kind === 'feed') {
    const before = feedRows(doc)
    return {
      writeDifference(after, projection) {
        const change = difference(before, feedRows(after), ({ itemId }) => itemId)
        projection.feedChanged({ ...change, meta: false })
      },
    }
  }
  if (kind === 'comments') {
    const before = commentRows(doc, random)
    return {
      writeDifference(after, projection) {
        const rows = commentRows(after, random)
        projection.commentsChanged(difference(before, rows, ({ commentId }) => commentId))
      },
    }
  }
  return { writeDifference: () => {} }
}
