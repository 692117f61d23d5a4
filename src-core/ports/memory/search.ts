import type { SpaceId } from '../../base/ids.ts'
import type { CommentRow, FeedStore, ItemRow, SearchHit } from '../feedStore.ts'
import type { CommentTable } from './commentTable.ts'
import type { ItemTable } from './items.ts'
import { createMatcher } from './searchText.ts'

interface SpaceFeed {
  readonly items: ItemTable
  readonly comments: CommentTable
}

interface Candidate {
  readonly spaceId: SpaceId
  readonly item: ItemRow
  readonly text: string
  readonly createdAt: number
}

/**
 * Full text by scanning: a guest's memory holds one Space, and folding is done once a row. Every word
 * must begin a word of the text, letters compared without case and accents.
 */
export function createSearch(
  feeds: () => Iterable<readonly [SpaceId, SpaceFeed]>,
): FeedStore['search'] {
  const matcher = createMatcher()
  return (query, spaceId, limit) => {
    const words = matcher.wordsOf(query)
    if (words.length === 0) return []
    const hits: Candidate[] = []
    for (const [id, feed] of feeds()) {
      if (spaceId !== null && id !== spaceId) continue
      for (const candidate of candidatesOf(id, feed))
        if (matcher.matches(candidate.source, candidate.text, words)) hits.push(candidate)
    }
    return hits
      .sort((a, b) => b.createdAt - a.createdAt)
      .slice(0, limit)
      .map(
        ({ spaceId: found, item, text, createdAt }): SearchHit => ({
          spaceId: found,
          itemId: item.itemId,
          kind: item.kind,
          snippet: matcher.snippetOf(text, words),
          createdAt,
        }),
      )
  }
}

function* candidatesOf(
  spaceId: SpaceId,
  { items, comments }: SpaceFeed,
): Generator<Candidate & { readonly source: ItemRow | CommentRow }> {
  for (const item of items.rows.values()) {
    if (item.binnedAt !== null) continue
    yield { spaceId, item, text: item.searchText, createdAt: item.createdAt, source: item }
  }
  for (const comment of comments.rows.values()) {
    const item = items.rows.get(comment.itemId)
    if (comment.binnedAt !== null || !item || item.binnedAt !== null) continue
    yield { spaceId, item, text: comment.text, createdAt: comment.createdAt, source: comment }
  }
}
