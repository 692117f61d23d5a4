import { beforeAll, describe, expect, it, vi } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { checkReplicas } from './checkReplicas.ts'
import { contentOf, simulate } from './simulate.ts'

beforeAll(ready)

vi.mock('../../src-core/crypto/sign.ts', async (original) => {
  const { rememberSignatures } = await import('./rememberSignatures.ts')
  return rememberSignatures(await original())
})

/** `FOYER_SEED=17` repeats one; `FOYER_SEEDS=5000` runs more than the usual. */
const FIRST = Number(process.env.FOYER_SEED ?? 1)
const COUNT = process.env.FOYER_SEED ? 1 : Number(process.env.FOYER_SEEDS ?? 200)
const PART = 25

describe('three replicas through kills, restarts, partitions, loss, repetition and reordering', () => {
  const parts = Array.from({ length: Math.ceil(COUNT / PART) }, (_, i) => FIRST + i * PART)
  it.each(parts)('are equal and have lost nothing, from seed %i on', (from) => {
    const until = Math.min(from + PART, FIRST + COUNT)
    console.log(`simulator seeds ${from} to ${until - 1}`)
    for (let seed = from; seed < until; seed++) checkReplicas(seed)
  })

  it('are the same again for the same seed', () => {
    const [one, two] = [simulate(3), simulate(3)]
    expect(two.story).toEqual(one.story)
    // Envelopes differ: the lockboxes in the log are sealed with the library's own randomness.
    expect(two.processes.map(({ doc }) => contentOf(doc))).toEqual(
      one.processes.map(({ doc }) => contentOf(doc)),
    )
  })
})
