import { notifications } from '@mantine/notifications'
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { toFailure } from '../../state/failure.ts'
import { useShortcut } from '../../state/ShortcutsProvider.tsx'
import { useSpace } from './SpaceContext.tsx'
import { showToast } from './toast.tsx'

/** Undo and redo of this page's acts in the Space; text fields keep their own. */
export function useUndo() {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId } = useSpace()

  const act = useCallback(
    async (what: 'undo' | 'redo') => {
      try {
        await client.feed[what]({ spaceId })
        showToast({ message: t(what === 'undo' ? 'feed.undone' : 'feed.redone') })
      } catch (thrown) {
        const { code } = toFailure(thrown)
        showToast({ message: t(`errors.${code}`) })
      }
    },
    [client, spaceId, t],
  )
  useShortcut({
    keys: 'mod+Z',
    label: t('feed.undo'),
    outsideText: true,
    run: () => void act('undo'),
  })
  useShortcut({
    keys: 'mod+shift+Z',
    label: t('feed.redo'),
    outsideText: true,
    run: () => void act('redo'),
  })
  // An offer to undo belongs to the Space it was made in.
  useEffect(() => () => notifications.clean(), [])
  return act
}
