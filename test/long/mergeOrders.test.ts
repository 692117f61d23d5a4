import { expect, it } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { createConcurrentActs, permutations, told } from '../../src-core/testing/concurrentActs.ts'

await ready()

it('every three concurrent acts that take something away give the same state in all six orders', () => {
  const { cast, base, acts } = createConcurrentActs('every three')
  const removals = acts.filter(({ name }) => /remove|deviceRemove|transfer|role|revoke/.test(name))
  let merged = 0
  for (const [i, one] of removals.entries()) {
    console.log(`merge orders: ${i} of ${removals.length} (${one.name}), ${merged} merged`)
    for (const [j, two] of removals.slice(i + 1).entries())
      for (const three of removals.slice(i + j + 2)) {
        const [whole, ...others] = permutations([one, two, three]).map((order) =>
          told(cast.plus(base, ...order.map(({ entry }) => entry))),
        )
        const names = [one, two, three].map(({ name }) => name).join(', ')
        for (const other of others) expect(other, names).toEqual(whole)
        const owners = whole?.members.filter(([, { role }]) => role === 'owner')
        expect(owners, names).toHaveLength(1)
        merged++
      }
  }
  expect(merged).toBeGreaterThan(10_000)
})
