/** The guest page's host: the same core as the desktop's, in a Worker that keeps nothing unless asked. */

import type { SpaceId } from '../../src-core/base/ids.ts'
import { contract, type FoyerContract } from '../../src-core/bridge/contract.ts'
import type { MessagePortLike } from '../../src-core/bridge/messagePortPort.ts'
import { createMessagePortPort } from '../../src-core/bridge/messagePortPort.ts'
import { serve } from '../../src-core/bridge/serve.ts'
import type { Handlers } from '../../src-core/bridge/types.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { createHost, type Host } from '../../src-core/host/createHost.ts'
import { lazyMailbox } from '../../src-core/host/mailbox/lazyMailbox.ts'
import { createRemoteTransport } from '../../src-core/host/remoteTransport.ts'
import { isExpired, parseLink } from '../../src-core/membership/index.ts'
import type { Clock, OpenRelaySocket, Random, Vault } from '../../src-core/ports/index.ts'
import { createRelayClient } from '../../src-core/sync/index.ts'
import { askWhichVisit } from '../bridge/visitChoice.ts'
import { serveWorkerBulk } from '../bridge/workerBulk.ts'
import type { VisitKeeping } from '../storage/createVisitKeeping.ts'
import { createHoldBack } from '../storage/holdBack.ts'
import { type OpenedVisit, openVisit, type SafeBrowser } from '../storage/openVisit.ts'
import { createTabShelf, type TabMemory } from '../storage/tabShelf.ts'
import { openRelaySocket } from '../transport/relaySocket.ts'

/** The first and only message of the page. */
export interface GuestWorkerStart {
  readonly bridge: MessagePort
  readonly bulk: MessagePort
  /** The relay that serves this page, `ws://…` or `wss://…`. */
  readonly relay: string
  /** What the page was opened with. */
  readonly link: string | undefined
  /** What its tab remembers, where it may. */
  readonly tab: { readonly memory: TabMemory; readonly port: MessagePort } | undefined
  /** Where the page is asked which of several kept visits it means. */
  readonly choice: MessagePort
}

/** The page asks by itself as soon as it can; until then the door is sought already. In ms. */
const PAGE_ASKS_WITHIN_MS = 30_000

const clock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}
const random: Random = { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) }

/** The library's WebAssembly comes while the page still says what it was opened with. */
void ready()

/** A profile for one visit; what becomes of it when the tab closes is up to `keeping`. */
function vaultOf(visit: OpenedVisit | 'elsewhere'): Vault {
  if (visit === 'elsewhere') {
    const refuse = () => Promise.reject(new Error('not this tab’s visit'))
    return {
      state: () => ({ type: 'failed', code: 'VISIT_ELSEWHERE' }),
      create: refuse,
      open: refuse,
    }
  }
  const { storage, blobs } = visit.profile
  const open = async () => ({ storage, blobs, protectedBy: 'memory' }) as const
  const type = visit.isKnown ? 'closed' : 'empty'
  return { state: () => ({ type, needsPassphrase: false }), create: open, open }
}

const createMailbox = lazyMailbox(
  async () => (await import('../../src-core/host/mailbox/spaceMailbox.ts')).createSpaceMailbox,
)

/** A visitor reads first: what a note was before comes later. */
const versions = {
  later: async () =>
    (await import('../../src-core/host/versions/versionService.ts')).createVersionService,
}

const network = {
  online: () => navigator.onLine,
  onChange(listener: () => void) {
    addEventListener('online', listener)
    addEventListener('offline', listener)
    return () => {
      removeEventListener('online', listener)
      removeEventListener('offline', listener)
    }
  },
}

async function spaceOf(link: string | undefined): Promise<SpaceId | undefined> {
  if (link === undefined) return undefined
  await ready()
  const named = parseLink(link)
  return named.ok ? named.value.spaceId : undefined
}

/** Some browsers forbid even to look at them. */
function safeBrowser(): SafeBrowser | 'insecure' | 'forbidden' {
  if (!isSecureContext) return 'insecure'
  try {
    const databases: IDBFactory | undefined = indexedDB
    const locks: LockManager | undefined = navigator.locks
    return databases && locks ? { databases, locks } : 'forbidden'
  } catch {
    return 'forbidden'
  }
}

