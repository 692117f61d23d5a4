import { beforeAll, describe, expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import type { SpaceView } from '../../src-core/bridge/contract.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { clientIdFor, feedDocId } from '../../src-core/documents/index.ts'
import {
  deviceTag,
  type EpochWithSecrets,
  entriesMissingFor,
  openEpochs,
} from '../../src-core/membership/index.ts'
import { sealEnvelope } from '../../src-core/sync/index.ts'
import { createCast } from '../../src-core/testing/cast.ts'
import { craftUpdate } from '../../src-core/testing/craftUpdate.ts'
import { createSpaceParts } from '../../src-core/testing/spaceParts.ts'
import { createVirtualClock } from '../../src-core/testing/virtualClock.ts'
import { copyDisk } from '../scenarios/support/copyDisk.ts'
import { gather } from '../scenarios/support/gather.ts'
import { linesOf, type Person } from '../scenarios/support/world.ts'
import { createForger, identityOf } from './support/forger.ts'

beforeAll(ready)

const viewOf = ({ page }: Person, spaceId: SpaceId): Promise<SpaceView> =>
  new Promise((resolve) => {
    const stop = page.spaces.view({ spaceId }, (view) => {
      resolve(view)
      setImmediate(() => stop())
    })
  })
const noticesOf = async (person: Person, spaceId: SpaceId) =>
  (await viewOf(person, spaceId)).notices.map(({ kind, person: of, self }) => [
    kind,
    of.name,
    self ? 'self' : 'other',
  ])

/** Alice and Carol, and Bob twice: as he is, and as he was. */
async function withBobTwice(seed: string) {
  const gathering = await gather(seed)
  const { world, alice, spaceId, join, converge } = gathering
  const bob = await join('Bob', 'editor')
  const carol = await join('Carol', 'editor')
  await world.settle(alice.page.feed.post({ spaceId, text: 'true' }))
  await world.settle(bob.page.feed.post({ spaceId, text: 'before' }))
  await converge([alice, bob, carol], 2)
  await world.pass(5_000)
  const backup = copyDisk(bob.profile.storage)
  return { ...gathering, bob, carol, twinOfBob: () => world.person('Bob', backup) }
}

describe('rule 35: a device that tells different people different things', () => {
  test('is proven to, counts no more, and everyone is told', async () => {
    const { world, alice, bob, carol, spaceId, twinOfBob, join } =
      await withBobTwice('equivocation')
    carol.network.setOnline(false)
    const toAlice = createForger(bob, spaceId)
    await toAlice.offer(toAlice.seal({ payload: toAlice.post('yes', 77) }))
    await world.until(async () => (await linesOf(alice, spaceId)).includes('Bob: yes'))
    await bob.killAndRestart()
    bob.network.setOnline(false)

    alice.network.setOnline(false)
    carol.network.setOnline(true)
    const twin = await twinOfBob()
    const toCarol = createForger(twin, spaceId)
    await toCarol.offer(toCarol.seal({ payload: toCarol.post('no', 77) }))
    await world.until(async () => (await linesOf(carol, spaceId)).includes('Bob: no'))
    twin.network.setOnline(false)

    alice.network.setOnline(true)
    await world.until(async () => (await noticesOf(carol, spaceId)).length === 1)
    await world.pass(60_000)
    for (const person of [alice, carol]) {
      expect(await noticesOf(person, spaceId)).toEqual([['equivocation', 'Bob', 'other']])
      expect((await linesOf(person, spaceId)).toSorted()).toEqual(['Alice: true', 'Bob: before'])
    }
    // Also to those who come later, and after a restart.
    const dan = await join('Dan', 'viewer')
    await world.pass(30_000)
    await carol.killAndRestart()
    for (const person of [dan, carol])
      expect(await noticesOf(person, spaceId)).toEqual([['equivocation', 'Bob', 'other']])
    bob.network.setOnline(true)
    await world.settle(bob.page.feed.post({ spaceId, text: 'once more' }))
    await world.pass(60_000)
    expect(await linesOf(alice, spaceId)).not.toContain('Bob: once more')

    // It is told until somebody has done what can be done, and nobody waits for what counts no more.
    const { userId } = identityOf(bob)
    await world.settle(alice.page.members.remove({ spaceId, userId }))
    for (const person of [alice, carol, dan])
      await world.until(async () => (await noticesOf(person, spaceId)).length === 0)
    await world.pass(60_000)
    for (const person of [alice, carol, dan])
      expect((await viewOf(person, spaceId)).sync.kind).toBe('upToDate')
  })

  test('which is a restored backup when nothing contradicts: everyone is told, until it is a new device', async () => {
    const { world, alice, bob, carol, spaceId, twinOfBob } = await withBobTwice('backup')
    await world.settle(bob.page.feed.post({ spaceId, text: 'lost with the laptop' }))
    await world.until(async () => (await linesOf(alice, spaceId)).length === 3)
    bob.network.setOnline(false)
    for (const person of [alice, carol]) person.network.setOnline(false)
    const restored = await twinOfBob()
    await world.settle(restored.page.feed.post({ spaceId, text: 'from the backup' }))
    for (const person of [alice, carol]) person.network.setOnline(true)
    const told = async (person: Person) => JSON.stringify(await noticesOf(person, spaceId))
    for (const person of [alice, carol])
      await world.until(async () => (await told(person)) === '[["forked","Bob","other"]]')
    expect(await noticesOf(restored, spaceId)).toEqual([['forked', 'Bob', 'self']])
    for (const person of [alice, carol, restored])
      await world.until(async () => (await told(person)) === '[]')
    expect(await linesOf(alice, spaceId)).toContain('Bob: lost with the laptop')
  })
})

test('rule 35: a device that has lost what it wrote is noticed, and gets it back', async () => {
  const { world, alice, bob, spaceId, twinOfBob } = await withBobTwice('lost')
  await world.settle(bob.page.feed.post({ spaceId, text: 'after the backup' }))
  await world.until(async () => (await linesOf(alice, spaceId)).length === 3)
  bob.network.setOnline(false)
  const restored = await twinOfBob()
  await world.until(async () => (await linesOf(restored, spaceId)).length === 3)
  expect(await noticesOf(alice, spaceId)).toEqual([['restored', 'Bob', 'other']])
  expect(await noticesOf(restored, spaceId)).toEqual([['restored', 'Bob', 'self']])
})

test('rule 35: a proof counts only if the device that it accuses signed both', () => {
  const cast = createCast('false proof')
  const { alice, spaceId, random } = cast
  const [bob, eve] = [cast.person(), cast.person()]
  const state = [bob, eve].reduce((space, who) => cast.join(space, who), cast.begin)
  const epoch = openEpochs(state, alice).at(-1) as EpochWithSecrets
  const clock = createVirtualClock(cast.clock.at)
  const log = entriesMissingFor(state, [])
  const { forks } = createSpaceParts({ spaceId, identity: alice, log, clock, random })
  const client = clientIdFor(deviceTag(bob.deviceId), 1)
  /** Bob's next envelope, as whoever has these keys signs it. */
  const asBob = (text: string, { device }: typeof eve) =>
    sealEnvelope({
      ...{ spaceId, epoch, random, docId: feedDocId(spaceId), kind: 'update', seq: 1, prev: null },
      identity: { deviceId: bob.deviceId, device },
      logHeads: state.heads,
      payload: craftUpdate({
        blocks: [{ client, structs: [{ parent: 'items', parentSub: 'x', content: [text] }] }],
      }),
    }).bytes
  for (const [first, second] of [
    [asBob('yes', eve), asBob('no', eve)],
    [asBob('yes', bob), asBob('no', eve)],
    [asBob('yes', eve), asBob('no', bob)],
  ] as const)
    forks.learn(first, second)
  expect(forks.list()).toEqual([])
  expect(forks.provenEnd(bob.deviceId)).toBeUndefined()
  forks.learn(asBob('yes', bob), asBob('no', bob))
  expect(forks.list()).toMatchObject([{ deviceId: bob.deviceId, seq: 1, conflicts: true }])
})
