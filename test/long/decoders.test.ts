import { beforeAll, expect, test } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { decoders, fuzz } from '../adversary/support/decoders.ts'

beforeAll(ready)

const ROUNDS = Math.max(1_000_000, Number(process.env.FOYER_FUZZ_ROUNDS ?? 0))
const MIB = 1024 * 1024

test('no decoder throws, stalls or swells at a million altered inputs each', async () => {
  const seed = Number(process.env.FOYER_SEED ?? Date.now() % 1_000_000)
  for (const decoder of decoders()) {
    const begun = performance.now()
    const { slowestMs, grownBytes } = fuzz(decoder, ROUNDS, seed)
    const seconds = Math.round((performance.now() - begun) / 1000)
    console.log(`${decoder.name}: seed ${seed}, ${seconds} s, slowest ${slowestMs.toFixed(1)} ms`)
    expect(slowestMs, decoder.name).toBeLessThan(2_000)
    expect(grownBytes, decoder.name).toBeLessThan(512 * MIB)
  }
})
