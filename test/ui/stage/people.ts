import type { Person } from '../../../src-core/bridge/schemas.ts'

const id = (letter: string) => letter.repeat(22)
const person = (name: string, enamel: Person['enamel'], self = false): Person => ({
  userId: id(name[0] ?? 'x') as Person['userId'],
  name,
  enamel,
  self,
})

/** The cast of the tests, as Alice's page sees them. */
export const alice = person('Alice', 'bottle', true)
export const bob = person('Bob', 'petrol')
export const carol = person('Carol', 'clay')
export const gus = person('Gus', 'plum')
export { id }
