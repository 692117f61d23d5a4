import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@fontsource-variable/atkinson-hyperlegible-next'
import '@fontsource-variable/literata/opsz.css'
import '../../../src-renderer/ui/tokens.css'
import '../../../src-renderer/ui/base.css'
import { Button, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { ItemId } from '../../../src-core/base/ids.ts'
import { SpaceNotices } from '../../../src-renderer/features/app/SpaceNotices.tsx'
import { MyDevices } from '../../../src-renderer/features/devices/MyDevices.tsx'
import { FirstRun } from '../../../src-renderer/features/entrance/FirstRun.tsx'
import { SpaceStage } from '../../../src-renderer/features/feed/SpaceStage.tsx'
import { VisitorStrip } from '../../../src-renderer/features/guest/VisitorStrip.tsx'
import { SpaceKeys } from '../../../src-renderer/features/members/SpaceKeys.tsx'
import { ReceivedPage } from '../../../src-renderer/features/recipients/ReceivedPage.tsx'
import { SaveRecipients } from '../../../src-renderer/features/recipients/SaveRecipients.tsx'
import { RecoveryKit } from '../../../src-renderer/features/recovery/RecoveryKit.tsx'
import { TakeBack } from '../../../src-renderer/features/recovery/TakeBack.tsx'
import { ScanButton } from '../../../src-renderer/features/scan/ScanButton.tsx'
import { Feedback } from '../../../src-renderer/features/settings/Feedback.tsx'
import { NO_FEEDBACK } from '../../../src-renderer/features/settings/feedbackText.ts'
import { SpaceMenu } from '../../../src-renderer/features/spaces/SpaceMenu.tsx'
import { VersionsPage } from '../../../src-renderer/features/versions/VersionsPage.tsx'
import { AnnouncerProvider } from '../../../src-renderer/state/AnnouncerProvider.tsx'
import { FoyerProvider } from '../../../src-renderer/state/FoyerProvider.tsx'
import { HostAwayProvider } from '../../../src-renderer/state/HostAwayProvider.tsx'
import { type Language, startI18n } from '../../../src-renderer/state/i18n.ts'
import { RouterProvider } from '../../../src-renderer/state/RouterProvider.tsx'
import { ShortcutsProvider } from '../../../src-renderer/state/ShortcutsProvider.tsx'
import { useSpaceView } from '../../../src-renderer/state/useSpaceView.ts'
import { en } from '../../../src-renderer/translations/en/index.ts'
import { cssVariablesResolver, theme } from '../../../src-renderer/ui/theme.ts'
import { bob, carol } from './people.ts'
import {
  at,
  canalHouse,
  longFeed,
  spaceId,
  stageNotices,
  stageView,
  upToDate,
} from './stageData.ts'
import { inGroup, StageGroupStrip, StageRail } from './stageGroups.tsx'
import { createStageHost } from './stageHost.ts'
import { eve } from './stageRecipients.ts'

/** The stage by itself, beside empty columns; what it shows is chosen in the address. */
const wanted = new URLSearchParams(window.location.search)
const flag = (name: string) => wanted.has(name)

/** A hall with an open door, roughly. */
async function drawHall(): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(640, 400)
  const ink = canvas.getContext('2d')
  if (!ink) throw new Error('no canvas')
  const fill = (colour: string, ...box: [number, number, number, number]) => {
    ink.fillStyle = colour
    ink.fillRect(...box)
  }
  fill('#cfc8ba', 0, 0, 640, 400)
  fill('#35795f', 0, 230, 640, 170)
  fill('#ffffff', 250, 120, 110, 280)
  fill('#6fa287', 360, 120, 60, 240)
  return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())
}

const items = flag('items')
  ? longFeed(Number(wanted.get('items')))
  : flag('empty')
    ? []
    : canalHouse()
const picture = await drawHall()
for (const { content } of items) {
  if (content.kind === 'file' && content.file.picture) content.file.sizeBytes = picture.length
}
const view = stageView({
  ...(flag('notices') ? stageNotices() : {}),
  ...(flag('guest')
    ? {
        role: 'guest' as const,
        can: {
          post: false,
          comment: true,
          moderate: false,
          invite: false,
          rename: false,
          addPeople: false,
          group: false,
        },
        sync: upToDate,
        members: stageView().members.map((member) => ({
          ...member,
          person: { ...member.person, self: member.person.name === 'Gus' },
        })),
      }
    : {}),
  ...(flag('in') ? inGroup(wanted.get('in')) : {}),
  ...(flag('sample') ? { sample: true, readAt: 0 } : {}),
  ...(flag('wide') ? { readers: Array.from({ length: 41 }, (_, n) => `Reader ${n}`) } : {}),
})
const unread = wanted.get('unread')
const { promise: released, resolve: answerPosts } = Promise.withResolvers<void>()
if (flag('held')) Object.assign(window, { answerPosts })
else answerPosts()
const connection = createStageHost({
  view,
  items,
  firstUnread: unread === null ? null : Number(unread),
  picture,
  insecure: wanted.get('guest') === 'http',
  renewal: wanted.get('renewal') ?? 'asking',
  held: released,
})
await startI18n((wanted.get('lang') ?? 'en') as Language, en)

