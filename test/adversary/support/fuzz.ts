import { altered } from './altered.ts'
import { accepts, type Decoder } from './decoder.ts'
import { countReads } from './fields.ts'

export interface FuzzResult {
  /** Of one input, ms of processor time: a busy machine is no stall. */
  readonly slowestMs: number
  readonly grownBytes: number
  /** Inputs that are no samples, or say something else where that is what counts, and were taken. */
  readonly accepted: number
  /** Inputs of which at least half as many values were read as of the smallest good one. */
  readonly deep: number
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** Throws what the decoder throws, with the input in hex. */
export function fuzz(decoder: Decoder, rounds: number, seed: number): FuzzResult {
  const whole = Math.min(
    ...decoder.good.map((bytes) => countReads(() => decoder.decode(bytes)).reads),
  )
  const { good, says } = decoder
  const samples = new Set(good.map(textOf))
  const said = new Set(good.map((bytes) => says?.(decoder.decode(bytes) as never)))
  const isKnown = (bytes: Uint8Array, value: unknown) =>
    says ? said.has(says(value as never)) : samples.has(textOf(bytes))
  const before = process.memoryUsage().heapUsed
  let [slowestMs, accepted, deep] = [0, 0, 0]
  for (const bytes of altered(decoder, rounds, seed)) {
    const begun = process.threadCpuUsage()
    try {
      const { value, reads } = countReads(() => decoder.decode(bytes))
      const { user, system } = process.threadCpuUsage(begun)
      slowestMs = Math.max(slowestMs, (user + system) / 1000)
      if (accepts(decoder, value) && !isKnown(bytes, value)) accepted++
      if (reads >= whole / 2) deep++
    } catch (cause) {
      throw new Error(`${decoder.name}, seed ${seed}: ${Buffer.from(bytes).toString('hex')}`, {
        cause,
      })
    }
  }
  const grownBytes = process.memoryUsage().heapUsed - before
  return { slowestMs, grownBytes, accepted, deep }
}

/** The samples are good, and what was altered came past the first checks: a blind fuzzer proves nothing. */
export function assertSeeing(decoder: Decoder, rounds: number, { accepted, deep }: FuzzResult) {
  for (const good of decoder.good)
    if (!accepts(decoder, decoder.decode(good))) throw new Error(`${decoder.name}: a bad sample`)
  const told = `${decoder.name}: ${accepted} of ${rounds} taken, ${deep} read by half`
  if (deep < rounds / 10) throw new Error(`${told}: too few come past the first checks`)
  if (decoder.isSealed || decoder.says ? accepted > 0 : accepted < rounds / 200)
    throw new Error(told)
}
