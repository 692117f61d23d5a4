import { describe, expect, it } from 'vitest'
import { joinFrames, splitFrames } from '../base/framePieces.ts'
import type { LinkId } from '../base/ids.ts'
import { connect } from '../bridge/connect.ts'
import { contract, type TransportEvent, type TransportOrder } from '../bridge/contract.ts'
import { createLoopbackPorts } from '../bridge/loopbackPort.ts'
import { serve } from '../bridge/serve.ts'
import type { Handlers } from '../bridge/types.ts'
import type { TransportLink } from '../ports/index.ts'
import { createRemoteTransport, type RemoteTransport } from './remoteTransport.ts'

const OPTIONS = { polite: false, iceServers: [], relayOnly: false }
const transportContract = { transport: contract.transport }
const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

/** A page that records its orders, joined to the host through the real bridge. */
function createPage(remote: RemoteTransport, pageId = 'page') {
  const [hostPort, pagePort] = createLoopbackPorts()
  const handlers: Handlers<typeof transportContract> = {
    transport: {
      lease: remote.lease,
      report: ({ events }) => remote.report(events),
    },
  }
  const failures: unknown[] = []
  const onError = (error: unknown) => failures.push(error)
  serve(hostPort, transportContract, handlers, { type: 'transport' }, { onError })
  const client = connect(pagePort, transportContract)
  const orders: TransportOrder[] = []
  const stop = client.transport.lease({ pageId }, (order) => orders.push(order))
  const report = (...events: TransportEvent[]) => client.transport.report({ events })
  return { orders, report, stop, close: pagePort.close, failures }
}

let counter = 0
const createRemote = () =>
  createRemoteTransport({ random: { bytes: (length) => new Uint8Array(length).fill(++counter) } })

async function opened() {
  const remote = createRemote()
  const page = createPage(remote)
  await settle()
  const link = remote.transport.open(OPTIONS)
  await settle()
  return { remote, page, link }
}

const framesOf = (orders: readonly TransportOrder[]) =>
  orders.flatMap((order) =>
    order.type === 'frames' ? order.frames.map((frame) => [...frame]) : [],
  )

/** Sends until the lane is full; tells how many bytes it took. */
function fill(link: TransportLink, lane: 'live' | 'bulk', frameBytes = 65_536): number {
  let sent = 0
  while (link.send(lane, new Uint8Array(frameBytes))) sent += frameBytes
  return sent
}

describe('the lease', () => {
  it('makes the transport available while a page holds it', async () => {
    const remote = createRemote()
    const seen: boolean[] = []
    remote.transport.onAvailable((available) => seen.push(available))
    expect(remote.transport.available).toBe(false)
    const page = createPage(remote)
    await settle()
    expect(remote.transport.available).toBe(true)
    page.close()
    await settle()
    expect(remote.transport.available).toBe(false)
    expect(seen).toEqual([true, false])
  })

  it('belongs to one page; when it goes, the next takes over and the links are closed', async () => {
    const remote = createRemote()
    const first = createPage(remote, 'first')
    await settle()
    const second = createPage(remote, 'second')
    await settle()
    const link = remote.transport.open(OPTIONS)
    const reasons: string[] = []
    link.onClose((reason) => reasons.push(reason))
    await settle()
    expect(first.orders).toHaveLength(1)
    expect(second.orders).toHaveLength(0)
    first.close()
    await settle()
    expect(reasons).toEqual(['the page that held the connections is gone'])
    const next = remote.transport.open(OPTIONS)
    await settle()
    expect(second.orders).toMatchObject([{ type: 'open', linkId: next.id, polite: false }])
    expect(first.orders).toHaveLength(1)
  })

  it('tells when the next page has taken over, which hears nothing of the links before', async () => {
    const remote = createRemote()
    const orders: TransportOrder[][] = [[], []]
    const [leave] = orders.map((list, i) =>
      remote.lease(
        { pageId: `${i}` },
        { emit: (order) => list.push(order as TransportOrder), end() {} },
      ),
    )
    const seen: boolean[] = []
    remote.transport.onAvailable((available) => seen.push(available))
    const link = remote.transport.open(OPTIONS)
    link.send('live', Uint8Array.of(1))
    leave?.()
    await settle()
    expect(seen).toEqual([false, true])
    expect(orders.map((list) => list.map(({ type }) => type))).toEqual([['open'], []])
  })

  it('is not disturbed when a waiting page leaves', async () => {
    const { remote, link } = await opened()
    const waiting = createPage(remote, 'waiting')
    await settle()
    let closed = false
    link.onClose(() => {
      closed = true
    })
    waiting.stop()
    await settle()
    expect(closed).toBe(false)
    expect(remote.transport.available).toBe(true)
  })

  it('is needed to open a link: without one the link ends at once', async () => {
    const link = createRemote().transport.open(OPTIONS)
    const reasons: string[] = []
    link.onClose((reason) => reasons.push(reason))
    await settle()
    expect(reasons).toEqual(['no page has a connection to the network'])
    expect(link.send('live', Uint8Array.of(1))).toBe(false)
  })
})

