import { describe, expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import type { FoyerContract } from '../../src-core/bridge/contract.ts'
import type { Client } from '../../src-core/bridge/types.ts'
import { decodeIdentity, openEpochs, replay } from '../../src-core/membership/index.ts'
import { gather, roleOf } from './support/gather.ts'
import { feedOf, linesOf, type Page, type Person } from './support/world.ts'

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => error.code,
  )

type People = Parameters<Parameters<Client<FoyerContract>['members']['watch']>[1]>[0]

const peopleOf = ({ page }: Person, spaceId: SpaceId): Promise<People> =>
  new Promise((resolve) => {
    const stop = page.members.watch({ spaceId }, (all) => {
      resolve(all)
      setImmediate(() => stop())
    })
  })

const endedFor = ({ page }: Person, spaceId: SpaceId) =>
  new Promise((resolve) => {
    const stop = page.spaces.view({ spaceId }, ({ ended }) => {
      resolve(ended)
      setImmediate(() => stop())
    })
  })

type View = Parameters<Parameters<Page['spaces']['view']>[1]>[0]

const viewOf = ({ page }: Person, spaceId: SpaceId): Promise<View> =>
  new Promise((resolve) => {
    const stop = page.spaces.view({ spaceId }, (view) => {
      resolve(view)
      setImmediate(() => stop())
    })
  })

const undoneFor = async (person: Person, spaceId: SpaceId) =>
  (await viewOf(person, spaceId)).undone.map(({ what, actor, whom, by, because }) =>
    [actor.name, what, whom?.name, because, by.name].join(' '),
  )

const namesOf = async (person: Person, spaceId: SpaceId) =>
  (await peopleOf(person, spaceId)).members.map(({ person: one }) => one.name)

async function idOf(person: Person, spaceId: SpaceId) {
  const { members } = await peopleOf(person, spaceId)
  return members.find(({ person: one }) => one.self)?.person.userId as never
}

/** What lies on a disk: the log as stored, and which of its epochs that person can open. */
function keysOf({ profile: { storage } }: Person, spaceId: SpaceId) {
  const identity = decodeIdentity(storage.personal.profile()?.secrets ?? new Uint8Array())
  const state = replay(
    spaceId,
    storage.log.list(spaceId).map(({ bytes }) => bytes),
  )
  return { state, epochs: identity ? openEpochs(state, identity) : [] }
}

test.for([
  // Of somebody who was removed nothing is taken but what undoes that (rule 22).
  ['Eve', []],
  ['Bob', ['Eve remove Bob removed Bob']],
] as const)(
  'rule 4: of two admins who remove each other, %s apart, all who have it are told what does not count, and the one who goes that words are missing',
  async ([apart, toldOthers]) => {
    const { world, alice, spaceId, join, converge } = await gather(`each other ${apart}`)
    const [bob, eve] = [await join('Bob', 'editor'), await join('Eve', 'editor')]
    for (const one of [bob, eve]) {
      const userId = await idOf(one, spaceId)
      await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'admin' }))
      await world.until(async () => (await viewOf(one, spaceId)).role === 'admin')
    }
    await world.settle(eve.page.feed.post({ spaceId, text: 'before' }))
    await converge([alice, bob, eve], 1)
    const [bobId, eveId] = [await idOf(bob, spaceId), await idOf(eve, spaceId)]
    expect([(await viewOf(eve, spaceId)).ownVoid, await undoneFor(bob, spaceId)]).toEqual([
      false,
      [],
    ])

    const away = apart === 'Eve' ? eve : bob
    away.network.setOnline(false)
    await world.settle(eve.page.members.remove({ spaceId, userId: bobId }))
    await world.settle(eve.page.feed.post({ spaceId, text: 'meanwhile' }))
    await world.settle(bob.page.members.remove({ spaceId, userId: eveId }))
    expect(await linesOf(eve, spaceId)).toContain('Eve: meanwhile')
    await world.pass(60_000)
    away.network.setOnline(true)

    await world.until(async () => (await viewOf(eve, spaceId)).ended === 'removed')
    const feeds = [alice, bob, eve].map((one) => linesOf(one, spaceId))
    expect(await Promise.all(feeds)).toEqual([['Eve: before'], ['Eve: before'], ['Eve: before']])
    expect(await undoneFor(alice, spaceId)).toEqual(toldOthers)
    expect(await undoneFor(bob, spaceId)).toEqual(toldOthers)
    expect((await viewOf(bob, spaceId)).ownVoid).toBe(false)
    expect((await viewOf(eve, spaceId)).ownVoid).toBe(true)
  },
)

