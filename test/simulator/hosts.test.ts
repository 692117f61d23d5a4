import { describe, it, vi } from 'vitest'
import { checkHosts } from './checkHosts.ts'

vi.mock('../../src-core/crypto/sign.ts', async (original) => {
  const { rememberSignatures } = await import('./rememberSignatures.ts')
  return rememberSignatures(await original())
})

/** `FOYER_SEED=17` repeats one; `FOYER_SEEDS=500` runs more than the usual. */
const FIRST = Number(process.env.FOYER_SEED ?? 1)
const COUNT = process.env.FOYER_SEED ? 1 : Number(process.env.FOYER_SEEDS ?? 15)
const PART = 3

describe('hosts agree whatever one to three malicious ones do, and who comes late sees the same', () => {
  const parts = Array.from({ length: Math.ceil(COUNT / PART) }, (_, i) => FIRST + i * PART)
  it.each(parts)('from seed %i on', async (from) => {
    for (let seed = from; seed < Math.min(from + PART, FIRST + COUNT); seed++)
      await checkHosts(seed)
  })
})
