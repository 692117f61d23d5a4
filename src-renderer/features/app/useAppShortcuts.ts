import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useRouter } from '../../state/RouterProvider.tsx'
import { moveRegion } from '../../state/regions.ts'
import { neighbour, spaceRoute } from '../../state/routes.ts'
import { useShortcut } from '../../state/ShortcutsProvider.tsx'

interface Options {
  readonly spaces: readonly SpaceSummary[]
  readonly canLock: boolean
  readonly find: () => void
}

/** The keys that work everywhere. */
export function useAppShortcuts({ spaces, canLock, find }: Options): void {
  const { t } = useTranslation()
  const { route, dialog, go, open } = useRouter()
  const client = useClient()
  const current = route.page === 'space' ? route.spaceId : undefined
  const walk = (step: 1 | -1, among: readonly SpaceSummary[]) => {
    const next = neighbour(among, current, step)
    if (next) go(spaceRoute(next.spaceId))
  }
  const unread = spaces.filter((space) => space.unread > 0 || space.spaceId === current)

  useShortcut({ keys: 'mod+K', label: t('app.keys.palette'), run: find })
  useShortcut({
    keys: 'alt+ArrowUp',
    label: t('app.keys.previous'),
    run: () => walk(-1, spaces),
  })
  useShortcut({ keys: 'alt+ArrowDown', label: t('app.keys.next'), run: () => walk(1, spaces) })
  useShortcut({
    keys: 'alt+shift+ArrowUp',
    label: t('app.keys.previousUnread'),
    run: () => walk(-1, unread),
  })
  useShortcut({
    keys: 'alt+shift+ArrowDown',
    label: t('app.keys.nextUnread'),
    run: () => walk(1, unread),
  })
  useShortcut({ keys: 'F6', label: t('app.keys.regions'), run: () => moveRegion(1) })
  useShortcut({ keys: 'shift+F6', label: t('app.keys.regionsBack'), run: () => moveRegion(-1) })
  useShortcut({
    keys: 'mod+shift+L',
    label: t('app.keys.lock'),
    disabled: !canLock,
    run: () => void client.app.lock(),
  })
  useShortcut({
    keys: 'mod+,',
    label: t('app.keys.settings'),
    run: () => go({ page: 'settings' }),
  })
  const list = () => dialog ?? open({ dialog: 'shortcuts' })
  useShortcut({ keys: '?', label: t('app.keys.list'), run: list })
  // Most keyboards need Shift for it; the key that is told is the same.
  useShortcut({ keys: 'shift+?', run: list })
}
