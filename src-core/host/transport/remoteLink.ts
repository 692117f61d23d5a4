import { assert } from '../../base/assert.ts'
import type { Disposer } from '../../base/disposer.ts'
import { createEmitter, type Emitter } from '../../base/emitter.ts'
import { splitFrames } from '../../base/framePieces.ts'
import type { LinkId } from '../../base/ids.ts'
import type { TransportEvent, TransportOrder } from '../../bridge/contract.ts'
import type { Lane, LinkOpened, LinkSignal, TransportLink } from '../../ports/index.ts'
import { createBulkQueue } from './bulkQueue.ts'
import { createLaneWindow } from './laneWindow.ts'

/** Protocol, sizes: a wire frame has at most this many bytes. */
export const MAX_WIRE_FRAME_BYTES = 64 * 1024
/** Live frames of one turn travel together, at most so many bytes in one order. */
const MAX_ORDER_BYTES = 256 * 1024

type EventOf<T extends TransportEvent['type']> = Extract<TransportEvent, { readonly type: T }>

/** The host's end of a link whose WebRTC connection lives in a page. */
export interface RemoteLink extends TransportLink {
  receiveEvent(event: TransportEvent): void
  takeFrames(): Uint8Array
  putFrames(piece: Uint8Array): void
  /** The page is gone or has closed it; tells the listeners once. */
  end(reason: string): void
}

export function createRemoteLink(id: LinkId, order: (order: TransportOrder) => void): RemoteLink {
  const signals = createEmitter<LinkSignal>()
  const opened = createEmitter<LinkOpened>()
  const drains = createEmitter<Lane>()
  const frames = createEmitter<{ readonly lane: Lane; readonly frame: Uint8Array }>()
  const closed = createEmitter<string>()
  let ended: string | undefined

  const live = createLiveSender(id, order, () => drains.emit('live'))
  const bulk = createBulkQueue()
  const bulkWindow = createLaneWindow(() => drains.emit('bulk'))

  function end(reason: string): void {
    if (ended !== undefined) return
    ended = reason
    closed.emit(reason)
    for (const emitter of [signals, opened, drains, frames, closed] as Emitter<never>[])
      emitter.clear()
  }

  function sendBulk(frame: Uint8Array): boolean {
    if (!bulkWindow.admit(frame.length)) return false
    if (bulk.bytes === 0) order({ type: 'bulkWaiting', linkId: id })
    bulk.push(frame)
    return true
  }

  const handle: { [T in TransportEvent['type']]: (event: EventOf<T>) => void } = {
    signal: ({ signal }) => signals.emit(signal),
    opened: ({ remoteCertificate, route }) => opened.emit({ remoteCertificate, route }),
    frames: ({ lane, frames: received }) => {
      for (const frame of received) frames.emit({ lane, frame })
    },
    buffered: ({ bytes, taken }) => live.setBuffered(bytes, taken),
    closed: ({ reason }) => end(reason),
  }

  return {
    id,
    receiveSignal(signal) {
      if (ended === undefined) order({ type: 'signal', linkId: id, signal })
    },
    send(lane, frame) {
      assert(frame.length <= MAX_WIRE_FRAME_BYTES, 'a wire frame has at most 64 KiB')
      if (ended !== undefined) return false
      return lane === 'live' ? live.send(frame) : sendBulk(frame)
    },
    onSignal: signals.on,
    onOpen: opened.on,
    onDrain: drains.on,
    onFrame: (listener) => frames.on(({ lane, frame }) => listener(lane, frame)),
    onClose(listener): Disposer {
      if (ended === undefined) return closed.on(listener)
      listener(ended)
      return () => {}
    },
    close(reason) {
      if (ended !== undefined) return
      live.flush()
      order({ type: 'close', linkId: id, reason })
      end(reason)
    },
    receiveEvent: (event) => handle[event.type](event as never),
    takeFrames() {
      const piece = bulk.take()
      bulkWindow.set(bulk.bytes)
      return piece
    },
    putFrames(piece) {
      for (const frame of splitFrames(piece) ?? []) {
        if (ended === undefined) frames.emit({ lane: 'bulk', frame })
      }
    },
    end,
  }
}

/** Collects the live frames of a turn and counts what the page has not sent off yet. */
function createLiveSender(id: LinkId, order: (order: TransportOrder) => void, onDrain: () => void) {
  const window = createLaneWindow(onDrain)
  let turn: Uint8Array[] = []
  let turnBytes = 0
  let sent = 0

  const flush = () => {
    if (turn.length === 0) return
    const frames = turn
    turn = []
    turnBytes = 0
    order({ type: 'frames', linkId: id, lane: 'live', frames })
  }
  return {
    flush,
    send(frame: Uint8Array): boolean {
      if (!window.admit(frame.length)) return false
      if (turnBytes + frame.length > MAX_ORDER_BYTES) flush()
      if (turn.length === 0) Promise.resolve().then(flush)
      turn.push(frame)
      turnBytes += frame.length
      sent += frame.length
      return true
    },
    setBuffered: (bytes: number, taken: number) => window.set(bytes + Math.max(0, sent - taken)),
  }
}
