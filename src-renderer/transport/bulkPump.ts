import { joinFrames, splitFrames } from '../../src-core/base/framePieces.ts'
import type { LinkId } from '../../src-core/base/ids.ts'
import { type Bulk, PIECE_BYTES } from '../../src-core/bridge/bulk.ts'
import type { LaneChannel } from './lane.ts'

/** Received bulk bytes that may wait for the host, before the link is given up. */
const MAX_INBOUND_BYTES = 32 * 1024 * 1024

type FrameBulk = Pick<Bulk, 'takeFrames' | 'putFrames'>

export interface PumpOptions {
  readonly linkId: LinkId
  readonly bulk: FrameBulk
  readonly onFailure: (reason: string) => void
}

/** Moves bulk frames from the host to the channel, as fast as the channel takes them. */
export function createOutboundPump({ linkId, bulk, onFailure }: PumpOptions, lane: LaneChannel) {
  let running = false
  let again = false

  const sendPiece = async (piece: Uint8Array) => {
    for (const frame of splitFrames(piece) ?? []) {
      await lane.room()
      lane.send([frame])
    }
  }
  const run = async () => {
    do {
      again = false
      await lane.room()
      for (let piece = await next(); piece.length > 0; ) {
        // The next piece is fetched while this one goes out, so that the channel never waits for it.
        const [upcoming] = await Promise.all([next(), sendPiece(piece)])
        piece = upcoming
      }
    } while (again)
  }
  const next = () => bulk.takeFrames(linkId)

  return async (): Promise<void> => {
    again = true
    if (running) return
    running = true
    try {
      await run()
    } catch (error) {
      onFailure(`bulk: ${String(error)}`)
    } finally {
      running = false
    }
  }
}

/**
 * Moves bulk frames from the channel to the host, one piece at a time. Frames that come in a row are
 * collected first, because a request costs more than what one frame carries.
 */
export function createInboundPump({ linkId, bulk, onFailure }: PumpOptions) {
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let running = false
  const collecting = createCollecting(() => void run())

  const takePiece = (): Uint8Array => {
    let count = 0
    let bytes = 0
    for (const frame of waiting) {
      bytes += frame.length + 4
      if (count > 0 && bytes > PIECE_BYTES) break
      count += 1
    }
    const frames = waiting.slice(0, count)
    waiting = waiting.slice(count)
    waitingBytes -= frames.reduce((sum, frame) => sum + frame.length, 0)
    return joinFrames(frames)
  }
  const run = async () => {
    running = true
    try {
      await bulk.putFrames(linkId, takePiece())
    } catch (error) {
      onFailure(`bulk: ${String(error)}`)
      return
    }
    running = false
    if (waiting.length > 0) collecting.grown(waitingBytes)
  }
  return (frame: Uint8Array): void => {
    waiting.push(frame)
    waitingBytes += frame.length
    if (waitingBytes > MAX_INBOUND_BYTES) onFailure('bulk: the host does not keep up')
    else if (!running) collecting.grown(waitingBytes)
  }
}

/** When nothing has come for so long, no more is expected, in ms. */
const QUIET_MS = 4
/** So long after the first frame of a row at the latest, in ms. */
const AT_MOST_MS = 32
const ENOUGH_BYTES = 768 * 1024

/** In a page nobody sees a browser rounds timers up to a second. */
const timersAreTold = () => globalThis.document?.visibilityState !== 'hidden'

/** Calls `flush` when enough has come, or no more seems to come. */
function createCollecting(flush: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let firstAt = 0
  let lastAt = 0

  const end = () => {
    clearTimeout(timer)
    timer = undefined
    flush()
  }
  const look = () => {
    const now = performance.now()
    const rest = Math.min(lastAt + QUIET_MS, firstAt + AT_MOST_MS) - now
    if (rest <= 0) end()
    else timer = setTimeout(look, rest)
  }
  return {
    /** So many bytes wait by now. */
    grown(bytes: number) {
      lastAt = performance.now()
      if (bytes >= ENOUGH_BYTES || !timersAreTold()) return end()
      if (timer !== undefined) return
      firstAt = lastAt
      timer = setTimeout(look, QUIET_MS)
    },
  }
}
