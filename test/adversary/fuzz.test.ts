import { beforeAll, expect, it } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { decoders, fuzz } from './support/decoders.ts'

beforeAll(ready)

const seed = Number(process.env.FOYER_SEED ?? 1)

it(`no decoder throws or stalls at 1,000 altered inputs each (seed ${seed})`, async () => {
  for (const decoder of decoders()) {
    const { slowestMs } = fuzz(decoder, 1_000, seed)
    expect(slowestMs, decoder.name).toBeLessThan(1_000)
  }
})
