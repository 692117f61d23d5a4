import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { EntryHash } from '../base/ids.ts'
import { inOneTurn } from '../base/steps.ts'
import { ready } from '../crypto/index.ts'
import { createCast } from '../testing/cast.ts'
import { concurrentParts } from './concurrentParts.ts'
import { sealEntry } from './entry.ts'
import { addEntries, createGraph, followsEverything, type Node } from './graph.ts'
import { placesIn } from './places.ts'

beforeAll(ready)

/** A log whose entries name the one before, and some of the earlier ones, or only these. */
function logOf(shape: readonly { readonly back: readonly number[]; readonly last: boolean }[]) {
  const { alice, founded, spaceId, clock } = createCast('parts')
  const hashes: EntryHash[] = founded.entries.map(({ hash }) => hash)
  const entries = founded.entries.map(({ bytes }) => bytes)
  for (const [at, { back, last }] of shape.entries()) {
    const prev = back.map((far) => hashes.at(-1 - (far % hashes.length)) as EntryHash)
    if (last || prev.length === 0) prev.push(hashes.at(-1) as EntryHash)
    const action = { type: 'relays', urls: [`wss://relay${at}.example`] } as const
    const place = { spaceId, prev, author: alice.deviceId, at: clock.at }
    const { hash, bytes } = sealEntry({ ...place, action }, alice.device)
    hashes.push(hash)
    entries.push(bytes)
  }
  const graph = createGraph(spaceId)
  inOneTurn(addEntries(graph, entries, () => true))
  return [...graph.nodes.values()]
}

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
  const step = fc.record({
    back: fc.array(fc.nat(60), { maxLength: 3 }),
    last: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 120 }), (shape) => {
      const nodes = logOf(shape)
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
  const nodes = logOf(Array.from({ length: 10 }, () => steps).flat())
  const sizes = Map.groupBy(concurrentParts(nodes), (part) => part)
  expect([...sizes].filter(([part]) => part).map(([, some]) => some.length)).toEqual(
    Array.from({ length: 10 }, () => 9),
  )
})
