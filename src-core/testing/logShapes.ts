import fc from 'fast-check'
import type { EntryHash } from '../base/ids.ts'
import { inOneTurn } from '../base/steps.ts'
import { sealEntry } from '../membership/entry.ts'
import { addEntries, createGraph, type Node } from '../membership/graph.ts'
import { createCast } from './cast.ts'

/** What an entry names: earlier ones, so far back, and the one before or not. */
export interface ShapeStep {
  readonly back: readonly number[]
  readonly last: boolean
}

export const anyStep: fc.Arbitrary<ShapeStep> = fc.record({
  back: fc.array(fc.nat(60), { maxLength: 3 }),
  last: fc.boolean(),
})

/** The nodes of a log of Alice's with entries of this shape, by index. */
export function nodesOfShape(shape: readonly ShapeStep[]): Node[] {
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
