import { describe, expect, it } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { decoders } from './support/decoders.ts'
import { assertSeeing, fuzz } from './support/fuzz.ts'

await ready()

const ROUNDS = 1_000
const seed = Number(process.env.FOYER_SEED ?? 1)

describe.each(decoders().map((decoder) => [decoder.name, decoder] as const))(
  `%s, ${ROUNDS} altered inputs (seed ${seed})`,
  (_, decoder) => {
    it('is read without a throw or stall, also behind its first checks', () => {
      const result = fuzz(decoder, ROUNDS, seed)
      expect(result.slowestMs).toBeLessThan(1_000)
      assertSeeing(decoder, ROUNDS, result)
    })
  },
)