type Watched = Parameters<Parameters<Page['members']['watch']>[1]>[0]

describe('a removed member', () => {
  test('gets nothing new, and the others go on', async () => {
    const { world, alice, spaceId, join, converge } = await gather('removed')
    const bob = await join('Bob', 'editor')
    const eve = await join('Eve', 'editor')
    await world.settle(alice.page.feed.post({ spaceId, text: 'for all three' }))
    await converge([alice, bob, eve], 1)
    const before = keysOf(eve, spaceId)

    await world.settle(alice.page.members.remove({ spaceId, userId: await idOf(eve, spaceId) }))
    await world.until(async () => (await namesOf(bob, spaceId)).length === 2)
    await world.settle(alice.page.feed.post({ spaceId, text: 'without Eve' }))
    await world.settle(bob.page.feed.post({ spaceId, text: 'still here' }))
    expect(await converge([alice, bob], 3)).toContain('Bob: still here')
    await world.pass(10 * 60_000)
    await eve.killAndRestart()
    await world.pass(10 * 60_000)

    expect(await linesOf(eve, spaceId)).toEqual(['Alice: for all three'])
    const after = keysOf(eve, spaceId)
    expect(after.epochs).toEqual(before.epochs)
    expect(after.epochs).not.toContainEqual(keysOf(alice, spaceId).epochs.at(-1))
    const { members } = await peopleOf(alice, spaceId)
    expect(members.map(({ person, devices }) => [person.name, devices.length])).toEqual([
      ['Alice', 1],
      ['Bob', 1],
    ])
    const [removed] = (await peopleOf(bob, spaceId)).removed
    expect([removed?.person.name, removed?.by?.name]).toEqual(['Eve', 'Alice'])
  })

  test('is told so, and nothing after it', async () => {
    const { world, alice, spaceId, join } = await gather('told')
    const eve = await join('Eve', 'editor')
    const bob = await join('Bob', 'editor')
    await world.until(async () => (await namesOf(eve, spaceId)).length === 3)
    await world.settle(alice.page.members.remove({ spaceId, userId: await idOf(eve, spaceId) }))
    await world.until(async () => (await namesOf(eve, spaceId)).length === 2)
    expect(await endedFor(eve, spaceId)).toBe('removed')
    expect(await world.settle(codeOf(eve.page.feed.post({ spaceId, text: 'x' })))).toBe(
      'NOT_ALLOWED',
    )
    // What Eve was told ends with her removal: nothing of what came after it.
    expect(keysOf(eve, spaceId).state.currentEpoch).not.toBe(
      keysOf(alice, spaceId).state.currentEpoch,
    )
    await world.until(async () => (await namesOf(bob, spaceId)).length === 2)
    // The same device does not come back, although its copy is still here to be read.
    const { webLink: link } = await world.settle(
      alice.page.invitations.create({
        ...{ spaceId, role: 'editor', expiresAt: null, maxUses: 1 },
      }),
    )
    expect(await world.settle(codeOf(eve.page.invitations.join({ link })))).toBe('DEVICE_ENDED')
    // Where the Space is erased, nothing of it is left: a draft neither, nor one that comes late.
    const draft = { spaceId, key: 'feed' }
    await world.settle(eve.page.spaces.setDraft({ ...draft, text: 'not posted' }))
    await world.settle(eve.page.spaces.remove({ spaceId }))
    const late = () => codeOf(eve.page.spaces.setDraft({ ...draft, text: 'too late' }))
    expect(await world.settle(late())).toBe('NOT_FOUND')
    expect(await eve.page.spaces.draft(draft)).toBe('')
  })

  test('who was away writes meanwhile what nobody takes', async () => {
    const { world, alice, spaceId, join, converge } = await gather('meanwhile')
    const bob = await join('Bob', 'editor')
    const eve = await join('Eve', 'editor')
    await world.settle(eve.page.feed.post({ spaceId, text: 'before' }))
    await converge([alice, bob, eve], 1)
    eve.network.setOnline(false)
    await world.settle(alice.page.members.remove({ spaceId, userId: await idOf(eve, spaceId) }))
    await world.settle(eve.page.feed.post({ spaceId, text: 'unaware' }))
    eve.network.setOnline(true)
    await world.pass(5 * 60_000)
    expect(await linesOf(alice, spaceId)).toEqual(['Eve: before'])
    expect(await linesOf(bob, spaceId)).toEqual(['Eve: before'])
    // From whom she met first.
    expect(await endedFor(eve, spaceId)).toBe('removed')
  })
})

