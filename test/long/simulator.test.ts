import { beforeAll, expect, test } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { checkHosts } from '../simulator/checkHosts.ts'
import { checkReplicas } from '../simulator/checkReplicas.ts'

beforeAll(ready)

const SCHEDULES = Math.max(10_000, Number(process.env.FOYER_SEEDS ?? 0))
const FIRST = Number(process.env.FOYER_SEED ?? 1)

test('10,000 lives on real hosts, with malicious ones, backups, removals and rotations', async () => {
  for (let seed = FIRST; seed < FIRST + SCHEDULES; seed++) {
    if (seed % 500 === 0) console.log(`hosts: seed ${seed}`)
    await checkHosts(seed)
  }
  expect(SCHEDULES).toBeGreaterThanOrEqual(10_000)
})

test('10,000 lives of sessions through loss, repetition, reordering and partitions', async () => {
  for (let seed = FIRST; seed < FIRST + SCHEDULES; seed++) checkReplicas(seed)
  expect(SCHEDULES).toBeGreaterThanOrEqual(10_000)
})
