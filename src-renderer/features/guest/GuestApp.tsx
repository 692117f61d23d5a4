import { useEffect, useState } from 'react'
import type { KeptDoor } from '../../../src-core/bridge/keptDoor.ts'
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
import { useSpaceView } from '../../state/useSpaceView.ts'
import { SKIP, useStream } from '../../state/useStream.ts'
import type { VisitChoice } from '../../state/visitChoice.ts'
import { SpaceBar } from '../app/PhoneBar.tsx'
import { Providers } from '../app/Providers.tsx'
import { SpacePage } from '../app/SpacePage.tsx'
import { ConnectionLost, Opening } from '../entrance/Closed.tsx'
import { knownDoor } from '../join/knownDoor.ts'
import { GuestEnded, GuestEntry, GuestRefused, GuestWaiting } from './GuestEntry.tsx'
import css from './guest.module.css'
import { KeptDoors } from './KeptDoors.tsx'
import { VisitorStrip } from './VisitorStrip.tsx'

interface Props {
  readonly connection: Connection
  readonly choice: VisitChoice
  /** Ends the host of this page and forgets the link; nothing is left in the browser. */
  readonly onEnd: () => void
  /** The link this page was opened with; a visit that is kept here opens without. */
  readonly link: string | undefined
}

/** The whole page of a visitor: the door, then one Space. Keeps nothing by itself. */
export function GuestApp({ connection, choice, link, onEnd }: Props) {
  const [ended, setEnded] = useState<string>()
  const end = (space: string) => {
    setEnded(space)
    onEnd()
  }
  return (
    <Providers connection={connection} keep={false}>
      {ended !== undefined ? (
        <GuestEnded space={ended} />
      ) : (
        <Visit choice={choice} link={link} onEnd={end} />
      )}
    </Providers>
  )
}

interface VisitProps {
  readonly choice: VisitChoice
  readonly link: string | undefined
  readonly onEnd: (space: string) => void
}

function Visit({ choice, link, onEnd }: VisitProps) {
  const [doors, setDoors] = useState<readonly KeptDoor[]>()
  useEffect(() => choice.onAsked(setDoors), [choice])
  const { value: status, error } = useStream('app', 'status', undefined)
  const { value: spaces } = useStream(
    'spaces',
    'watch',
    status?.phase === 'ready' ? undefined : SKIP,
  )
  const inside = spaces?.[0]
  if (doors) {
    const enter = (door: KeptDoor) => {
      setDoors(undefined)
      choice.choose(door)
    }
    return <KeptDoors doors={doors} onChoose={enter} />
  }
  if (!status || status.phase === 'starting') return error ? <ConnectionLost /> : <Opening />
  if (status.phase === 'failed') {
    return <GuestRefused failure={failureOf(status.failure.code)} />
  }
  if (inside) return <Inside spaceId={inside.spaceId} onEnd={onEnd} />
  if (status.phase === 'ready' && !spaces) return <Opening />
  return link === undefined ? <GuestRefused failure={undefined} /> : <AtTheDoor link={link} />
}

function AtTheDoor({ link }: { readonly link: string }) {
  const client = useClient()
  const { value, error } = useStream('invitations', 'door', { link })
  const door = knownDoor(value, error)
  const enter = useCommand(async (name: string, email: string | null) => {
    await client.app.enter({ name, email })
    await client.invitations.join({ link })
  })
  if (door?.state === 'waiting') return <GuestWaiting door={door} />
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

/** How long the others are given to hear of the end, ms. */
const LEAVE_MS = 1500

type SpaceId = Parameters<typeof spaceRoute>[0]

interface InsideProps {
  readonly spaceId: SpaceId
  readonly onEnd: (space: string) => void
}

function Inside({ spaceId, onEnd }: InsideProps) {
  const client = useClient()
  const { route, go } = useRouter()
  const { detailsOpen } = useSettings()
  const layout = useLayout()
  const { value: view } = useSpaceView(spaceId)
  const here = route.page === 'space' && route.spaceId === spaceId ? route : undefined
  useEffect(() => {
    if (!here) go(spaceRoute(spaceId))
  }, [here, spaceId, go])
  // The title stays what it is: browsers keep titles in their history, and nothing of the Space is to be left there.
  useShortcut({ keys: 'F6', run: () => moveRegion(1) })
  useShortcut({ keys: 'shift+F6', run: () => moveRegion(-1) })
  const leave = useCommand(async () => {
    if (view?.ended === null) await client.members.leave({ spaceId })
  })
  // Also without anybody to tell it to: what matters here is that nothing stays.
  const end = async () => {
    await Promise.race([leave.run(), new Promise((resolve) => setTimeout(resolve, LEAVE_MS))])
    await client.keeping.remove().catch(() => {})
    onEnd(view?.name ?? '')
  }
  const over = view !== undefined && view.ended !== null
  const name = view?.name ?? ''
  useEffect(() => {
    if (over) void client.keeping.remove().then(() => onEnd(name))
  }, [over, name, onEnd, client])
  if (!here) return null
  return (
    <div
      className={css.frame}
      data-layout={layout}
      data-aside={(layout === 'wide' && detailsOpen) || undefined}
    >
      <SpacePage
        route={here}
        strip={view && <VisitorStrip expiresAt={view.expiresAt} onEnd={end} />}
      />
      {layout === 'phone' && <SpaceBar />}
    </div>
  )
}
