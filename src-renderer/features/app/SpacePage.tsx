import { ActionIcon, Button } from '@mantine/core'
import { IconEye, IconLayoutSidebarRightExpand, IconUserPlus } from '@tabler/icons-react'
import { type ReactNode, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserId } from '../../../src-core/base/ids.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { personRoute, type SpaceRoute, spaceRoute } from '../../state/routes.ts'
import { useSetSettings, useSettings } from '../../state/settings.ts'
import { useLayout } from '../../state/useLayout.ts'
import { type SpaceFacts, useSpaceView } from '../../state/useSpaceView.ts'
import { ICON } from '../../ui/icon.ts'
import { laterPart } from '../../ui/laterPart.ts'
import { Say } from '../../ui/Say.tsx'
import { SpaceStage } from '../feed/SpaceStage.tsx'
import { FilesPanel } from '../files/FilesPanel.tsx'
import { PeoplePanel } from '../people/PeoplePanel.tsx'
import { About, Details } from './Details.tsx'
import { Gone } from './Gone.tsx'
import css from './SpacePage.module.css'

const DetailsDrawer = laterPart(() => import('./DetailsDrawer.tsx'))
const VersionsPage = laterPart(() => import('../versions/LaterVersionsPage.tsx'))

interface Props {
  readonly route: SpaceRoute
  /** The Space's menu; a visitor has none. */
  readonly menu?: ReactNode
  /** The pages beside feed and files that a member has, or undefined for another part. */
  readonly pages?: (view: SpaceFacts, route: SpaceRoute) => ReactNode | undefined
  /** Beneath the header, for as long as a visit lasts. */
  readonly strip?: ReactNode
}

/** A Space: stage, and beside it the details; on a phone one of its parts at a time. */
export function SpacePage({ route, menu, pages, strip }: Props) {
  const { spaceId, itemId, edit, tab } = route
  const { value: view, error } = useSpaceView(spaceId)
  const layout = useLayout()
  const { go } = useRouter()
  if (error && !view) return <Gone />
  const page =
    view && tab === 'versions' && itemId ? (
      <Suspense fallback={null}>
        <VersionsPage spaceId={spaceId} itemId={itemId} />
      </Suspense>
    ) : (
      view && pages?.(view, route)
    )
  if (page) {
    return (
      <main className={css.stage} data-region="stage" tabIndex={-1}>
        {page}
      </main>
    )
  }
  if (layout === 'phone' && (tab === 'files' || tab === 'people')) {
    return <main className={css.stage}>{view && <Part view={view} tab={tab} />}</main>
  }
  const asGuest = tab === 'asGuest'
  const onPerson = pages && ((userId: UserId) => go(personRoute(spaceId, userId)))
  return (
    <>
      <main className={css.stage} data-region="stage" tabIndex={-1}>
        <SpaceStage
          spaceId={spaceId}
          itemId={itemId}
          edit={edit}
          actions={view && !asGuest && <Actions view={view} menu={menu} />}
          strip={asGuest ? <AsGuestStrip spaceId={spaceId} /> : strip}
          asGuest={asGuest}
        />
      </main>
      {layout === 'wide' && view && !asGuest && <SideDetails view={view} onPerson={onPerson} />}
    </>
  )
}

/** Says whose eyes one looks through, and leads back. */
function AsGuestStrip({ spaceId }: { readonly spaceId: SpaceRoute['spaceId'] }) {
  const { t } = useTranslation()
  const { go } = useRouter()
  return (
    <section className={css.asGuest} aria-label={t('guest.viewAs')}>
      <IconEye {...ICON} />
      <p>
        <Say id="guest.viewingAs" />
      </p>
      <Button size="xs" variant="default" onClick={() => go(spaceRoute(spaceId))}>
        {t('guest.endView')}
      </Button>
    </section>
  )
}

/** The Space's files or people as a page of their own. */
function Part({ view, tab }: { readonly view: SpaceFacts; readonly tab: 'files' | 'people' }) {
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
          <PeoplePanel spaceId={view.spaceId} members={view.members} />
          <About view={view} />
        </>
      )}
    </div>
  )
}

interface SideProps {
  readonly view: SpaceFacts
  readonly onPerson: ((userId: UserId) => void) | undefined
}

function SideDetails({ view, onPerson }: SideProps) {
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
      <Details view={view} onPerson={onPerson} onHide={() => set({ detailsOpen: false })} />
    </aside>
  )
}

function Actions({ view, menu }: { readonly view: SpaceFacts; readonly menu: ReactNode }) {
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
function ShowDetails({ view }: { readonly view: SpaceFacts }) {
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
