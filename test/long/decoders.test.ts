import { describe, expect, it, vi } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { decoders } from '../adversary/support/decoders.ts'
import { assertSeeing, fuzz } from '../adversary/support/fuzz.ts'

// Whatever is signed anew here before it is read need not be checked by libsodium a million times.
vi.mock('../../src-core/crypto/sign.ts', async (original) => {
  const { rememberSignatures } = await import('../simulator/rememberSignatures.ts')
  return rememberSignatures(await original())
})

await ready()

/** `-t 'mail '` is a shard: one decoder is one test. */
const ROUNDS = Math.max(1_000_000, Number(process.env.FOYER_FUZZ_ROUNDS ?? 0))
const MIB = 1024 * 1024
const seed = Number(process.env.FOYER_SEED ?? Date.now() % 1_000_000)

describe.each(decoders().map((decoder) => [decoder.name, decoder] as const))(
  `%s, ${ROUNDS} altered inputs (seed ${seed})`,
  (_, decoder) => {
    it('is read without a throw, a stall or memory that grows', () => {
      const begun = performance.now()
      const result = fuzz(decoder, ROUNDS, seed)
      const seconds = Math.round((performance.now() - begun) / 1000)
      console.log(JSON.stringify({ decoder: decoder.name, seed, seconds, ...result }))
      expect(result.slowestMs).toBeLessThan(2_000)
      expect(result.grownBytes).toBeLessThan(512 * MIB)
      assertSeeing(decoder, ROUNDS, result)
    })
  },
)
