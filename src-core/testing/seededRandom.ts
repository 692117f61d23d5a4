import type { Random } from '../ports/index.ts'

export interface SeededRandom extends Random {
  /** From 0 up to 1. */
  unit(): number
  /** A whole number from 0 up to `bound`. */
  below(bound: number): number
  chance(probability: number): boolean
  pick<T>(values: readonly T[]): T
  /** Another sequence that depends on this seed and `name` only. */
  fork(name: string): SeededRandom
}

/** 32 bits of text, by FNV-1a. */
const mix = (text: string): number => {
  let state = 0x811c9dc5
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  return state >>> 0
}

/** The same sequence for the same seed, everywhere (sfc32). No secrets: for tests only. */
export function createSeededRandom(seed: string | number): SeededRandom {
  let a = mix(`a${seed}`)
  let b = mix(`b${seed}`)
  let c = mix(`c${seed}`)
  let counter = 1
  const next = (): number => {
    const out = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + out
    return out >>> 0
  }
  for (let i = 0; i < 15; i++) next()

  const unit = () => next() / 2 ** 32
  const below = (bound: number) => Math.floor(unit() * bound)
  return {
    unit,
    below,
    chance: (probability) => unit() < probability,
    pick<T>(values: readonly T[]): T {
      if (values.length === 0) throw new RangeError('nothing to pick from')
      return values[below(values.length)] as T
    },
    fork: (name) => createSeededRandom(`${seed}/${name}`),
    bytes(length) {
      const out = new Uint8Array(length)
      for (let i = 0; i < length; i++) out[i] = next() & 255
      return out
    },
  }
}
