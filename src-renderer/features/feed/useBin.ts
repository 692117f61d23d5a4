import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { toFailure } from '../../state/failure.ts'
import { useSpace } from './SpaceContext.tsx'
import { showToast } from './toast.tsx'

/** Moves an item to the bin and offers to undo it for 10 s. */
export function useBin(): (item: FeedItem) => void {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId } = useSpace()
  return useCallback(
    async ({ itemId, content }: FeedItem) => {
      const fail = (thrown: unknown) =>
        showToast({ message: t(`errors.${toFailure(thrown).code}`) })
      try {
        await client.feed.bin({ spaceId, itemId })
      } catch (thrown) {
        return fail(thrown)
      }
      showToast({
        message: t(`feed.binned.${content.kind}`),
        undo: {
          label: t('feed.undo'),
          run: () => void client.feed.restore({ spaceId, itemId }).catch(fail),
        },
      })
    },
    [client, spaceId, t],
  )
}
