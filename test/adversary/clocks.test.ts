import { describe, expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { gather } from '../scenarios/support/gather.ts'
import { linesOf, type Person } from '../scenarios/support/world.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS

async function three(seed: string) {
  const gathered = await gather(seed)
  const bob = await gathered.join('Bob', 'editor')
  const carol = await gathered.join('Carol', 'editor')
  const people = [gathered.alice, bob, carol]
  await gathered.world.settle(
    gathered.alice.page.feed.post({ spaceId: gathered.spaceId, text: 'all are here' }),
  )
  await gathered.converge(people, 1)
  return { ...gathered, bob, carol, people }
}

/** What is said of the others' clocks, to the second: the way over the network takes ms. */
const offsetsSeenBy = ({ page }: Person, spaceId: SpaceId) =>
  new Promise<Record<string, number | null>>((resolve) => {
    const stop = page.spaces.devices({ spaceId }, (devices) => {
      const others = devices.filter(({ self }) => !self)
      resolve(
        Object.fromEntries(
          others.map(({ person, clockOffsetMs }) => [
            person.name,
            clockOffsetMs && Math.round(clockOffsetMs / 1000) * 1000,
          ]),
        ),
      )
      setImmediate(() => stop())
    })
  })

describe('rule 34: a clock that is off', () => {
  test('by a day, either way, keeps nobody apart, and orders nothing', async () => {
    const { world, alice, bob, carol, people, spaceId } = await three('a day off')
    bob.clock.offMs = DAY_MS
    carol.clock.offMs = -DAY_MS
    for (const person of people) await person.killAndRestart()
    const post = (who: typeof bob, text: string) =>
      world.settle(who.page.feed.post({ spaceId, text }))
    const wanted = ['Alice: all are here']
    for (const [who, text] of [
      [bob, 'from tomorrow'],
      [carol, 'from yesterday'],
      [alice, 'from today'],
      [bob, 'from tomorrow again'],
    ] as const) {
      await post(who, text)
      wanted.push(`${who.name}: ${text}`)
      await world.until(async () =>
        (await Promise.all(people.map((person) => linesOf(person, spaceId)))).every(
          (lines) => lines.length === wanted.length,
        ),
      )
    }
    for (const person of people) expect(await linesOf(person, spaceId)).toEqual(wanted)
    expect(await offsetsSeenBy(alice, spaceId)).toEqual({ Bob: DAY_MS, Carol: -DAY_MS })
  })

  test('by less than two minutes is said of nobody', async () => {
    const { world, alice, bob, carol, spaceId } = await three('a minute off')
    bob.clock.offMs = 100_000
    carol.clock.offMs = -130_000
    await world.pass(60_000)
    expect(await offsetsSeenBy(alice, spaceId)).toEqual({ Bob: null, Carol: -130_000 })
  })

  test.each([YEAR_MS, -YEAR_MS])(
    'by a year (%i ms) keeps its device apart and harms nobody; put right, it is there again',
    async (offMs) => {
      const { world, alice, bob, carol, spaceId } = await three(`a year off ${offMs}`)
      bob.clock.offMs = offMs
      await bob.killAndRestart()
      await world.settle(bob.page.feed.post({ spaceId, text: 'from another year' }))
      await world.settle(alice.page.feed.post({ spaceId, text: 'from now' }))
      await world.until(async () => (await linesOf(carol, spaceId)).length === 2)
      await world.pass(120_000)
      expect(await linesOf(carol, spaceId)).not.toContain('Bob: from another year')
      bob.clock.offMs = 0
      await bob.killAndRestart()
      const people = [alice, bob, carol]
      await world.until(async () =>
        (await Promise.all(people.map((person) => linesOf(person, spaceId)))).every(
          (lines) => lines.length === 3 && lines[0] === 'Alice: all are here',
        ),
      )
      expect(people.flatMap(({ log }) => log).filter((line) => /refused/.test(line))).toEqual([])
    },
  )
})
