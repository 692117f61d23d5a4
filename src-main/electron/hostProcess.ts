import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import type { Keychain } from '../../src-core/ports/index.ts'
import { askBulk, type BulkRequest } from '../bridge/bulkChannel.ts'
import type {
  HostWorkerData,
  HostWorkerMessage,
  ShellMessage,
} from '../bridge/hostWorkerProtocol.ts'
import { serveKeychain } from '../bridge/keychainChannel.ts'

export interface HostProcessOptions {
  /** The built src-main/entries/hostWorker.ts. */
  readonly script: URL
  readonly data: Omit<HostWorkerData, 'keychain'>
  readonly keychain: Keychain
  /** The worker ended although nobody stopped it; the error never holds content or secrets. */
  readonly onCrash: (error: Error) => void
  /** For tests: how often the host is asked whether it lives, ms. */
  readonly pingMs?: number
}

export interface HostProcess {
  /** A bridge connection for a page that has just loaded. */
  connect(page: 'desktop' | 'transport'): MessagePort
  bulk(request: BulkRequest): Promise<Response>
  openLink(link: string): void
  /** Closes the profile; resolves when the worker has ended. */
  stop(): Promise<void>
}

/** How long a profile may take to close when the app quits, in ms. */
const stopMs = 5_000
const PING_MS = 5_000
/**
 * So many questions in a row without an answer and the host hangs (rule 13): it is ended, and finds the
 * mark of what it was applying at its next start. Counted, because a computer that slept has no clock.
 */
const MAX_UNANSWERED = 12

/** Starts the trusted half of the app in a thread of its own. */
export function startHostProcess(options: HostProcessOptions): HostProcess {
  const { worker, closeKeychain } = startWorker(options)
  const say = (message: ShellMessage, transfer: MessagePort[] = []) =>
    worker.postMessage(message, transfer)
  let isStopping = false

  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const stopAsking = watch(worker, options.pingMs ?? PING_MS, () => {
    if (isStopping) return
    isStopping = true
    void worker.terminate()
    options.onCrash(new Error('The host hung.'))
  })
  worker.once('error', (error: Error) => {
    if (!isStopping) options.onCrash(error)
    isStopping = true
  })
  worker.once('exit', (code) => {
    closeKeychain()
    stopAsking()
    if (!isStopping) options.onCrash(new Error(`The host ended with code ${code}.`))
  })

  return {
    connect(page) {
      const { port1, port2 } = new MessageChannel()
      say({ type: 'page', page, port: port2 }, [port2])
      return port1
    },
    bulk: (request) =>
      askBulk(request, (asked, port) => say({ type: 'bulk', request: asked, port }, [port])),
    openLink: (link) => say({ type: 'link', link }),
    async stop() {
      if (isStopping) return ended
      isStopping = true
      const stopped = new Promise<void>((resolve) => {
        worker.on('message', ({ type }: HostWorkerMessage) => type === 'stopped' && resolve())
      })
      say({ type: 'stop' })
      const patience = setTimeout(() => void worker.terminate(), stopMs)
      await Promise.race([stopped, ended])
      clearTimeout(patience)
      await worker.terminate()
    },
  }
}

/** Asks from the moment that the host is ready. */
function watch(worker: Worker, pingMs: number, onHang: () => void): () => void {
  let unanswered = 0
  let timer: NodeJS.Timeout | undefined
  const ask = () => {
    if (++unanswered > MAX_UNANSWERED) return onHang()
    worker.postMessage({ type: 'ping' } satisfies ShellMessage)
  }
  worker.on('message', ({ type }: HostWorkerMessage) => {
    if (type === 'ready') timer ??= setInterval(ask, pingMs)
    if (type === 'pong') unanswered = 0
  })
  return () => clearInterval(timer)
}

function startWorker({ script, data, keychain }: HostProcessOptions) {
  if (!keychain.available) {
    const workerData: HostWorkerData = { ...data, keychain: null }
    return { worker: new Worker(script, { workerData }), closeKeychain: () => {} }
  }
  const { port1, port2 } = new MessageChannel()
  const signal = new SharedArrayBuffer(4)
  const workerData: HostWorkerData = { ...data, keychain: { port: port2, signal } }
  const worker = new Worker(script, { workerData, transferList: [port2] })
  return { worker, closeKeychain: serveKeychain(port1, signal, keychain) }
}
