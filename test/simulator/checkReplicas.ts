import { expect } from 'vitest'
import { contentOf, simulate } from './simulate.ts'

/** The invariants of one simulated life of three sessions; a failure tells its seed and its story. */
export function checkReplicas(seed: number): void {
  const { processes, written, story } = simulate(seed)
  const told = `seed ${seed}\n${story.join('\n')}\n`
  const [first, ...others] = processes
  if (!first) throw new Error('nobody is left')
  const accepted = first.device.replica.accepted()
  const content = contentOf(first.doc)
  for (const { device, doc } of others) {
    expect(device.replica.accepted().length, told).toBe(accepted.length)
    expect(device.replica.accepted(), told).toEqual(accepted)
    expect(device.replica.state().heads, told).toEqual(first.device.replica.state().heads)
    expect(contentOf(doc), told).toBe(content)
  }
  const missing = [...written].filter((itemId) => !first.itemIds().includes(itemId))
  expect(missing, told).toEqual([])
}
