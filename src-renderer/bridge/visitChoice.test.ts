import { expect, test } from 'vitest'
import type { KeptDoor } from '../../src-core/bridge/keptDoor.ts'
import { askWhichVisit, createVisitChoice, forgetVisitChoice } from './visitChoice.ts'

const door = (name: string): KeptDoor => ({ name, space: name, enamel: 'bottle', until: null })
const DOORS = [door('house'), door('garden')]

function createShelf() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

/** A load of the page: what its host is told, and whether somebody was asked. */
async function load(
  shelf: Parameters<typeof createVisitChoice>[1],
  doors: readonly KeptDoor[],
  wanted: string,
) {
  const { port1, port2 } = new MessageChannel()
  const choice = createVisitChoice(port1, shelf)
  let asked = false
  choice.onAsked((offered) => {
    asked = true
    for (const one of offered) if (one.name === wanted) choice.choose(one)
  })
  const name = await askWhichVisit(port2, doors)
  port1.close()
  return { name, asked }
}

test('a tab is asked once which of several visits it is for, also when it is loaded again', async () => {
  const shelf = createShelf()
  expect(await load(shelf, DOORS, 'garden')).toEqual({ name: 'garden', asked: true })
  expect(await load(shelf, DOORS, 'house')).toEqual({ name: 'garden', asked: false })
})

test('it is asked again when that visit is kept no more, or has ended', async () => {
  const shelf = createShelf()
  await load(shelf, DOORS, 'garden')
  const others = [door('house'), door('loft')]
  expect(await load(shelf, others, 'loft')).toEqual({ name: 'loft', asked: true })
  forgetVisitChoice(shelf)
  expect(await load(shelf, others, 'house')).toEqual({ name: 'house', asked: true })
})

test('a tab that may remember nothing is asked each time', async () => {
  for (const name of ['garden', 'house'])
    expect(await load(undefined, DOORS, name)).toEqual({ name, asked: true })
})
