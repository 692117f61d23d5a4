import { useEffect, useRef } from 'react'
import { useClient } from '../../state/FoyerProvider.tsx'
import type { FeedPages } from './feedPages.ts'
import { useSpace } from './SpaceContext.tsx'
import type { FeedList } from './useFeedList.ts'

/** How long something must be in sight before it counts as read, in ms. */
const READ_MS = 500

interface Options {
  readonly list: FeedList
  readonly pages: FeedPages
  readonly enabled: boolean
}

/** Marks as read what was in sight while the page had the person's attention. */
export function useMarkRead({ list, pages, enabled }: Options): void {
  const client = useClient()
  const { spaceId } = useSpace()
  const marked = useRef(-1)
  const end = list.virtualizer.range?.endIndex ?? -1
  const order = pages.item(end)?.order

  useEffect(() => {
    if (!enabled || !list.placed || order === undefined) return
    const mark = () => {
      if (order <= marked.current || !document.hasFocus()) return
      marked.current = order
      // Unread for longer than it was is no error to show.
      client.spaces.markRead({ spaceId, order }).catch(() => {})
    }
    const timer = setTimeout(mark, READ_MS)
    window.addEventListener('focus', mark)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('focus', mark)
    }
  }, [client, spaceId, enabled, list.placed, order])
}
