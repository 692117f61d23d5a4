import { describe, expect, it } from 'vitest'
import type { LinkId } from '../../src-core/base/ids.ts'
import type { TransportEvent } from '../../src-core/bridge/contract.ts'
import { createReporter } from './reporter.ts'

const linkId = 'a' as LinkId
const frame = (byte: number, length = 1): TransportEvent => ({
  ...{ type: 'frames', linkId, lane: 'live', frames: [new Uint8Array(length).fill(byte)] },
})
const turn = () => new Promise((resolve) => setTimeout(resolve, 0))

/** A host that answers when told to. */
function createHost() {
  const reports: TransportEvent[][] = []
  const answers: (() => void)[] = []
  const report = createReporter((events) => {
    reports.push(events)
    return new Promise<void>((resolve) => answers.push(resolve))
  })
  const sizes = () =>
    reports.map((events) =>
      events.flatMap((event) => (event.type === 'frames' ? event.frames : [])).map((f) => f[0]),
    )
  return { report, reports, answer: () => answers.shift()?.(), sizes }
}

describe('a reporter', () => {
  it('sends at once while the host keeps up, and puts the frames of one turn together', async () => {
    const { report, reports, sizes } = createHost()
    report(frame(1))
    report(frame(2))
    await turn()
    expect(reports).toHaveLength(1)
    expect(reports[0]).toHaveLength(1)
    report(frame(3))
    await turn()
    expect(sizes()).toEqual([[1, 2], [3]])
  })

  it('lets events wait while two reports are under way, and keeps their order', async () => {
    const { report, sizes, answer } = createHost()
    for (const n of [1, 2, 3, 4, 5]) {
      report(frame(n))
      await turn()
    }
    expect(sizes()).toEqual([[1], [2]])
    answer()
    await turn()
    expect(sizes()).toEqual([[1], [2], [3, 4, 5]])
  })

  it('keeps frames of different links and lanes apart', async () => {
    const { report, reports } = createHost()
    const other = { ...frame(2), linkId: 'b' as LinkId }
    const bulk = { ...frame(3), lane: 'bulk' } as TransportEvent
    for (const event of [frame(1), other, bulk]) report(event)
    await turn()
    expect(reports).toEqual([[frame(1), other, bulk]])
  })

  it('goes on after a report that the host refused', async () => {
    const sent: TransportEvent[][] = []
    const report = createReporter((events) => {
      sent.push(events)
      return Promise.reject(new Error('refused'))
    })
    for (let n = 0; n < 5; n++) {
      report(frame(n))
      await turn()
    }
    expect(sent).toHaveLength(5)
  })

  it('keeps within the limits of the contract', async () => {
    const { report, reports, answer } = createHost()
    for (let n = 0; n < 200; n++) report(frame(n))
    for (let n = 0; n < 100; n++) report({ type: 'closed', linkId, reason: `${n}` })
    for (let n = 0; n < 40; n++) report(frame(n, 65_536))
    for (let n = 0; n < 20; n++) {
      await turn()
      answer()
    }
    const counts = reports.map((events) => events.length)
    expect(Math.max(...counts)).toBeLessThanOrEqual(64)
    const frames = reports.flat().flatMap((event) => (event.type === 'frames' ? [event] : []))
    expect(Math.max(...frames.map((event) => event.frames.length))).toBeLessThanOrEqual(64)
    expect(frames.flatMap((event) => event.frames)).toHaveLength(240)
    const bytes = reports.map((events) =>
      events
        .flatMap((event) => (event.type === 'frames' ? event.frames : []))
        .reduce((sum, one) => sum + one.length, 0),
    )
    expect(Math.max(...bytes)).toBeLessThanOrEqual(1024 * 1024)
  })
})
