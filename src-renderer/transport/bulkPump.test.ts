import { describe, expect, it } from 'vitest'
import { joinFrames, splitFrames } from '../../src-core/base/framePieces.ts'
import type { LinkId } from '../../src-core/base/ids.ts'
import { createInboundPump, createOutboundPump } from './bulkPump.ts'
import type { LaneChannel } from './lane.ts'

const linkId = 'a' as LinkId
const turn = () => new Promise((resolve) => setTimeout(resolve, 0))
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

  it('are handed over one piece at a time, several in a piece, in sequence', async () => {
    const { put, answers, receive } = createHost()
    for (const n of [1, 2, 3]) receive(frame(n))
    await turn()
    expect(put).toEqual([[1]])
    answers.shift()?.()
    await turn()
    expect(put).toEqual([[1], [2, 3]])
  })

  it('are handed over in pieces of at most 1 MiB', async () => {
    const { put, answers, receive } = createHost()
    receive(frame(0))
    for (let n = 1; n <= 20; n++) receive(frame(n, 65_536))
    while (put.flat().length < 21) {
      answers.shift()?.()
      await turn()
    }
    expect(put.map((piece) => piece.length)).toEqual([1, 15, 5])
    expect(put.flat()).toEqual(Array.from({ length: 21 }, (_, n) => n))
  })

  it('end the link when the host does not keep up', () => {
    const { failures, receive } = createHost()
    for (let n = 0; n < 520; n++) receive(frame(1, 65_536))
    expect(failures[0]).toBe('bulk: the host does not keep up')
  })
})
