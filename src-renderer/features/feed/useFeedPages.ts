import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { createFeedPages, type FeedFilter, type FeedPages, type FeedSummary } from './feedPages.ts'

interface OpenPages {
  readonly pages: FeedPages
  readonly summary: FeedSummary
}

/** The pages of a Space's feed for as long as the component shows it. */
export function useFeedPages(spaceId: SpaceId, filter: FeedFilter): OpenPages {
  const client = useClient()
  const pages = useMemo(
    () => createFeedPages({ feed: client.feed, spaceId, filter }),
    [client, spaceId, filter],
  )
  useEffect(() => pages.open(), [pages])
  const summary = useSyncExternalStore(pages.onChange, pages.summary)
  return { pages, summary }
}
