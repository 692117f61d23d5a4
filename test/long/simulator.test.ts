import { beforeAll, it, vi } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { checkHosts } from '../simulator/checkHosts.ts'
import { checkReplicas } from '../simulator/checkReplicas.ts'
import { everySeed } from './support/everySeed.ts'
import { seedRange } from './support/seedRange.ts'

vi.mock('../../src-core/crypto/sign.ts', async (original) => {
  const { rememberSignatures } = await import('../simulator/rememberSignatures.ts')
  return rememberSignatures(await original())
})

beforeAll(ready)

const range = seedRange(10_000)
const seeds = `seeds ${range.first} to ${range.last}`

it(`lives of sessions through loss, repetition, reordering and partitions, ${seeds}`, () =>
  everySeed('sessions', range, checkReplicas))

it(`lives on real hosts, with malicious ones, backups, removals and rotations, ${seeds}`, () =>
  everySeed('hosts', range, checkHosts))
