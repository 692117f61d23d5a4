import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { ready } from '../crypto/index.ts'
import { anyStep, nodesOfShape } from '../testing/logShapes.ts'
import { concurrentParts } from './concurrentParts.ts'
import { followsEverything, type Node } from './graph.ts'
import { placesIn } from './places.ts'

beforeAll(ready)

/** Told by following the names from entry to entry. */
function pastsOf(nodes: readonly Node[]): Map<Node, Set<Node>> {
  const byHash = new Map(nodes.map((node) => [node.entry.hash, node]))
  const pasts = new Map<Node, Set<Node>>()
  for (const node of nodes) {
    const parents = node.entry.prev.map((hash) => byHash.get(hash) as Node)
    const past = parents.flatMap((parent) => [parent, ...(pasts.get(parent) as Set<Node>)])
    pasts.set(node, new Set(past))
  }
  return pasts
}

test('rule 4: what is concurrent with an entry is what neither follows it nor comes before it', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 120 }), (shape) => {
      const nodes = nodesOfShape(shape)
      const pasts = pastsOf(nodes)
      const parts = concurrentParts(nodes)
      for (const node of nodes) {
        const others = nodes.filter(
          (other) => other !== node && !pasts.get(node)?.has(other) && !pasts.get(other)?.has(node),
        )
        const part = parts[node.index]
        const told = part ? [...placesIn(part.concurrentWith(node))] : []
        expect(told).toEqual(others.map((other) => part?.place(other)))
        expect(others.every((other) => parts[other.index] === part)).toBe(true)
        expect(followsEverything(node)).toBe(pasts.get(node)?.size === node.index)
      }
    }),
    { numRuns: 60 },
  )
})

test('a log in which people hear of each other now and then has small parts', () => {
  const steps = [
    { back: [0], last: false },
    ...Array.from({ length: 8 }, () => ({ back: [1], last: false })),
    { back: [0, 1], last: false },
  ]
  const nodes = nodesOfShape(Array.from({ length: 10 }, () => steps).flat())
  const sizes = Map.groupBy(concurrentParts(nodes), (part) => part)
  expect([...sizes].filter(([part]) => part).map(([, some]) => some.length)).toEqual(
    Array.from({ length: 10 }, () => 9),
  )
})
