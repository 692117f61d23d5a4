import type { LinkId } from '../../src-core/base/ids.ts'
import type { Bulk } from '../../src-core/bridge/bulk.ts'
import type { TransportEvent, TransportOrder } from '../../src-core/bridge/contract.ts'
import type { LinkSignal } from '../../src-core/ports/index.ts'
import { createInboundPump, createOutboundPump } from './bulkPump.ts'
import { watchInterruptions } from './interruption.ts'
import { createLane } from './lane.ts'
import { linkFacts } from './linkFacts.ts'
import { createNegotiation } from './negotiation.ts'

/** The host hears of live bytes taken at least this often (see `lane.ts`). */
const REPORT_BYTES = 64 * 1024

export type OpenOrder = Extract<TransportOrder, { readonly type: 'open' }>

/** Makes the browser's connection; tests and calls put their own in. */
export type ConnectionFactory = (configuration: RTCConfiguration) => RTCPeerConnection

export interface RtcLinkOptions {
  readonly order: OpenOrder
  readonly rtc: ConnectionFactory
  readonly bulk: Pick<Bulk, 'takeFrames' | 'putFrames'>
  readonly report: (event: TransportEvent) => void
}

/** One RTCPeerConnection with its two lanes. Media tracks will be added to the same connection. */
export interface RtcLink {
  readonly id: LinkId
  receiveSignal(signal: LinkSignal): void
  sendLive(frames: readonly Uint8Array[]): void
  fetchBulk(): void
  close(reason: string): void
}

function configurationOf({ iceServers, relayOnly }: OpenOrder): RTCConfiguration {
  return {
    iceTransportPolicy: relayOnly ? 'relay' : 'all',
    iceServers: iceServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    })),
  }
}

export function createRtcLink({ order, rtc, bulk, report }: RtcLinkOptions): RtcLink {
  const { linkId, polite } = order
  const connection = rtc(configurationOf(order))
  let closed = false
  let openLanes = 0
  /** Frames that came before the host was told that the link is open. */
  let early: (() => void)[] | undefined = []
  let taken = 0
  let told = 0

  const end = (reason: string) => {
    if (closed) return
    closed = true
    stopWatching()
    connection.close()
    report({ type: 'closed', linkId, reason: reason.slice(0, 200) })
  }
  const pumpOptions = { linkId, bulk, onFailure: end }
  const putBulk = createInboundPump(pumpOptions)

  const whenOpen = (deliver: () => void) => {
    if (closed) return
    if (early) early.push(deliver)
    else deliver()
  }
  const tellOpen = async () => {
    const facts = await linkFacts(connection)
    if (closed) return
    report({ type: 'opened', linkId, ...facts })
    const waiting = early ?? []
    early = undefined
    for (const deliver of waiting) deliver()
  }
  const onOpen = () => {
    openLanes += 1
    if (openLanes === 2) void tellOpen()
  }

  const live = createLane(connection, {
    id: 0,
    label: 'live',
    onOpen,
    onClose: end,
    onLow: () => tellBuffered(),
    onFrame: (frame) =>
      whenOpen(() => report({ type: 'frames', linkId, lane: 'live', frames: [frame] })),
  })
  const bulkLane = createLane(connection, {
    id: 1,
    label: 'bulk',
    onOpen,
    onClose: end,
    onLow: () => {},
    onFrame: (frame) => whenOpen(() => putBulk(frame)),
  })
  const fetchBulk = createOutboundPump(pumpOptions, bulkLane)

  const tellBuffered = () => {
    told = taken
    if (!closed) report({ type: 'buffered', linkId, lane: 'live', bytes: live.waiting, taken })
  }

  const stopWatching = watchInterruptions({ connection, polite, onLost: end })
  const receiveSignal = createNegotiation({
    connection,
    polite,
    send: (signal) => {
      if (!closed) report({ type: 'signal', linkId, signal })
    },
    onFailure: end,
  })

  return {
    id: linkId,
    receiveSignal: (signal) => {
      if (!closed) receiveSignal(signal)
    },
    sendLive(frames) {
      if (closed) return
      try {
        live.send(frames)
      } catch (error) {
        end(`live: ${String(error)}`)
        return
      }
      for (const frame of frames) taken += frame.length
      if (taken - told >= REPORT_BYTES) tellBuffered()
    },
    fetchBulk: () => {
      if (!closed) void fetchBulk()
    },
    close: end,
  }
}
