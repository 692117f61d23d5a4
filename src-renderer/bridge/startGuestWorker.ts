import type { GuestWorkerStart } from '../entries/guestWorker.ts'

type TabMemory = NonNullable<GuestWorkerStart['tab']>['memory']

/** A guest page's host, started; what is sent to it waits until it listens. */
export interface GuestWorker {
  readonly bridge: MessagePort
  readonly bulk: MessagePort
  /** Through which the host asks for what the tab remembers; none where the tab may remember nothing. */
  readonly tab: MessagePort | undefined
  /** Through which the host asks which of several kept visits is meant. */
  readonly choice: MessagePort
  end(): void
}

/** The relay is whoever served this page. */
const servingRelay = () => `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}`

/**
 * Starts the host of a guest page in a Worker of its own; it ends with the page. Needs nothing that would
 * have to be loaded first. `memory` is what the tab remembers of the visit.
 */
export function startGuestWorker(
  link: string | undefined,
  memory: TabMemory | undefined,
): GuestWorker {
  const worker = new Worker(new URL('../entries/guestWorker.ts', import.meta.url), {
    type: 'module',
  })
  const bridge = new MessageChannel()
  const bulk = new MessageChannel()
  const tab = new MessageChannel()
  const choice = new MessageChannel()
  const start: GuestWorkerStart = {
    bridge: bridge.port2,
    bulk: bulk.port2,
    relay: servingRelay(),
    link,
    tab: memory && { memory, port: tab.port2 },
    choice: choice.port2,
  }
  const ports = [bridge.port2, bulk.port2, choice.port2, ...(memory ? [tab.port2] : [])]
  worker.postMessage(start, ports)
  return {
    bridge: bridge.port1,
    bulk: bulk.port1,
    tab: memory && tab.port1,
    choice: choice.port1,
    end() {
      // What it had still to say about the tab must not arrive after the end.
      tab.port1.close()
      worker.terminate()
    },
  }
}
