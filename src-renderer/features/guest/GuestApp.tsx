import { useEffect } from 'react'
import type { Connection } from '../../state/client.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { failureOf } from '../../state/failure.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { moveRegion } from '../../state/regions.ts'
import { spaceRoute } from '../../state/routes.ts'
import { useShortcut } from '../../state/ShortcutsProvider.tsx'
import { useSettings } from '../../state/settings.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useLayout } from '../../state/useLayout.ts'
import { SKIP, useStream } from '../../state/useStream.ts'
import { SpaceBar } from '../app/PhoneBar.tsx'
import { Providers } from '../app/Providers.tsx'
import { SpacePage } from '../app/SpacePage.tsx'
import { ConnectionLost, Opening } from '../entrance/Closed.tsx'
import { knownDoor } from '../join/knownDoor.ts'
import { GuestEntry, GuestRefused } from './GuestEntry.tsx'
import css from './guest.module.css'
import { VisitorStrip } from './VisitorStrip.tsx'

interface Props {
  readonly connection: Connection
  /** The link this page was opened with. */
  readonly link: string | undefined
}

/** The whole page of a visitor: the door, then one Space. Keeps nothing. */
export function GuestApp({ connection, link }: Props) {
  return (
    <Providers connection={connection} keep={false}>
      {link === undefined ? <GuestRefused failure={undefined} /> : <Visit link={link} />}
    </Providers>
  )
}

function Visit({ link }: { readonly link: string }) {
  const { value: status, error } = useStream('app', 'status', undefined)
  const { value: spaces } = useStream(
    'spaces',
    'watch',
    status?.phase === 'ready' ? undefined : SKIP,
  )
  const inside = spaces?.[0]
  if (!status || status.phase === 'starting') return error ? <ConnectionLost /> : <Opening />
  if (status.phase === 'failed') {
    return <GuestRefused failure={failureOf(status.failure.code)} />
  }
  return inside ? <Inside spaceId={inside.spaceId} /> : <AtTheDoor link={link} />
}

function AtTheDoor({ link }: { readonly link: string }) {
  const client = useClient()
  const { value, error } = useStream('invitations', 'door', { link })
  const door = knownDoor(value, error)
  const enter = useCommand(async (name: string, email: string | null) => {
    await client.app.enter({ name, email })
    await client.invitations.join({ link })
  })
  if (door?.state === 'refused') return <GuestRefused failure={failureOf(door.code)} />
  return (
    <GuestEntry
      door={door}
      pending={enter.pending}
      failure={enter.error}
      onEnter={(name, email) => void enter.run(name, email)}
    />
  )
}

type SpaceId = Parameters<typeof spaceRoute>[0]

function Inside({ spaceId }: { readonly spaceId: SpaceId }) {
  const { route, go } = useRouter()
  const { detailsOpen } = useSettings()
  const layout = useLayout()
  const { value: view } = useStream('spaces', 'view', { spaceId })
  const here = route.page === 'space' && route.spaceId === spaceId ? route : undefined
  useEffect(() => {
    if (!here) go(spaceRoute(spaceId))
  }, [here, spaceId, go])
  useEffect(() => {
    document.title = view ? `${view.name} · Foyer` : 'Foyer'
  }, [view])
  useShortcut({ keys: 'F6', run: () => moveRegion(1) })
  useShortcut({ keys: 'shift+F6', run: () => moveRegion(-1) })
  if (!here) return null
  return (
    <div
      className={css.frame}
      data-layout={layout}
      data-aside={(layout === 'wide' && detailsOpen) || undefined}
    >
      <SpacePage route={here} strip={view && <VisitorStrip expiresAt={view.expiresAt} />} />
      {layout === 'phone' && <SpaceBar />}
    </div>
  )
}
