import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../src-core/bridge/connect.ts'
import { type AppStatus, contract } from '../../src-core/bridge/contract.ts'
import {
  createMessagePortPort,
  type MessagePortLike,
} from '../../src-core/bridge/messagePortPort.ts'
import { askBulk } from '../../src-main/bridge/bulkChannel.ts'
import type {
  HostWorkerData,
  HostWorkerMessage,
  ShellMessage,
} from '../../src-main/bridge/hostWorkerProtocol.ts'
import { serveKeychain } from '../../src-main/bridge/keychainChannel.ts'
import { soon } from './soon.ts'

const script = new URL('../../src-main/entries/hostWorker.ts', import.meta.url)

/** A shell's keychain that keeps what it wraps by turning its bits. */
const turn = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a)

describe('the host as a worker of the desktop shell', () => {
  let profileDir: string
  const ends: (() => unknown)[] = []
  beforeEach(() => {
    profileDir = join(mkdtempSync(join(tmpdir(), 'foyer-worker-')), 'default')
  })
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
    rmSync(join(profileDir, '..'), { recursive: true })
  })

  async function start() {
    const { port1, port2 } = new MessageChannel()
    const signal = new SharedArrayBuffer(4)
    ends.push(serveKeychain(port1, signal, { available: true, wrap: turn, unwrap: turn }))
    const workerData: HostWorkerData = {
      profileDir,
      relay: null,
      port: null,
      guestDir: join(profileDir, 'guest'),
      keychain: { port: port2, signal },
    }
    const worker = new Worker(script, { workerData, transferList: [port2] })
    ends.push(() => worker.terminate())
    const heard = (type: HostWorkerMessage['type']) =>
      new Promise<void>((resolve, reject) => {
        worker.on('message', (message: HostWorkerMessage) => message.type === type && resolve())
        worker.on('error', reject)
      })
    await heard('ready')
    const say = (message: ShellMessage, transfer: MessagePort[] = []) =>
      worker.postMessage(message, transfer)
    const openPage = (page: 'desktop' | 'transport') => {
      const channel = new MessageChannel()
      say({ type: 'page', page, port: channel.port2 }, [channel.port2])
      ends.push(() => channel.port1.close())
      const port = createMessagePortPort(channel.port1 as unknown as MessagePortLike)
      return connect(port, contract)
    }
    const stop = () => {
      say({ type: 'stop' })
      return heard('stopped')
    }
    return { say, openPage, stop }
  }

  it('opens by the shell’s keychain, again after a stop, and takes links and bulk requests', async () => {
    const first = await start()
    const page = first.openPage('desktop')
    const phases: AppStatus['phase'][] = []
    page.app.status(undefined, ({ phase }) => phases.push(phase))
    await expect.poll(() => phases.at(-1), soon).toBe('firstRun')
    await page.app.create({ name: 'Alice', language: 'en' })
    await expect.poll(() => phases.at(-1), soon).toBe('ready')
    const { spaceId } = await page.spaces.create({ name: 'Canal house' })

    const links: string[] = []
    page.app.incomingLinks(undefined, ({ link }) => links.push(link))
    first.say({ type: 'link', link: 'foyer://join/#x' })
    await expect.poll(() => links, soon).toEqual(['foyer://join/#x'])

    const url = `app://bundle/bulk/download/${spaceId}/${'f'.repeat(22)}`
    const answer = await askBulk({ method: 'GET', url, headers: [], body: null }, (request, port) =>
      first.say({ type: 'bulk', request, port }, [port]),
    )
    expect([answer.status, (await answer.json()).code]).toEqual([404, 'NOT_FOUND'])
    await first.stop()

    const second = await start()
    const again = second.openPage('desktop')
    const spaces: string[] = []
    again.spaces.watch(undefined, (all) => spaces.push(...all.map(({ name }) => name)))
    await expect.poll(() => spaces, soon).toContain('Canal house')
    await second.stop()
  })

  it('lets the transport page reach nothing but the transport', async () => {
    const { openPage, stop } = await start()
    const page = openPage('transport')
    const create = page.spaces.create({ name: 'Eve’s' })
    await expect(create).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    const ended: unknown[] = []
    page.transport.lease(
      { pageId: 'x' },
      () => undefined,
      (error) => ended.push(error),
    )
    await page.transport.report({ events: [] })
    expect(ended).toEqual([])
    await stop()
  })
})