function openStartedVisit({ link, tab, choice }: GuestWorkerStart) {
  return openVisit({
    browser: safeBrowser(),
    choose: (doors) => askWhichVisit(choice, doors),
    spaceId: () => spaceOf(link),
    tab: tab && { key: tab.memory.key, shelf: createTabShelf(tab.port, tab.memory.rows) },
    isOver: ({ until }) => isExpired(until, clock.now()),
    now: clock.now,
  })
}

/** Nothing goes out that a host which starts anew would not know of. */
function holdingSocket(urgent: VisitKeeping['urgent']): OpenRelaySocket {
  return (url, events) => {
    const socket = openRelaySocket(url, events)
    const holdBack = createHoldBack(urgent)
    return { ...socket, send: (message) => holdBack(() => socket.send(message)) }
  }
}

async function startHost(start: GuestWorkerStart) {
  const visit = await openStartedVisit(start)
  const keeping = visit === 'elsewhere' ? undefined : visit.keeping
  const urgent = () => keeping?.urgent()
  const remote = createRemoteTransport({ random })
  const host = createHost({
    kind: 'guest',
    createMailbox,
    versions,
    vault: vaultOf(visit),
    createSignaling: (urls) =>
      createRelayClient({ urls, openSocket: holdingSocket(urgent), clock, random }),
    transport: remote.transport,
    clock,
    random,
    deviceLabel: 'browser',
    relay: { url: start.relay, embedded: false },
    network,
    ...(keeping ? { keeping } : {}),
  })
  const handlers = {
    ...host.handlers,
    transport: {
      lease(input: { readonly pageId: string }, sink: Parameters<typeof remote.lease>[1]) {
        const holdBack = createHoldBack(urgent)
        const emit: typeof sink.emit = (order) => holdBack(() => sink.emit(order))
        return remote.lease(input, { ...sink, emit })
      },
      report: ({ events }: { readonly events: Parameters<typeof remote.report>[0] }) =>
        remote.report(events),
    },
  }
  serveWorkerBulk(start.bulk as unknown as MessagePortLike, {
    putPiece(...args) {
      host.files.putPiece(...args)
      return undefined
    },
    readPiece: host.files.readPiece,
    takeFrames(...args) {
      const piece = remote.takeFrames(...args)
      return urgent()?.then(() => piece) ?? piece
    },
    putFrames(...args) {
      remote.putFrames(...args)
      return undefined
    },
  })
  const bridge = createMessagePortPort(start.bridge as unknown as MessagePortLike)
  serve(
    bridge,
    contract,
    handlers,
    { type: 'visitor' },
    { onError: (_, method) => console.warn(`${method} failed`) },
  )
  await host.start()
  if (keeping) tellKeeping(host, keeping)
  seekDoor(host, start.link)
}

addEventListener('message', ({ data }: MessageEvent<GuestWorkerStart>) => void startHost(data), {
  once: true,
})

type View = Handlers<FoyerContract>['spaces']['view']

/** What is kept has to know whose it is, and is removed when one's access ends. */
function tellKeeping({ handlers }: Host, keeping: VisitKeeping) {
  const caller = { type: 'visitor' } as const
  const end = () => {}
  let isFound = false
  const found = (spaceId: SpaceId) => {
    isFound = true
    const emit: Parameters<View>[1]['emit'] = ({ ended, expiresAt, name, enamel }) => {
      if (ended === null) keeping.about({ spaceId, space: name, enamel, until: expiresAt })
      else void keeping.end()
    }
    void handlers.spaces.view({ spaceId }, { emit, end }, caller)
  }
  const look: Parameters<Handlers<FoyerContract>['spaces']['watch']>[1] = {
    emit([first]) {
      if (!first || isFound) return
      found(first.spaceId as SpaceId)
      void Promise.resolve(watching).then((stop) => stop())
    },
    end,
  }
  const watching = Promise.resolve().then(() => handlers.spaces.watch(undefined, look, caller))
}

function seekDoor({ handlers }: Host, link: string | undefined): void {
  if (link === undefined) return
  try {
    const sink = { emit: () => {}, end: () => {} }
    const leave = handlers.invitations.door({ link }, sink, { type: 'visitor' })
    clock.after(PAGE_ASKS_WITHIN_MS, () => void Promise.resolve(leave).then((stop) => stop()))
  } catch {
    // A link that is none: the page asks as well, and shows what is wrong with it.
  }
}
