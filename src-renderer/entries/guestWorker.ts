/** The guest page's host: the same core as the desktop's, in a Worker that keeps nothing on disk. */

import { contract } from '../../src-core/bridge/contract.ts'
import type { MessagePortLike } from '../../src-core/bridge/messagePortPort.ts'
import { createMessagePortPort } from '../../src-core/bridge/messagePortPort.ts'
import { serve } from '../../src-core/bridge/serve.ts'
import { createHost, type Host } from '../../src-core/host/createHost.ts'
import { lazyMailbox } from '../../src-core/host/mailbox/lazyMailbox.ts'
import { createRemoteTransport } from '../../src-core/host/remoteTransport.ts'
import type { Clock, Random, Vault } from '../../src-core/ports/index.ts'
import { createMemoryBlobs, createMemoryStorage } from '../../src-core/ports/memory/index.ts'
import { createRelayClient } from '../../src-core/sync/index.ts'
import { serveWorkerBulk } from '../bridge/workerBulk.ts'
import { openRelaySocket } from '../transport/relaySocket.ts'

/** The first and only message of the page. */
export interface GuestWorkerStart {
  readonly bridge: MessagePort
  readonly bulk: MessagePort
  /** The relay that serves this page, `ws://…` or `wss://…`. */
  readonly relay: string
  /** What the page was opened with. */
  readonly link: string | undefined
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

/** A profile for one visit: closing the tab erases it. */
const visitVault: Vault = {
  state: () => ({ type: 'empty', needsPassphrase: false }),
  create: async () => ({
    storage: createMemoryStorage(),
    blobs: createMemoryBlobs(),
    protectedBy: 'memory',
  }),
  open: () => Promise.reject(new Error('a visit is not opened twice')),
}

const createMailbox = lazyMailbox(
  async () => (await import('../../src-core/host/mailbox/spaceMailbox.ts')).createSpaceMailbox,
)

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

addEventListener(
  'message',
  ({ data }: MessageEvent<GuestWorkerStart>) => {
    const remote = createRemoteTransport({ random })
    const host = createHost({
      kind: 'guest',
      createMailbox,
      vault: visitVault,
      createSignaling: (urls) =>
        createRelayClient({ urls, openSocket: openRelaySocket, clock, random }),
      transport: remote.transport,
      clock,
      random,
      deviceLabel: 'browser',
      relay: { url: data.relay, embedded: false },
      network,
    })
    const handlers = {
      ...host.handlers,
      transport: {
        lease: remote.lease,
        report: ({ events }: { readonly events: Parameters<typeof remote.report>[0] }) =>
          remote.report(events),
      },
    }
    serveWorkerBulk(data.bulk as unknown as MessagePortLike, {
      putPiece(...args) {
        host.files.putPiece(...args)
        return undefined
      },
      readPiece: host.files.readPiece,
      takeFrames: remote.takeFrames,
      putFrames(...args) {
        remote.putFrames(...args)
        return undefined
      },
    })
    const bridge = createMessagePortPort(data.bridge as unknown as MessagePortLike)
    serve(
      bridge,
      contract,
      handlers,
      { type: 'visitor' },
      { onError: (_, method) => console.warn(`${method} failed`) },
    )
    void host.start().then(() => seekDoor(host, data.link))
  },
  { once: true },
)

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
