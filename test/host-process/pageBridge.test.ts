import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import type { FileId, LinkId, SpaceId } from '../../src-core/base/ids.ts'
import { createFetchBulk } from '../../src-renderer/bridge/fetchBulk.ts'
import { type HostSession, openHostSession } from '../../src-renderer/bridge/hostSession.ts'
import { type HostLink, keepConnected } from '../../src-renderer/bridge/keepConnected.ts'
import { openWebSocketPort } from '../../src-renderer/bridge/webSocketConnection.ts'
import { soon } from './soon.ts'
import { type RunningWebHost, startWebHost } from './webHostFixture.ts'

const space = 's'.repeat(43) as SpaceId
const file = 'f'.repeat(22) as FileId

/** A tab's sessionStorage. */
function createStorage() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

describe('a page of the browser host', () => {
  let web: RunningWebHost
  const sessions: HostSession[] = []
  beforeEach(async () => {
    web = await startWebHost()
  })
  afterEach(async () => {
    for (const session of sessions.splice(0)) session.close()
    await web.close()
  })

  /** `fetch` as a page of that origin has it. */
  const pageFetch = (path: string, init: RequestInit) =>
    fetch(web.host.origin + path, { ...init, headers: { ...init.headers, ...web.ours } })
  /** One name a test: tabs of other tests must not answer. */
  const openTab = async (name: string, fragment: string, storage = createStorage()) => {
    const channel = new BroadcastChannel(`${name}-${web.host.port}`)
    const session = await openHostSession({ fragment, storage, channel, fetch: pageFetch })
    if (session) sessions.push(session)
    return { session, storage }
  }
  const openPort = (session: HostSession | undefined) =>
    openWebSocketPort(web.host.origin, session?.token ?? '', (url, protocols) => {
      const socket = new NodeWebSocket(url, protocols, { origin: web.host.origin })
      socket.on('error', () => undefined)
      return socket as unknown as WebSocket
    })

  it('exchanges its token once and knows the session again after a reload', async () => {
    const token = web.token()
    const { session, storage } = await openTab('reload', token)
    expect(session?.token).toMatch(/^[\w-]{43}$/)
    expect(storage.getItem('foyer.session')).toBe(session?.token)
    const reloaded = await openTab('reload', token, storage)
    expect(reloaded.session?.token).toBe(session?.token)
  })

  it('lets a further tab in by the first one', async () => {
    const { session } = await openTab('tabs', web.token())
    // It waits for other tabs for a moment only, which may pass on a busy machine.
    const further = async () => (await openTab('tabs', '')).session?.token
    await expect.poll(further).toBe(session?.token)
  })

  it('has no session without token, memory or another tab', async () => {
    const storage = createStorage()
    storage.setItem('foyer.session', 'A'.repeat(43))
    const { session } = await openTab('alone', 'B'.repeat(43), storage)
    expect(session).toBeUndefined()
    expect(storage.getItem('foyer.session')).toBeNull()
  })

  it('moves pieces, frames and downloads', async () => {
    const { session } = await openTab('bulk', web.token())
    const bulk = createFetchBulk({ fetch: pageFetch, session: session as HostSession })
    await bulk.putPiece(space, file, 0, new Uint8Array(1000))
    expect(web.puts).toEqual([1000])
    expect(await bulk.readPiece(space, file, 3, 4)).toEqual(new Uint8Array(4).fill(3))
    expect(await bulk.takeFrames(file as string as LinkId)).toEqual(new Uint8Array())
    const download = await fetch(web.host.origin + bulk.downloadUrl(space, file))
    expect((await download.bytes()).length).toBe(2_500_000)
    const refused = bulk.putPiece(space, file, -1, new Uint8Array(1))
    await expect(refused).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const stranger = createFetchBulk({ fetch: pageFetch })
    await expect(stranger.readPiece(space, file, 0, 1)).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('connects anew when the connection breaks, and stops where it is not known', async () => {
    const { session } = await openTab('again', web.token())
    const links: HostLink[] = []
    let known = true
    const stop = keepConnected({
      open: () => openPort(known ? session : undefined),
      isKnown: async () => known,
      onChange: (link) => links.push(link),
    })
    const states = () => links.map(({ state }) => state)
    await expect.poll(states, soon).toEqual(['connecting', 'connected'])
    web.served[0]?.close()
    await expect.poll(states, soon).toEqual(['connecting', 'connected', 'connecting', 'connected'])
    expect(web.served).toHaveLength(2)
    known = false
    web.served[1]?.close()
    await expect.poll(states, soon).toContain('ended')
    stop()
  })

  it('closes its connection when it is stopped', async () => {
    const { session } = await openTab('stop', web.token())
    const links: HostLink[] = []
    const stop = keepConnected({
      open: () => openPort(session),
      isKnown: async () => true,
      onChange: (link) => links.push(link),
    })
    await expect.poll(() => links.at(-1)?.state, soon).toBe('connected')
    stop()
    await expect.poll(web.deserted, soon).toBe(1)
  })
})
