import { describe, expect, test } from 'vitest'
import { createSeededRandom } from '../../src-core/testing/seededRandom.ts'
import { gather } from '../scenarios/support/gather.ts'
import { linesOf } from '../scenarios/support/world.ts'
import type { RelayConduct } from '../scenarios/support/worldNetwork.ts'

/** What a relay can do with what it is to forward: it can neither read nor make any of it (rule 18). */
const conducts = (seed: string): Readonly<Record<string, RelayConduct>> => {
  const random = createSeededRandom(seed)
  const seen: Uint8Array[] = []
  return {
    'drops two thirds': () => (random.chance(0.67) ? [] : [5]),
    'delivers everything three times': () => [5, 6, 400],
    'holds back each for up to 10 s, so that none is in order': () => [random.below(10_000)],
    'alters every other': (payload) => {
      if (random.chance(0.5)) payload.set([random.below(256)], random.below(payload.length))
      return [5]
    },
    'drops, repeats, delays and plays back for a minute': (payload) => {
      seen.push(payload)
      return [0, 1, 2].flatMap(() => (random.chance(0.4) ? [random.below(60_000)] : []))
    },
  }
}

describe('rules 17 and 18: a relay that', () => {
  test.each(Object.keys(conducts('')))(
    '%s keeps nobody apart for good, and harms nothing',
    async (name) => {
      const seed = `relay ${name}`
      const conduct = conducts(seed)[name] as RelayConduct
      let isHostile = false
      const { world, alice, spaceId, join } = await gather(seed, {
        relay: (payload) => (isHostile ? conduct(payload) : [5]),
      })
      const bob = await join('Bob', 'editor')
      const carol = await join('Carol', 'commenter')
      isHostile = true
      const people = [alice, bob, carol]
      // A whole session: every link is made anew through this relay, twice.
      for (const round of [1, 2]) {
        for (const person of people) person.network.setOnline(false)
        await world.settle(alice.page.feed.post({ spaceId, text: `from Alice ${round}` }))
        await world.settle(bob.page.feed.post({ spaceId, text: `from Bob ${round}` }))
        for (const person of people) person.network.setOnline(true)
        const all = () => Promise.all(people.map((person) => linesOf(person, spaceId)))
        await world.until(
          async () => (await all()).every((lines) => lines.length === 2 * round),
          300_000,
        )
      }
      expect(people.flatMap(({ log }) => log).filter((line) => /refused/.test(line))).toEqual([])
    },
  )
})
