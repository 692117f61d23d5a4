import type { TransportEvent } from '../../src-core/bridge/contract.ts'

/** What one report may hold (the contract's limits), and frames of one event. */
const MAX_EVENTS = 64
const MAX_FRAMES = 64
const MAX_REPORT_BYTES = 1024 * 1024
/** Reports under way before further events wait and are put together. */
const MAX_UNDER_WAY = 2

type Frames = Extract<TransportEvent, { readonly type: 'frames' }>

const bytesOf = (event: TransportEvent) =>
  event.type === 'frames' ? event.frames.reduce((sum, frame) => sum + frame.length, 0) : 0

/** The first event takes the second one in, if both are frames of the same lane. */
function joined(first: TransportEvent | undefined, second: TransportEvent): Frames | undefined {
  if (first?.type !== 'frames' || second.type !== 'frames') return undefined
  if (first.linkId !== second.linkId || first.lane !== second.lane) return undefined
  if (first.frames.length + second.frames.length > MAX_FRAMES) return undefined
  if (bytesOf(first) + bytesOf(second) > MAX_REPORT_BYTES) return undefined
  return { ...first, frames: [...first.frames, ...second.frames] }
}

/** Cuts off what fits into one report. */
function takeReport(waiting: TransportEvent[]): TransportEvent[] {
  let bytes = 0
  let count = 0
  for (const event of waiting) {
    bytes += bytesOf(event)
    if (count === MAX_EVENTS || (count > 0 && bytes > MAX_REPORT_BYTES)) break
    count += 1
  }
  return waiting.splice(0, count)
}

/**
 * Sends events to the host in sequence: at once while it keeps up, in batches while it does not.
 * `send` must keep the order of its calls, as the bridge does.
 */
export function createReporter(
  send: (events: TransportEvent[]) => Promise<unknown>,
): (event: TransportEvent) => void {
  const waiting: TransportEvent[] = []
  let underWay = 0
  let scheduled = false

  const flush = () => {
    scheduled = false
    while (waiting.length > 0 && underWay < MAX_UNDER_WAY) {
      underWay += 1
      const done = () => {
        underWay -= 1
        flush()
      }
      send(takeReport(waiting)).then(done, done)
    }
  }
  return (event) => {
    const both = joined(waiting.at(-1), event)
    if (both) waiting[waiting.length - 1] = both
    else waiting.push(event)
    if (scheduled) return
    scheduled = true
    queueMicrotask(flush)
  }
}