const actions = flag('in') ? (
  <SpaceMenu view={view} />
) : (
  !flag('guest') && <Button variant="default">Invite</Button>
)

/** Takes codes that begin with `foyer:`, and shows the last one in the address. */
const scanner = (
  <ScanButton
    foreign="That is a code of something else."
    onText={async (text) => {
      const taken = text.startsWith('foyer:')
      if (taken) window.location.hash = text
      return taken
    }}
  />
)

/** As the host tells them now. */
function StageNotices() {
  const { value } = useSpaceView(spaceId)
  return value && <SpaceNotices view={value} />
}

/** In a page that keeps what is written. */
function StageFeedback() {
  const [value, onChange] = useState(NO_FEEDBACK)
  return <Feedback host="browser" value={value} onChange={onChange} />
}

/** As at home: what asks for the Spaces goes when they are there. */
function StageTakeBack() {
  const [isBare, setIsBare] = useState(true)
  Object.assign(window, { spacesCame: () => setIsBare(false) })
  return (
    <>
      <h1>Home</h1>
      {isBare && <TakeBack />}
    </>
  )
}

/** Eve has left, so that she is no member of the stage's Space. */
const receiverOf = (name: string | null) =>
  ([bob, carol, eve].find((one) => one.name.toLowerCase() === name) ?? bob).userId

/** Made this morning, while two people were away. */
const keysOfStage = { changedAt: at(9, 40), waiting: [bob, carol] }

function stripOf(shown: typeof view) {
  if (flag('guest')) return <VisitorStrip expiresAt={Date.UTC(2030, 10, 29)} onEnd={() => {}} />
  if (flag('notices')) return <StageNotices />
  return (flag('groups') || flag('in')) && <StageGroupStrip view={shown} />
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariablesResolver}
    forceColorScheme={flag('dark') ? 'dark' : 'light'}
  >
    <Notifications />
    <FoyerProvider connection={connection}>
      <AnnouncerProvider>
        <RouterProvider>
          <ShortcutsProvider singleKeys>
            <div style={{ display: 'flex', height: '100dvh' }}>
              {flag('groups') || flag('in') ? (
                <StageRail dialog={wanted.get('groups')} />
              ) : (
                window.innerWidth >= 1180 && <div style={{ width: 248 }} />
              )}
              <main
                data-region="stage"
                tabIndex={-1}
                style={{ flex: 1, minWidth: 0, height: '100%' }}
              >
                <HostAwayProvider away={flag('away')}>
                  {flag('keys') ? (
                    <section style={{ display: 'grid', gap: 12, maxWidth: 640, padding: 20 }}>
                      <h1>Keys</h1>
                      <SpaceKeys view={view} keys={keysOfStage} canRotate />
                    </section>
                  ) : flag('feedback') ? (
                    <section style={{ display: 'grid', gap: 16, maxWidth: 480, padding: 20 }}>
                      <h1>Feedback</h1>
                      <StageFeedback />
                    </section>
                  ) : flag('devices') ? (
                    <section style={{ display: 'grid', gap: 12, maxWidth: 640, padding: 20 }}>
                      <h1>My devices</h1>
                      <MyDevices />
                    </section>
                  ) : flag('entrance') ? (
                    <FirstRun needsPassphrase />
                  ) : flag('takeBack') ? (
                    <StageTakeBack />
                  ) : flag('kit') ? (
                    <section style={{ display: 'grid', gap: 12, maxWidth: 640, padding: 20 }}>
                      <h1>Recovery kit</h1>
                      <RecoveryKit name="Alice" />
                    </section>
                  ) : wanted.get('received') === 'save' ? (
                    <section style={{ display: 'grid', gap: 12, maxWidth: 640, padding: 20 }}>
                      <h1>Settings</h1>
                      <SaveRecipients />
                    </section>
                  ) : flag('received') ? (
                    <ReceivedPage view={view} userId={receiverOf(wanted.get('received'))} />
                  ) : flag('versions') ? (
                    <VersionsPage spaceId={spaceId} itemId={items[0]?.itemId as ItemId} />
                  ) : (
                    <SpaceStage
                      spaceId={spaceId}
                      actions={flag('scan') ? scanner : actions}
                      strip={stripOf(view)}
                    />
                  )}
                </HostAwayProvider>
              </main>
              {window.innerWidth >= 1180 && <div style={{ width: 296 }} />}
            </div>
          </ShortcutsProvider>
        </RouterProvider>
      </AnnouncerProvider>
    </FoyerProvider>
  </MantineProvider>,
)
