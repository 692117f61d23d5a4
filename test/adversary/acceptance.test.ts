import { expect, test } from 'vitest'
import { clientIdFor } from '../../src-core/documents/index.ts'
import { type CraftedStruct, craftUpdate } from '../../src-core/testing/craftUpdate.ts'
import { gather } from '../scenarios/support/gather.ts'
import { linesOf, type Person } from '../scenarios/support/world.ts'
import { createForger, refusalsOf } from './support/forger.ts'

/** Alice and Bob, who is an editor with altered software; Alice has one item. */
async function against(seed: string, role: 'editor' | 'commenter' | 'viewer' = 'editor') {
  const gathering = await gather(seed)
  const { world, alice, spaceId, join, converge } = gathering
  const bob = await join('Bob', role)
  await world.settle(alice.page.feed.post({ spaceId, text: 'true' }))
  await converge([alice, bob], 1)
  const refused = async (person: Person, reason: string) => {
    await world.until(async () => refusalsOf(person).includes(reason))
    await world.pass(60_000)
  }
  return { ...gathering, bob, forger: createForger(bob, spaceId), refused }
}

const struct = (key: string, text: string): CraftedStruct => ({
  parent: 'items',
  parentSub: `${key.padEnd(21, 'x')}A`,
  content: [{ kind: 'message', order: 9, at: 1, text }],
})
const crafted = (client: number, clock: number, ...structs: CraftedStruct[]) =>
  craftUpdate({ blocks: [{ client, clock, structs }] })

test('rule 15: log heads that go backwards along a chain are refused', async () => {
  const { world, alice, bob, spaceId, forger, refused, converge } = await against('backwards')
  await world.settle(bob.page.feed.post({ spaceId, text: 'after everything' }))
  await converge([alice, bob], 2)
  await forger.offer(
    forger.seal({ payload: forger.post('dated back'), logHeads: forger.founding() }),
  )
  await refused(alice, 'log heads go backwards')
  expect(await linesOf(alice, spaceId)).toEqual(['Alice: true', 'Bob: after everything'])
})

test('rule 15: a clock that was written is not written again with something else', async () => {
  const { alice, spaceId, forger, refused } = await against('clock twice')
  const client = clientIdFor(forger.tag, 9)
  const first = forger.seal({ payload: crafted(client, 0, struct('a', 'one')) })
  const second = forger.seal({
    ...{
      payload: crafted(client, 0, struct('b', 'another')),
      seq: first.seq + 1,
      prev: first.hash,
    },
  })
  await forger.offer(first, second)
  await refused(alice, 'clocks do not follow')
  expect(await linesOf(alice, spaceId)).toEqual(['Alice: true', 'Bob: one'])
})

test('rule 15: what waits for a gap is bounded, and the rest goes on', async () => {
  const { world, alice, spaceId, forger, join, converge } = await against('gaps')
  const payload = crafted(clientIdFor(forger.tag, 9), 0, struct('a', 'x'.repeat(200_000)))
  const { storage } = alice.profile
  const start = forger.head()?.seq ?? 0
  const flood = Array.from({ length: 45 }, (_, i) =>
    forger.seal({
      payload,
      seq: start + 2 + i,
      prev: forger.head()?.hash ?? 'B'.repeat(42).concat('A'),
    }),
  )
  await forger.offer(...flood)
  await world.pass(20_000)
  const held = storage.envelopes.held(spaceId)
  const bytes = held.reduce((sum, row) => sum + row.bytes.length, 0)
  expect(held.length).toBeGreaterThan(10)
  expect(bytes).toBeLessThanOrEqual(8 * 1024 * 1024)
  const carol = await join('Carol', 'editor')
  await converge([alice, carol], 1)
  await world.settle(carol.page.feed.post({ spaceId, text: 'life goes on' }))
  expect(await converge([alice, carol], 2)).toEqual(['Alice: true', 'Carol: life goes on'])
})
