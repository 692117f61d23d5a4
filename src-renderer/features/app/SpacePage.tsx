import { ActionIcon, Button } from '@mantine/core'
import { IconLayoutSidebarRightExpand, IconUserPlus } from '@tabler/icons-react'
import { type ReactNode, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceView } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import type { Route } from '../../state/routes.ts'
import { useSetSettings, useSettings } from '../../state/settings.ts'
import { useLayout } from '../../state/useLayout.ts'
import { useStream } from '../../state/useStream.ts'
import { ICON } from '../../ui/icon.ts'
import { laterPart } from '../../ui/laterPart.ts'
import { SpaceStage } from '../feed/SpaceStage.tsx'
import { FilesPanel } from '../files/FilesPanel.tsx'
import { PeoplePanel } from '../people/PeoplePanel.tsx'
import { About, Details } from './Details.tsx'
import { Gone } from './Gone.tsx'
import css from './SpacePage.module.css'

const DetailsDrawer = laterPart(() => import('./DetailsDrawer.tsx'))

interface Props {
  readonly route: Route & { readonly page: 'space' }
  /** The Space's menu; a visitor has none. */
  readonly menu?: ReactNode
  /** Beneath the header, for as long as a visit lasts. */
  readonly strip?: ReactNode
}

/** A Space: stage, and beside it the details; on a phone one of its parts at a time. */
export function SpacePage({ route, menu, strip }: Props) {
  const { spaceId, itemId, tab } = route
  const { value: view, error } = useStream('spaces', 'view', { spaceId })
  const layout = useLayout()
  if (error && !view) return <Gone />
  if (layout === 'phone' && tab !== 'feed') {
    return <main className={css.stage}>{view && <Part view={view} tab={tab} />}</main>
  }
  return (
    <>
      <main className={css.stage} data-region="stage" tabIndex={-1}>
        <SpaceStage
          spaceId={spaceId}
          itemId={itemId}
          actions={view && <Actions view={view} menu={menu} />}
          strip={strip}
        />
      </main>
      {layout === 'wide' && view && <SideDetails view={view} />}
    </>
  )
}

/** The Space's files or people as a page of their own. */
function Part({ view, tab }: { readonly view: SpaceView; readonly tab: 'files' | 'people' }) {
  const { t } = useTranslation()
  return (
    <div className={css.part}>
      <h1>
        {tab === 'files' ? t('app.filesTab') : t('app.peopleTab')}
        <bdi>{view.name}</bdi>
      </h1>
      {tab === 'files' ? (
        <FilesPanel spaceId={view.spaceId} />
      ) : (
        <>
          <PeoplePanel members={view.members} />
          <About view={view} />
        </>
      )}
    </div>
  )
}

function SideDetails({ view }: { readonly view: SpaceView }) {
  const { t } = useTranslation()
  const { detailsOpen } = useSettings()
  const set = useSetSettings()
  if (!detailsOpen) return null
  return (
    <aside
      className={css.side}
      aria-label={t('app.detailsPanel')}
      data-region="details"
      tabIndex={-1}
    >
      <Details view={view} onHide={() => set({ detailsOpen: false })} />
    </aside>
  )
}

function Actions({ view, menu }: { readonly view: SpaceView; readonly menu: ReactNode }) {
  const { t } = useTranslation()
  const { open } = useRouter()
  const layout = useLayout()
  const invite = () => open({ dialog: 'invite', spaceId: view.spaceId })
  return (
    <>
      {view.can.invite &&
        (layout === 'phone' ? (
          <ActionIcon
            size="2.75rem"
            variant="default"
            aria-label={t('app.invite')}
            onClick={invite}
          >
            <IconUserPlus {...ICON} size={20} />
          </ActionIcon>
        ) : (
          <Button
            variant="default"
            leftSection={<IconUserPlus {...ICON} size={17} />}
            onClick={invite}
          >
            {t('app.invite')}
          </Button>
        ))}
      {layout !== 'phone' && <ShowDetails view={view} />}
      {menu}
    </>
  )
}

/** Opens the details: beside the stage where there is room, else as a drawer over it. */
function ShowDetails({ view }: { readonly view: SpaceView }) {
  const { t } = useTranslation()
  const wide = useLayout() === 'wide'
  const { detailsOpen } = useSettings()
  const set = useSetSettings()
  const [drawer, setDrawer] = useState(false)
  // Once opened it stays, so that it slides out.
  const opened = useRef(false)
  opened.current ||= drawer
  if (wide && detailsOpen) return null
  return (
    <>
      <ActionIcon
        aria-label={t('app.showDetails')}
        onClick={() => (wide ? set({ detailsOpen: true }) : setDrawer(true))}
      >
        <IconLayoutSidebarRightExpand {...ICON} />
      </ActionIcon>
      {opened.current && (
        <Suspense>
          <DetailsDrawer view={view} opened={drawer && !wide} onClose={() => setDrawer(false)} />
        </Suspense>
      )}
    </>
  )
}