describe('people of a Space', () => {
  test('have roles that the owner changes, hands over, and may leave', async () => {
    const { world, alice, spaceId, join } = await gather('people')
    const bob = await join('Bob', 'viewer')
    const carol = await join('Carol', 'editor')
    const [aliceId, bobId, carolId] = await Promise.all(
      [alice, bob, carol].map((one) => idOf(one, spaceId)),
    )
    const role = (userId: unknown, name: 'admin' | 'editor' | 'owner', by = alice) =>
      world.settle(
        codeOf(by.page.members.setRole({ spaceId, userId: userId as never, role: name })),
      )
    expect(await role(bobId, 'editor', carol)).toBe('NOT_ALLOWED')
    expect(await role(bobId, 'admin')).toBe('accepted')
    expect(await role(bobId, 'owner')).toBe('NOT_ALLOWED')
    expect(await role(aliceId, 'editor', bob)).toBe('NOT_ALLOWED')
    await world.until(async () => (await roleOf(bob, spaceId)) === 'admin')
    const toldTo = async (one: Person) => {
      const { roleChange } = await viewOf(one, spaceId)
      return roleChange && [roleChange.role, roleChange.by?.name]
    }
    expect(await toldTo(bob)).toEqual(['admin', 'Alice'])
    await world.settle(bob.page.members.roleSeen({ spaceId }))
    await bob.killAndRestart()
    expect([await toldTo(bob), await toldTo(carol)]).toEqual([null, null])
    expect(await world.settle(codeOf(alice.page.members.leave({ spaceId })))).toBe('OWNER_STAYS')

    await world.settle(alice.page.members.transfer({ spaceId, userId: bobId as never }))
    await world.until(async () => (await roleOf(bob, spaceId)) === 'owner')
    expect(await roleOf(alice, spaceId)).toBe('admin')
    // Who gave it away knows that; who answers for it now is told.
    expect([await toldTo(bob), await toldTo(alice)]).toEqual([['owner', 'Alice'], null])
    await world.settle(carol.page.members.leave({ spaceId }))
    await world.until(async () => !(await namesOf(bob, spaceId)).includes('Carol'))
    expect(await endedFor(carol, spaceId)).toBe('left')
    expect((await peopleOf(bob, spaceId)).removed[0]?.by?.userId).toBe(carolId)
    await world.settle(bob.page.members.remove({ spaceId, userId: aliceId as never }))
    await world.pass(60_000)
    expect(await namesOf(bob, spaceId)).toEqual(['Bob'])
    await world.settle(bob.page.feed.post({ spaceId, text: 'alone now' }))
  })
})

