import { expect } from 'vitest'
import { simulateHosts } from './simulateHosts.ts'

/** The invariants of one simulated life on real hosts; a failure tells its seed and its story. */
export async function checkHosts(seed: number): Promise<void> {
  const { seen, seenInGroup, byAlice, lost, left, forged, leaked, accused, story } =
    await simulateHosts(seed)
  const told = story.join('\n')
  for (const lines of seen) expect(lines, told).toEqual(seen.at(-1))
  for (const lines of seenInGroup) expect(lines, told).toEqual(seenInGroup.at(-1))
  expect(
    byAlice.filter((line) => !seen[0]?.includes(line)),
    told,
  ).toEqual([])
  expect(lost, told).toEqual([])
  expect(left, told).toEqual([])
  expect(forged, told).toEqual([])
  expect(leaked, told).toBe(false)
  expect(accused, told).toEqual([])
}
