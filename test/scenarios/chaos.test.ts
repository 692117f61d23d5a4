import { expect, test } from 'vitest'
import type { CommentId, ItemId } from '../../src-core/base/ids.ts'
import { gather } from './support/gather.ts'
import { linesOf, type Person } from './support/world.ts'

/** Mulberry32: a step's choice depends on the seed alone. */
function createDice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

const STEPS = 60

test.each([1, 2, 3, 16])(
  'three people who lose the network and are killed at random agree in the end (seed %i)',
  async (seed) => {
    const { world, alice, spaceId, join } = await gather(`chaos ${seed}`)
    const people = [alice, await join('Bob', 'editor'), await join('Carol', 'editor')]
    const dice = createDice(seed)
    const pick = <T>(from: readonly T[]) => from[dice(from.length)] as T
    const posted: { readonly text: string; readonly itemId: ItemId }[] = []
    const remarks: { readonly text: string; readonly commentId: CommentId }[] = []

    const acts: Record<string, (person: Person, n: number) => Promise<unknown>> = {
      async post(person, n) {
        const text = `${n} by ${person.name}`
        posted.push({ text, ...(await person.page.feed.post({ spaceId, text })) })
      },
      async comment(person, n) {
        const { items } = await person.page.feed.window({
          spaceId,
          filter: 'everything',
          offset: 0,
          limit: 200,
        })
        if (items.length === 0) return
        const text = `remark ${n}`
        const { itemId } = pick(items)
        remarks.push({ text, ...(await person.page.comments.add({ spaceId, itemId, text })) })
      },
      cut: async (person) => person.network.setOnline(false),
      heal: async (person) => person.network.setOnline(true),
      kill: (person) => person.killAndRestart(),
      wait: () => world.pass(dice(20_000)),
    }
    const weights = ['post', 'post', 'post', 'comment', 'comment', 'cut', 'heal', 'kill', 'wait']
    for (let n = 0; n < STEPS; n++) {
      await world.settle(acts[pick(weights)]?.(pick(people), n) ?? Promise.resolve())
      await world.pass(dice(300))
    }
    for (const person of people) person.network.setOnline(true)

    const wanted = posted.length + remarks.length
    await world.until(async () => {
      const all = await Promise.all(people.map((person) => linesOf(person, spaceId)))
      return all.every((lines) => lines.length === wanted && lines.join() === all[0]?.join())
    }, 600_000)
    const lines = (await linesOf(alice, spaceId)).map((line) => line.replace(/^ *\w+: /, ''))
    const written = [...posted, ...remarks].map(({ text }) => text)
    expect(lines.sort()).toEqual(written.sort())
    // Links that broke are told too; nobody may have been refused anything.
    const refusals = people.flatMap(({ log }) => log.filter((line) => line.includes('refused')))
    expect(refusals).toEqual([])
  },
)
