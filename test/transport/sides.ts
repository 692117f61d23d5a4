import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { Lane, LinkOpened, TransportLink } from '../../src-core/ports/index.ts'
import { type BrowserProcess, startBrowser } from '../support/chromium.ts'
import { startTransportHost, type TransportHost } from './startTransportHost.ts'

export interface Side {
  readonly host: TransportHost
  readonly browser: BrowserProcess
}

export async function startSide(prepare?: (page: Page) => Promise<unknown>): Promise<Side> {
  const [host, browser] = await Promise.all([startTransportHost(), startBrowser()])
  await openTab({ host, browser }, prepare)
  await until(() => host.remote.transport.available)
  return { host, browser }
}

export async function openTab({ host, browser }: Side, prepare?: (page: Page) => Promise<unknown>) {
  const page = await browser.browser.newPage()
  await prepare?.(page)
  await page.goto(host.url)
  return page
}

export async function endSide({ host, browser }: Side): Promise<void> {
  await browser.close()
  await host.close()
}

export async function until(condition: () => boolean, ms = 60_000): Promise<void> {
  const end = Date.now() + ms
  while (!condition()) {
    if (Date.now() > end) throw new Error('it did not happen in time')
    await sleep(5)
  }
}

export const open = (side: Side, polite: boolean) =>
  side.host.remote.transport.open({ polite, iceServers: [], relayOnly: false })

export const opening = (link: TransportLink) =>
  new Promise<LinkOpened>((resolve, reject) => {
    link.onOpen(resolve)
    link.onClose((reason) => reject(new Error(reason)))
  })

/** Alice's page makes the offer, Bob's is polite; the test carries the signals. */
export async function join(alice: Side, bob: Side) {
  const a = open(alice, false)
  const b = open(bob, true)
  const descriptions: string[] = []
  a.onSignal((signal) => {
    if (signal.type === 'description') descriptions.push(signal.sdp)
    b.receiveSignal(signal)
  })
  b.onSignal((signal) => {
    if (signal.type === 'description') descriptions.push(signal.sdp)
    a.receiveSignal(signal)
  })
  const opened = await Promise.all([opening(a), opening(b)])
  return { a, b, opened, descriptions }
}

/** Remembers the connections that the page makes. */
export const keepConnections = (page: Page) =>
  page.addInitScript(() => {
    const made: RTCPeerConnection[] = []
    Object.assign(globalThis, { made })
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        made.push(this)
      }
    }
  })

/** The browser says that packets have stopped, for a moment. */
export async function interrupt({ browser }: Side): Promise<void> {
  const [page] = browser.browser.contexts().flatMap((context) => context.pages())
  await page?.evaluate(() => {
    const connection = (globalThis as unknown as { made: RTCPeerConnection[] }).made.at(-1)
    if (!connection) throw new Error('no connection was made')
    Object.defineProperty(connection, 'connectionState', {
      configurable: true,
      get: () => 'disconnected',
    })
    connection.dispatchEvent(new Event('connectionstatechange'))
    Reflect.deleteProperty(connection, 'connectionState')
  })
}

/** Everything received on one lane, in sequence. */
export function record(link: TransportLink, lane: Lane) {
  const digest = createHash('sha256')
  const seen = { bytes: 0, frames: [] as Uint8Array[], hash: () => digest.copy().digest('hex') }
  link.onFrame((from, frame) => {
    if (from !== lane) return
    digest.update(frame)
    seen.bytes += frame.length
    if (seen.frames.length < 10) seen.frames.push(frame)
  })
  return seen
}

/** Sends `total` bytes as fast as the lane takes them; tells how often it was full. */
export async function pour(link: TransportLink, lane: Lane, total: number) {
  const digest = createHash('sha256')
  let sent = 0
  let paused = 0
  const more = () => {
    while (sent < total) {
      const frame = new Uint8Array(Math.min(60_000, total - sent)).fill(sent / 60_000)
      if (!link.send(lane, frame)) {
        paused += 1
        return
      }
      digest.update(frame)
      sent += frame.length
    }
  }
  link.onDrain((drained) => {
    if (drained === lane) more()
  })
  more()
  await until(() => sent >= total)
  return { paused, hash: digest.digest('hex') }
}
