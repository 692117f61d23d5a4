import { useEffect } from 'react'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import { useClient } from '../../state/FoyerProvider.tsx'

/** Tells the Space where this page is, for as long as it is looked at; leaving says so too. */
export function usePresence(spaceId: SpaceId, itemId: ItemId | null): void {
  const client = useClient()
  useEffect(() => {
    const tell = (here: boolean) => {
      const place = { spaceId, here, itemId: here ? itemId : null }
      // Whether others can see it is worth no error here.
      client.spaces.presence(place).catch(() => {})
    }
    const onVisibility = () => tell(document.visibilityState === 'visible')
    onVisibility()
    document.addEventListener('visibilitychange', onVisibility)
    return () => document.removeEventListener('visibilitychange', onVisibility)
  }, [client, spaceId, itemId])

  useEffect(
    () => () => {
      client.spaces.presence({ spaceId, here: false, itemId: null }).catch(() => {})
    },
    [client, spaceId],
  )
}
