import { describe, expect, it } from 'vitest'
import type { Lane } from '../ports/index.ts'
import { createSeededRandom } from '../testing/seededRandom.ts'
import { createFrameReader, createFrameWriter } from './framing.ts'
import { MAX_FRAME_BYTES, MAX_MESSAGE_BYTES, SHORT_FRAME_BYTES } from './limits.ts'

function pipe(interactive = false) {
  const frames: { lane: Lane; frame: Uint8Array }[] = []
  const drained: Lane[] = []
  let room = Number.POSITIVE_INFINITY
  const writer = createFrameWriter({
    sendFrame(lane, frame) {
      if (room < frame.length) return false
      room -= frame.length
      frames.push({ lane, frame })
      return true
    },
    onEmpty: (lane) => drained.push(lane),
    isInteractive: () => interactive,
  })
  return {
    writer,
    frames,
    drained,
    setRoom: (bytes: number) => {
      room = bytes
    },
  }
}

const random = createSeededRandom('framing')

describe('framing ("Sizes to design for")', () => {
  it('gives messages of every size back whole and in order, in frames of at most 64 KiB', () => {
    const { writer, frames } = pipe()
    const sizes = [0, 1, 5, MAX_FRAME_BYTES - 6, MAX_FRAME_BYTES - 5, MAX_FRAME_BYTES - 4, 200_000]
    const sent = sizes.map((size) => random.bytes(size))
    for (const message of sent) writer.send('bulk', message.slice())
    const reader = createFrameReader()
    const received = frames.map(({ lane, frame }) => reader.receive(lane, frame))
    expect(received).not.toContain(null)
    expect(received.filter((message) => message !== undefined)).toEqual(sent)
    for (const { frame } of frames) expect(frame.length).toBeLessThanOrEqual(MAX_FRAME_BYTES)
  })

  it('cuts bulk into 16 KiB while live traffic waits or has just passed', () => {
    const { writer, frames } = pipe(true)
    writer.send('bulk', new Uint8Array(40_000))
    expect(frames.map(({ frame }) => frame.length)).toEqual([
      SHORT_FRAME_BYTES,
      SHORT_FRAME_BYTES,
      40_000 + 5 + 2 - 2 * SHORT_FRAME_BYTES,
    ])
  })

  it('stops while a lane is full, tells when it is empty, and never blocks the other lane', () => {
    const { writer, frames, drained, setRoom } = pipe()
    setRoom(MAX_FRAME_BYTES)
    writer.send('bulk', new Uint8Array(3 * MAX_FRAME_BYTES))
    expect(writer.waiting('bulk')).toBe(3 * MAX_FRAME_BYTES - (MAX_FRAME_BYTES - 5))
    setRoom(100)
    writer.send('live', new Uint8Array(10))
    expect(frames.at(-1)?.lane).toBe('live')
    setRoom(MAX_FRAME_BYTES)
    writer.drained('bulk')
    expect(drained).toEqual([])
    setRoom(Number.POSITIVE_INFINITY)
    writer.drained('bulk')
    expect(drained).toEqual(['bulk'])
    expect(writer.waiting('bulk')).toBe(0)
  })

  it('refuses messages above 8 MiB in both directions', () => {
    const { writer } = pipe()
    expect(() => writer.send('live', new Uint8Array(MAX_MESSAGE_BYTES + 1))).toThrow(RangeError)
    const first = new Uint8Array(100)
    first[0] = 1
    new DataView(first.buffer).setUint32(1, MAX_MESSAGE_BYTES + 1)
    expect(createFrameReader().receive('live', first)).toBeNull()
  })

  it('refuses frames that make no sense', () => {
    const whole = Uint8Array.of(3, 0, 0, 0, 1, 42)
    expect(createFrameReader().receive('live', whole)).toEqual(Uint8Array.of(42))
    for (const odd of [
      new Uint8Array(),
      Uint8Array.of(4, 0, 0, 0, 1, 42),
      Uint8Array.of(3, 0, 0, 0, 2, 42),
      Uint8Array.of(3, 0, 0, 0, 0, 42),
      Uint8Array.of(3, 0, 0, 0),
      Uint8Array.of(1, 0, 0, 0, 1),
      Uint8Array.of(1, 0, 0, 0, 1, 42),
      Uint8Array.of(0, 42),
      new Uint8Array(MAX_FRAME_BYTES + 1),
    ])
      expect(createFrameReader().receive('live', odd), String(odd.slice(0, 8))).toBeNull()
    const reader = createFrameReader()
    reader.receive('live', Uint8Array.of(1, 0, 0, 0, 5, 1))
    expect(reader.receive('live', whole)).toBeNull()
  })
})
