import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { FoyerClient } from '../../state/client.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { itemAsGuest } from '../guest/asGuest.ts'
import { createFeedPages, type FeedFilter, type FeedPages, type FeedSummary } from './feedPages.ts'
import { useSpace } from './SpaceContext.tsx'

const guestsFeed = (feed: FoyerClient['feed']): FoyerClient['feed'] => ({
  ...feed,
  window: async (input) => {
    const { items, ...rest } = await feed.window(input)
    return { ...rest, items: items.map(itemAsGuest) }
  },
})

interface OpenPages {
  readonly pages: FeedPages
  readonly summary: FeedSummary
}

/** The pages of a Space's feed for as long as the component shows it. */
export function useFeedPages(spaceId: SpaceId, filter: FeedFilter): OpenPages {
  const client = useClient()
  const { asGuest } = useSpace()
  const pages = useMemo(
    () =>
      createFeedPages({ feed: asGuest ? guestsFeed(client.feed) : client.feed, spaceId, filter }),
    [client, asGuest, spaceId, filter],
  )
  useEffect(() => pages.open(), [pages])
  const summary = useSyncExternalStore(pages.onChange, pages.summary)
  return { pages, summary }
}