describe('of two admins who remove each other while one is away', () => {
  test.each(['Bob', 'Eve'])(
    'the one who came first stays, for all, also when %s was away',
    async (away) => {
      const { world, alice, spaceId, join, converge } = await gather(`each other: ${away}`)
      const [bob, eve] = [await join('Bob', 'editor'), await join('Eve', 'editor')]
      for (const one of [bob, eve]) {
        const userId = await idOf(one, spaceId)
        await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'admin' }))
        await world.until(async () => (await roleOf(one, spaceId)) === 'admin')
      }
      await world.settle(eve.page.feed.post({ spaceId, text: 'before' }))
      await converge([alice, bob, eve], 1)
      const [userIdOfBob, userIdOfEve] = [await idOf(bob, spaceId), await idOf(eve, spaceId)]
      ;(away === 'Bob' ? bob : eve).network.setOnline(false)
      await world.settle(eve.page.members.remove({ spaceId, userId: userIdOfBob }))
      await world.settle(bob.page.members.remove({ spaceId, userId: userIdOfEve }))
      await world.pass(60_000)
      for (const one of [bob, eve]) one.network.setOnline(true)
      await world.until(async () => (await endedFor(eve, spaceId)) === 'removed')
      for (const one of [alice, bob])
        await world.until(async () => (await namesOf(one, spaceId)).join() === 'Alice,Bob')
      expect(await endedFor(bob, spaceId)).toBeNull()
      await world.settle(bob.page.feed.post({ spaceId, text: 'still here' }))
      await converge([alice, bob], 2)
      const current = keysOf(alice, spaceId).state.currentEpoch
      expect(keysOf(eve, spaceId).epochs.some(({ epochId }) => epochId === current)).toBe(false)
    },
  )
})

test('keys are made anew by an editor whenever a person wants, and not by a commenter', async () => {
  const { world, alice, spaceId, join, converge } = await gather('new keys')
  const [bob, carol] = [await join('Bob', 'editor'), await join('Carol', 'commenter')]
  const keys = ({ page }: Person) =>
    new Promise<Watched['self']>((resolve) => {
      const stop = page.members.watch({ spaceId }, ({ self }) => {
        resolve(self)
        setImmediate(() => stop())
      })
    })
  await world.settle(bob.page.feed.post({ spaceId, text: 'before' }))
  await converge([alice, bob, carol], 1)
  await world.pass(60_000)
  const before = (await keys(carol)).keys?.changedAt ?? 0
  const refused = carol.page.members.rotate({ spaceId }).catch(({ code }) => code)
  expect(await world.settle(refused)).toBe('NOT_ALLOWED')
  await world.settle(bob.page.members.rotate({ spaceId }))
  await world.until(async () => ((await keys(carol)).keys?.changedAt ?? 0) > before)
  expect((await keys(carol)).canRotate).toBe(false)
  await world.settle(
    carol.page.comments.add({
      spaceId,
      itemId: (await feedOf(carol, spaceId))[0]?.itemId as never,
      text: 'after',
    }),
  )
  await world.until(async () => (await linesOf(alice, spaceId)).includes('  Carol: after'))
  expect([alice.log, bob.log, carol.log]).toEqual([[], [], []])
})

test('who is away when the keys change is waited for, until it comes', async () => {
  const { world, alice, spaceId, join, converge } = await gather('waiting for keys')
  const [bob, carol] = [await join('Bob', 'editor'), await join('Carol', 'editor')]
  await world.settle(alice.page.feed.post({ spaceId, text: 'before' }))
  await converge([alice, bob, carol], 1)
  const waiting = () =>
    new Promise<string[]>((resolve) => {
      const stop = alice.page.members.watch({ spaceId }, ({ self }) => {
        resolve((self.keys?.waiting ?? []).map(({ name }) => name))
        setImmediate(() => stop())
      })
    })
  expect(await waiting()).toEqual([])
  bob.network.setOnline(false)
  await world.pass(60_000)
  await world.settle(alice.page.members.rotate({ spaceId }))
  expect(await waiting()).toEqual(['Bob'])
  // Whoever comes in meanwhile was given them at the door.
  const dan = await join('Dan', 'viewer')
  await converge([alice, carol, dan], 1)
  expect(await waiting()).toEqual(['Bob'])
  await alice.killAndRestart()
  await world.until(async () => (await waiting()).join() === 'Bob')
  bob.network.setOnline(true)
  await world.until(async () => (await waiting()).length === 0)
})
