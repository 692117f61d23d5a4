import { describe, expect, it, vi } from 'vitest'
import { joinFrames, splitFrames } from '../../src-core/base/framePieces.ts'
import type { LinkId } from '../../src-core/base/ids.ts'
import { createInboundPump, createOutboundPump } from './bulkPump.ts'
import type { LaneChannel } from './lane.ts'

const linkId = 'a' as LinkId
const turn = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms))
const frame = (byte: number, length = 1) => new Uint8Array(length).fill(byte)

function createLane() {
  const sent: number[] = []
  const gate = { full: false, open: () => {} }
  const lane = {
    send: (frames: readonly Uint8Array[]) => sent.push(...frames.map((one) => one[0] as number)),
    room: () =>
      gate.full ? new Promise<void>((resolve) => (gate.open = resolve)) : Promise.resolve(),
  } as unknown as LaneChannel
  return { lane, sent, gate }
}

describe('bulk frames on their way out', () => {
  const pieces = () => [joinFrames([frame(1), frame(2)]), joinFrames([frame(3)])]

  it('are fetched until none wait, in sequence, and again when the host says so', async () => {
    const waiting = pieces()
    const takeFrames = async () => waiting.shift() ?? new Uint8Array(0)
    const { lane, sent } = createLane()
    const bulk = { takeFrames, putFrames: async () => {} }
    const pump = createOutboundPump({ linkId, bulk, onFailure: () => {} }, lane)
    await pump()
    expect(sent).toEqual([1, 2, 3])
    waiting.push(joinFrames([frame(4)]))
    await Promise.all([pump(), pump()])
    expect(sent).toEqual([1, 2, 3, 4])
  })

  it('are fetched one piece after another, and not left behind when they come at the last moment', async () => {
    const waiting = pieces()
    const answers: (() => void)[] = []
    let underWay = 0
    let most = 0
    const takeFrames = () => {
      const piece = waiting.shift() ?? new Uint8Array(0)
      underWay += 1
      most = Math.max(most, underWay)
      return new Promise<Uint8Array>((resolve) =>
        answers.push(() => {
          underWay -= 1
          resolve(piece)
        }),
      )
    }
    const { lane, sent } = createLane()
    const bulk = { takeFrames, putFrames: async () => {} }
    const pump = createOutboundPump({ linkId, bulk, onFailure: () => {} }, lane)
    const done = pump()
    const answerNext = async () => {
      await turn()
      answers.shift()?.()
      await turn()
    }
    await answerNext()
    await answerNext()
    // The host has just answered that nothing waits; its word that more does crosses that answer.
    waiting.push(joinFrames([frame(4)]))
    void pump()
    for (let n = 0; n < 4; n++) await answerNext()
    await done
    expect(sent).toEqual([1, 2, 3, 4])
    expect(most).toBe(1)
  })

  it('wait while the channel is full', async () => {
    const waiting = pieces()
    const { lane, sent, gate } = createLane()
    gate.full = true
    const bulk = {
      takeFrames: async () => waiting.shift() ?? new Uint8Array(0),
      putFrames: async () => {},
    }
    const done = createOutboundPump({ linkId, bulk, onFailure: () => {} }, lane)()
    await turn()
    expect(sent).toEqual([])
    gate.full = false
    gate.open()
    await done
    expect(sent).toEqual([1, 2, 3])
  })

  it('end the link when the host does not give them', async () => {
    const failures: string[] = []
    const bulk = { takeFrames: () => Promise.reject(new Error('gone')), putFrames: async () => {} }
    const onFailure = (reason: string) => failures.push(reason)
    await createOutboundPump({ linkId, bulk, onFailure }, createLane().lane)()
    expect(failures).toEqual(['bulk: Error: gone'])
  })
})

describe('bulk frames on their way in', () => {
  function createHost() {
    const put: number[][] = []
    const answers: (() => void)[] = []
    const failures: string[] = []
    const putFrames = (_: LinkId, piece: Uint8Array) => {
      put.push((splitFrames(piece) ?? []).map((one) => one[0] as number))
      return new Promise<void>((resolve) => answers.push(resolve))
    }
    const bulk = { putFrames, takeFrames: async () => new Uint8Array(0) }
    const onFailure = (reason: string) => failures.push(reason)
    return { put, answers, failures, receive: createInboundPump({ linkId, bulk, onFailure }) }
  }

  it('are handed over together when they come in a row, one piece at a time, in sequence', async () => {
    const { put, answers, receive } = createHost()
    for (const n of [1, 2, 3]) receive(frame(n))
    await vi.waitFor(() => expect(put).toEqual([[1, 2, 3]]))
    for (const n of [4, 5]) receive(frame(n))
    await turn(40)
    expect(put).toHaveLength(1)
    answers.shift()?.()
    await vi.waitFor(() =>
      expect(put).toEqual([
        [1, 2, 3],
        [4, 5],
      ]),
    )
  })

  it('are handed over while more and more come', async () => {
    const { put, answers, receive } = createHost()
    for (let n = 0; n < 60; n++) {
      receive(frame(n))
      answers.shift()?.()
      await turn(2)
    }
    expect(put.length).toBeGreaterThan(1)
    await vi.waitFor(() => {
      answers.shift()?.()
      expect(put.flat()).toHaveLength(60)
    })
    expect(put.flat()).toEqual(Array.from({ length: 60 }, (_, n) => n))
  })

  it('are handed over at once by a page that nobody sees, whose timers are slow', () => {
    vi.stubGlobal('document', { visibilityState: 'hidden' })
    const { put, receive } = createHost()
    receive(frame(1))
    expect(put).toEqual([[1]])
    vi.unstubAllGlobals()
  })

  it('are handed over in pieces of at most 1 MiB', async () => {
    const { put, answers, receive } = createHost()
    for (let n = 0; n < 40; n++) receive(frame(n, 65_536))
    expect(put[0]).toHaveLength(12)
    while (put.flat().length < 40) {
      answers.shift()?.()
      await turn()
    }
    expect(put.map((piece) => piece.length)).toEqual([12, 15, 13])
    expect(put.flat()).toEqual(Array.from({ length: 40 }, (_, n) => n))
  })

  it('end the link when the host does not keep up', () => {
    const { failures, receive } = createHost()
    for (let n = 0; n < 540; n++) receive(frame(1, 65_536))
    expect(failures[0]).toBe('bulk: the host does not keep up')
  })
})