describe('a link', () => {
  it('carries signals both ways and tells when it is open', async () => {
    const { page, link } = await opened()
    const seen: unknown[] = []
    link.onSignal((signal) => seen.push(signal))
    link.onOpen((open) => seen.push(open))
    const offer = { type: 'description', kind: 'offer', sdp: 'v=0' } as const
    const candidate = {
      ...({ type: 'candidate', candidate: 'c', sdpMid: '0', sdpMLineIndex: null } as const),
    }
    await page.report({ type: 'signal', linkId: link.id, signal: offer })
    await page.report({ type: 'opened', linkId: link.id, remoteCertificate: 'ab', route: 'direct' })
    expect(seen).toEqual([offer, { remoteCertificate: 'ab', route: 'direct' }])
    link.receiveSignal(candidate)
    await settle()
    expect(page.orders.at(-1)).toEqual({ type: 'signal', linkId: link.id, signal: candidate })
    expect(page.failures).toEqual([])
  })

  it('sends the live frames of one turn in one order, in sequence', async () => {
    const { page, link } = await opened()
    for (const n of [1, 2, 3]) link.send('live', Uint8Array.of(n))
    await settle()
    expect(page.orders.filter(({ type }) => type === 'frames')).toHaveLength(1)
    link.send('live', Uint8Array.of(4))
    await settle()
    expect(framesOf(page.orders)).toEqual([[1], [2], [3], [4]])
  })

  it('sends what was handed over before it closes', async () => {
    const { page, link } = await opened()
    link.send('live', Uint8Array.of(1))
    link.close('bye')
    await settle()
    expect(page.orders.slice(-2).map(({ type }) => type)).toEqual(['frames', 'close'])
    expect(link.send('live', Uint8Array.of(2))).toBe(false)
  })

  it('hands received frames to its listeners, by lane and in sequence', async () => {
    const { remote, page, link } = await opened()
    const seen: string[] = []
    link.onFrame((lane, frame) => seen.push(`${lane} ${[...frame]}`))
    const frames = [Uint8Array.of(1), Uint8Array.of(2)]
    await page.report({ type: 'frames', linkId: link.id, lane: 'live', frames })
    remote.putFrames(link.id, joinFrames([Uint8Array.of(3), Uint8Array.of(4)]))
    remote.putFrames(link.id, Uint8Array.of(0, 0, 0))
    expect(seen).toEqual(['live 1', 'live 2', 'bulk 3', 'bulk 4'])
  })

  it('tells its end once, whoever caused it, and is deaf afterwards', async () => {
    const { page, link } = await opened()
    const seen: string[] = []
    link.onClose((reason) => seen.push(reason))
    link.onFrame(() => seen.push('frame'))
    await page.report(
      { type: 'closed', linkId: link.id, reason: 'lost' },
      { type: 'frames', linkId: link.id, lane: 'live', frames: [Uint8Array.of(1)] },
      { type: 'closed', linkId: link.id, reason: 'again' },
    )
    link.close('mine')
    expect(seen).toEqual(['lost'])
    link.onClose((reason) => seen.push(`late ${reason}`))
    expect(seen).toEqual(['lost', 'late lost'])
  })

  it('is not reached by events about other links', async () => {
    const { page, link } = await opened()
    const linkId = link.id.replace(/^./, 'x') as LinkId
    let closed = false
    link.onClose(() => {
      closed = true
    })
    await page.report({ type: 'closed', linkId, reason: 'not this one' })
    expect(closed).toBe(false)
  })

  it('refuses frames beyond 64 KiB', async () => {
    const { link } = await opened()
    expect(() => link.send('live', new Uint8Array(65_537))).toThrow('64 KiB')
  })
})

describe('back-pressure', () => {
  it('pauses the live lane at 1 MiB on its way, and resumes at 256 KiB', async () => {
    const { page, link } = await opened()
    const drained: string[] = []
    link.onDrain((lane) => drained.push(lane))
    const taken = fill(link, 'live')
    expect(taken).toBe(1024 * 1024)
    const buffered = (bytes: number, count = taken) =>
      page.report({ type: 'buffered', linkId: link.id, lane: 'live', bytes, taken: count })
    await buffered(0, taken - 256 * 1024 - 1)
    await buffered(256 * 1024 + 1)
    expect(drained).toEqual([])
    expect(link.send('live', Uint8Array.of(1))).toBe(false)
    await buffered(256 * 1024)
    expect(drained).toEqual(['live'])
    expect(link.send('live', Uint8Array.of(1))).toBe(true)
  })

  it('pauses the bulk lane while 1 MiB waits to be fetched, and resumes at 256 KiB', async () => {
    const { remote, page, link } = await opened()
    const drained: string[] = []
    link.onDrain((lane) => drained.push(lane))
    expect(fill(link, 'bulk', 60_000)).toBeGreaterThanOrEqual(1024 * 1024)
    expect(link.send('live', Uint8Array.of(1))).toBe(true)
    const piece = remote.takeFrames(link.id)
    expect(piece.length).toBeLessThanOrEqual(1024 * 1024)
    expect(drained).toEqual(['bulk'])
    await settle()
    expect(page.orders.filter(({ type }) => type === 'bulkWaiting')).toHaveLength(1)
  })

  it('loses and reorders nothing on the bulk lane', async () => {
    const { remote, page, link } = await opened()
    const got: number[] = []
    let next = 0
    const produce = () => {
      while (next < 200 && link.send('bulk', new Uint8Array(30_000).fill(next))) next += 1
    }
    link.onDrain(produce)
    produce()
    for (
      let piece = remote.takeFrames(link.id);
      piece.length > 0;
      piece = remote.takeFrames(link.id)
    )
      got.push(...(splitFrames(piece) ?? []).map((frame) => frame[0] as number))
    expect(got).toEqual(Array.from({ length: 200 }, (_, i) => i))
    link.send('bulk', Uint8Array.of(1))
    await settle()
    expect(page.orders.filter(({ type }) => type === 'bulkWaiting').length).toBeGreaterThan(1)
  })
})
