import { expect, test, vi } from 'vitest'
import type { SpaceView } from '../../src-core/bridge/contract.ts'
import { gather } from '../scenarios/support/gather.ts'
import { linesOf } from '../scenarios/support/world.ts'
import { createForger, identityOf } from './support/forger.ts'

/** A mistake of ours that nobody has found yet: a text at which reading the feed throws. */
const TRAP = 'finds the mistake'
const mistake = vi.hoisted(() => ({ isThere: false }))
vi.mock('../../src-core/documents/items.ts', async (original) => {
  const items = await original<typeof import('../../src-core/documents/items.ts')>()
  return {
    ...items,
    searchTextOf(content: { readonly text?: string }) {
      if (mistake.isThere && content.text === TRAP) throw new TypeError('a mistake')
      return items.searchTextOf(content as never)
    },
  }
})

test('rule 13: an envelope at which applying throws is held and named, and stops nobody else', async () => {
  const { world, alice, spaceId, join, converge } = await gather('throws')
  const bob = await join('Bob', 'editor')
  const eve = await join('Eve', 'editor')
  await world.settle(alice.page.feed.post({ spaceId, text: 'true' }))
  await converge([alice, bob, eve], 1)
  const notices = (): Promise<SpaceView['notices']> =>
    new Promise((resolve) => {
      const stop = alice.page.spaces.view({ spaceId }, (view) => {
        resolve(view.notices)
        setImmediate(() => stop())
      })
    })

  const { seal, keep, post, offer } = createForger(eve, spaceId)
  for (const text of ['before', TRAP]) keep(seal({ payload: post(text) }))
  keep(seal({ payload: post('after') }))
  mistake.isThere = true
  await offer()
  await world.settle(bob.page.feed.post({ spaceId, text: 'goes on' }))
  await world.pass(60_000)

  const { deviceId } = identityOf(eve)
  expect((await linesOf(alice, spaceId)).sort()).toEqual([
    'Alice: true',
    'Bob: goes on',
    'Eve: before',
  ])
  expect(await notices()).toMatchObject([{ kind: 'quarantined', deviceId }])
  await alice.killAndRestart()
  await world.pass(60_000)
  expect(await notices()).toMatchObject([{ kind: 'quarantined', deviceId }])
  await world.settle(alice.page.spaces.retryQuarantined({ spaceId, deviceId }))
  await world.pass(60_000)
  expect(await notices()).toMatchObject([{ kind: 'quarantined', deviceId }])
  await world.settle(alice.page.spaces.dropQuarantined({ spaceId, deviceId }))
  await world.pass(60_000)
  expect((await linesOf(alice, spaceId)).sort()).toContain('Eve: after')
  expect(await notices()).toEqual([])
})
