import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import type { SpaceRoute } from '../../state/routes.ts'
import { useSettings } from '../../state/settings.ts'
import { useLayout } from '../../state/useLayout.ts'
import { useSpaceView } from '../../state/useSpaceView.ts'
import { useStream } from '../../state/useStream.ts'
import { Boundary } from '../../ui/Boundary.tsx'
import { GroupStrip } from '../groups/GroupStrip.tsx'
import { HomePage } from '../home/HomePage.tsx'
import { createHeldTyping } from '../palette/heldTyping.ts'
import { PeoplePage } from '../people/PeoplePage.tsx'
import { NO_FEEDBACK } from '../settings/feedbackText.ts'
import { SettingsPage } from '../settings/SettingsPage.tsx'
import { SpaceMenu } from '../spaces/SpaceMenu.tsx'
import { Dialogs } from './Dialogs.tsx'
import css from './Frame.module.css'
import { PhoneBar } from './PhoneBar.tsx'
import { Rail, type Ready } from './Rail.tsx'
import { SpaceNotices } from './SpaceNotices.tsx'
import { SpacePage } from './SpacePage.tsx'
import { spacePages } from './spacePages.tsx'
import { useAppShortcuts } from './useAppShortcuts.ts'
import { useDocumentTitle } from './useDocumentTitle.ts'
import { useIncomingLinks } from './useIncomingLinks.ts'

const loadPalette = () => import('../palette/Palette.tsx')
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }))
/** After the first page stands, so that it is there at once when it is asked for. In ms. */
const PALETTE_AFTER_MS = 1500

const NONE: readonly SpaceSummary[] = []

/** The app once it is unlocked: rail, stage and details, or one column and a bar on a phone. */
export function Frame({ status }: { readonly status: Ready }) {
  const { t } = useTranslation()
  const layout = useLayout()
  const { value: spaces = NONE } = useStream('spaces', 'watch', undefined)
  const { detailsOpen } = useSettings()
  const { route } = useRouter()
  const [asked, setAsked] = useState(0)
  const [typing] = useState(() => createHeldTyping(window))
  const find = () => {
    typing.hold()
    setAsked((count) => count + 1)
  }
  useAppShortcuts({ spaces, canLock: status.canLock, find })
  useIncomingLinks()
  useDocumentTitle(spaces)
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => {}), PALETTE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])

  const isFeed = route.page === 'space' && (route.tab === 'feed' || route.tab === 'files')
  const aside = layout === 'wide' && isFeed && detailsOpen
  return (
    <div className={css.frame} data-layout={layout} data-aside={aside || undefined}>
      <button type="button" className={css.skip} onClick={skipToStage}>
        {t('app.skip')}
      </button>
      {layout !== 'phone' && (
        <Rail status={status} spaces={spaces} thin={layout === 'narrow'} onFind={find} />
      )}
      <Page status={status} spaces={spaces} />
      {layout === 'phone' && <PhoneBar />}
      <Dialogs spaces={spaces} />
      {asked > 0 && (
        <Boundary fallback={null}>
          <Suspense fallback={null}>
            <Palette spaces={spaces} canLock={status.canLock} asked={asked} typing={typing} />
          </Suspense>
        </Boundary>
      )}
    </div>
  )
}

/** To the feed's item in reach, or to the page where there is no feed. */
function skipToStage(): void {
  const feed = document.querySelector<HTMLElement>('[role=feed] [tabindex="0"], [role=feed]')
  const stage = document.querySelector<HTMLElement>('[data-region=stage]')
  ;(feed ?? stage)?.focus()
}

interface PageProps {
  readonly status: Ready
  readonly spaces: readonly SpaceSummary[]
}

function Page({ status, spaces }: PageProps) {
  const { route } = useRouter()
  const space = route.page === 'space' ? route.spaceId : undefined
  const tab = route.page === 'space' ? route.tab : undefined
  // Kept while one looks at other pages, and no longer than this page of the browser is open and unlocked.
  const [feedback, setFeedback] = useState(NO_FEEDBACK)
  // Focus follows the page, so that a reader hears where it is; not on first sight.
  const [first, setFirst] = useState(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of place moves focus.
  useEffect(() => {
    if (first) return setFirst(false)
    document.querySelector<HTMLElement>('[data-region=stage]')?.focus({ preventScroll: true })
  }, [route.page, space, tab])

  if (route.page === 'space') return <Space route={route} spaces={spaces} />
  return (
    <main className={css.stage} data-region="stage" tabIndex={-1}>
      {route.page === 'home' && <HomePage status={status} spaces={spaces} />}
      {route.page === 'people' && <PeoplePage spaces={spaces} />}
      {route.page === 'settings' && (
        <SettingsPage status={status} feedback={{ value: feedback, onChange: setFeedback }} />
      )}
    </main>
  )
}

interface SpaceProps {
  readonly route: SpaceRoute
  readonly spaces: readonly SpaceSummary[]
}

function Space({ route, spaces }: SpaceProps) {
  const { value: view } = useSpaceView(route.spaceId)
  return (
    <SpacePage
      route={route}
      menu={view && <SpaceMenu view={view} />}
      pages={spacePages}
      strip={
        view && (
          <>
            {view.parent && <GroupStrip view={view} spaces={spaces} />}
            <SpaceNotices view={view} />
          </>
        )
      }
    />
  )
}
