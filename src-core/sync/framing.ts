import { discard } from '../base/bytes.ts'
import type { Lane } from '../ports/index.ts'
import { MAX_FRAME_BYTES, MAX_MESSAGE_BYTES, SHORT_FRAME_BYTES } from './limits.ts'

const FIRST = 1
const LAST = 2
/** One byte of flags; on the first frame also the length of the whole message, u32. */
const FIRST_HEADER_BYTES = 5

export interface FrameWriter {
  /** Takes a message over and queues it behind the others of its lane. Throws RangeError above 8 MiB. */
  send(lane: Lane, message: Uint8Array): void
  /** The lane takes frames again. */
  drained(lane: Lane): void
  /** Bytes not yet taken. */
  waiting(lane: Lane): number
}

export interface FrameWriterOptions {
  /** False: not taken, wait for `drained`. */
  sendFrame(lane: Lane, frame: Uint8Array): boolean
  /** A lane that had to wait has nothing waiting any more. */
  onEmpty(lane: Lane): void
  /** Live traffic was sent or waits: bulk frames are short, so that it queues behind little. */
  isInteractive(): boolean
}

interface LaneQueue {
  readonly messages: Uint8Array[]
  /** Bytes of the first message that have been taken. */
  sent: number
  bytes: number
  full: boolean
  pumping: boolean
}

/** Cuts messages into frames, one lane independent of the other, and stops while a lane is full. */
export function createFrameWriter(options: FrameWriterOptions): FrameWriter {
  const create = (): LaneQueue => ({ messages: [], sent: 0, bytes: 0, full: false, pumping: false })
  const lanes: Readonly<Record<Lane, LaneQueue>> = { live: create(), bulk: create() }

  const frameSize = (lane: Lane) =>
    lane === 'bulk' && (lanes.live.bytes > 0 || options.isInteractive())
      ? SHORT_FRAME_BYTES
      : MAX_FRAME_BYTES

  const nextFrame = (lane: Lane, message: Uint8Array, sent: number) => {
    const first = sent === 0
    const header = first ? FIRST_HEADER_BYTES : 1
    const length = Math.min(frameSize(lane) - header, message.length - sent)
    const frame = new Uint8Array(header + length)
    frame[0] = (first ? FIRST : 0) | (sent + length === message.length ? LAST : 0)
    if (first) new DataView(frame.buffer).setUint32(1, message.length)
    frame.set(message.subarray(sent, sent + length), header)
    return { frame, length }
  }

  const pump = (lane: Lane) => {
    const queue = lanes[lane]
    if (queue.pumping) return
    queue.pumping = true
    while (!queue.full) {
      const message = queue.messages[0]
      if (!message) break
      const { frame, length } = nextFrame(lane, message, queue.sent)
      if (!options.sendFrame(lane, frame)) {
        queue.full = true
        break
      }
      queue.sent += length
      queue.bytes -= length
      if (queue.sent < message.length) continue
      queue.messages.shift()
      queue.sent = 0
      discard(message)
    }
    queue.pumping = false
  }

  return {
    send(lane, message) {
      if (message.length > MAX_MESSAGE_BYTES) throw new RangeError('the message is too large')
      lanes[lane].messages.push(message)
      lanes[lane].bytes += message.length
      pump(lane)
    },
    drained(lane) {
      const queue = lanes[lane]
      if (!queue.full) return
      queue.full = false
      pump(lane)
      if (queue.bytes === 0) options.onEmpty(lane)
    },
    waiting: (lane) => lanes[lane].bytes,
  }
}

export interface FrameReader {
  /** The whole message, for the caller to keep, once its last frame came; undefined before. Null: the frames make no sense. */
  receive(lane: Lane, frame: Uint8Array): Uint8Array | undefined | null
}

/** Puts messages together again; never holds more than one message a lane, or reserves unsent bytes. */
export function createFrameReader(): FrameReader {
  const partial: Record<Lane, { parts: Uint8Array[]; have: number; total: number } | undefined> = {
    live: undefined,
    bulk: undefined,
  }

  const begin = (lane: Lane, frame: Uint8Array): boolean => {
    if (partial[lane] || frame.length < FIRST_HEADER_BYTES) return false
    const total = new DataView(frame.buffer, frame.byteOffset).getUint32(1)
    partial[lane] = { parts: [], have: 0, total }
    return total <= MAX_MESSAGE_BYTES
  }

  const join = (parts: readonly Uint8Array[], total: number) => {
    const whole = new Uint8Array(total)
    let offset = 0
    for (const part of parts) {
      whole.set(part, offset)
      offset += part.length
    }
    return whole
  }

  return {
    receive(lane, frame) {
      const flags = frame[0]
      if (flags === undefined || flags > (FIRST | LAST) || frame.length > MAX_FRAME_BYTES)
        return null
      const first = (flags & FIRST) !== 0
      if (first && !begin(lane, frame)) return null
      const message = partial[lane]
      if (!message) return null
      const part = frame.subarray(first ? FIRST_HEADER_BYTES : 1)
      message.have += part.length
      message.parts.push(part)
      const last = (flags & LAST) !== 0
      // An empty frame that is not the only one would let a peer send for ever without progress.
      if (message.have > message.total || (part.length === 0 && message.total > 0)) return null
      if (last !== (message.have === message.total)) return null
      if (!last) return undefined
      partial[lane] = undefined
      return join(message.parts, message.total)
    },
  }
}
