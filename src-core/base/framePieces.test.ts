import { describe, expect, it } from 'vitest'
import { joinFrames, splitFrames } from './framePieces.ts'

describe('frames in a piece', () => {
  it('come out as they went in, empty ones too', () => {
    const frames = [Uint8Array.of(1, 2), new Uint8Array(0), new Uint8Array(70_000).fill(3)]
    expect(splitFrames(joinFrames(frames))).toEqual(frames)
    expect(splitFrames(joinFrames([]))).toEqual([])
  })

  it('are refused when the piece was cut or prolonged', () => {
    const piece = joinFrames([Uint8Array.of(1, 2, 3)])
    for (const length of [1, 3, 4, 6])
      expect(splitFrames(piece.subarray(0, length))).toBeUndefined()
    expect(splitFrames(Uint8Array.of(...piece, 0))).toBeUndefined()
  })
})
