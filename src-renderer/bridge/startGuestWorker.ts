import type { GuestWorkerStart } from '../entries/guestWorker.ts'

/** A guest page's host, started; what is sent to it waits until it listens. */
export interface GuestWorker {
  readonly bridge: MessagePort
  readonly bulk: MessagePort
  end(): void
}

/** The relay is whoever served this page. */
const servingRelay = () => `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}`

/**
 * Starts the host of a guest page in a Worker of its own; it ends with the page. Needs nothing that would
 * have to be loaded first.
 */
export function startGuestWorker(link: string | undefined): GuestWorker {
  const worker = new Worker(new URL('../entries/guestWorker.ts', import.meta.url), {
    type: 'module',
  })
  const bridge = new MessageChannel()
  const bulk = new MessageChannel()
  const start: GuestWorkerStart = {
    bridge: bridge.port2,
    bulk: bulk.port2,
    relay: servingRelay(),
    link,
  }
  worker.postMessage(start, [bridge.port2, bulk.port2])
  // What it held was in its memory only.
  return { bridge: bridge.port1, bulk: bulk.port1, end: () => worker.terminate() }
}
