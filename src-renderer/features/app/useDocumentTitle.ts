import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'

/** The window's title says where one is. */
export function useDocumentTitle(spaces: readonly SpaceSummary[]): void {
  const { t } = useTranslation()
  const { route } = useRouter()
  const title = {
    home: t('app.home'),
    people: t('app.people'),
    settings: t('app.settings'),
    space:
      spaces.find((space) => route.page === 'space' && space.spaceId === route.spaceId)?.name ?? '',
  }[route.page]
  useEffect(() => {
    document.title = title ? `${title} · Foyer` : 'Foyer'
  }, [title])
}
