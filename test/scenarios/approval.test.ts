import { expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import type { Door, Invitation, JoinRequest } from '../../src-core/bridge/contract.ts'
import { gather, roleOf } from './support/gather.ts'
import type { Person } from './support/world.ts'

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => error.code,
  )

const asked = ({ page }: Person, spaceId: SpaceId) => {
  let list: readonly JoinRequest[] = []
  page.invitations.requests({ spaceId }, (value) => {
    list = value
  })
  return () => list
}

const spacesOf = ({ page }: Person): Promise<string[]> =>
  new Promise((resolve) => {
    const stop = page.spaces.watch(undefined, (all) => {
      resolve(all.filter(({ sample }) => !sample).map(({ name }) => name))
      setImmediate(() => stop())
    })
  })

const doorOf = ({ page }: Person, link: string) => {
  let door: Door | undefined
  page.invitations.door({ link }, (value) => {
    door = value
  })
  return () => door
}

/** Bob before a door at which Alice is asked. */
async function knock(seed: string) {
  const all = await gather(seed)
  const { world, alice, spaceId } = all
  const bob = await world.person('Bob')
  const { webLink } = await world.settle(
    alice.page.invitations.create({
      ...{ spaceId, role: 'editor', expiresAt: null, maxUses: 1 },
      approval: true,
    }),
  )
  const requests = asked(alice, spaceId)
  const door = doorOf(bob, webLink)
  const joining = codeOf(bob.page.invitations.join({ link: webLink }))
  await world.until(async () => requests().length === 1)
  await world.until(async () => door()?.state === 'waiting')
  return { ...all, bob, webLink, requests, door, joining }
}

const only = (requests: readonly JoinRequest[]) => requests[0] as JoinRequest

test('whoever asks waits, for as long as it takes, and comes in when let in', async () => {
  const { world, alice, spaceId, bob, requests, door, joining, webLink } = await knock('let in')
  await world.pass(10 * 60_000)
  const { requestId, ...request } = only(requests())
  expect(request).toMatchObject({ name: 'Bob', role: 'editor', connected: true })
  const waiting = door() as Door & { state: 'waiting' }
  expect(waiting).toMatchObject({ state: 'waiting', inviter: 'Alice', spaceName: 'Loft' })
  expect(waiting.safety).toEqual(request.safety)

  await world.settle(alice.page.invitations.approve({ spaceId, requestId }))
  expect(await world.settle(joining)).toBe('accepted')
  expect(await roleOf(bob, spaceId)).toBe('editor')
  await world.until(async () => requests().length === 0)
  let links: readonly Invitation[] = []
  alice.page.invitations.watch({ spaceId }, (value) => {
    links = value
  })
  await world.until(async () => links[0]?.cameThrough.length === 1)
  expect(links[0]).toMatchObject({ webLink, own: true, approval: true, state: 'usedUp' })
  expect(links[0]?.cameThrough[0]?.person.name).toBe('Bob')
})

test('whoever asks no longer is not waiting for the inviter any more, and comes in only by asking again', async () => {
  const { world, alice, spaceId, bob, requests, joining, webLink } = await knock('given up')
  await world.settle(bob.page.invitations.stopAsking({ link: webLink }))
  expect(await world.settle(joining)).toBe('CLOSED')
  await world.until(async () => !only(requests()).connected)
  await world.settle(
    alice.page.invitations.approve({ spaceId, requestId: only(requests()).requestId }),
  )
  await world.pass(60_000)
  expect(await spacesOf(bob)).toEqual([])
  expect(await world.settle(codeOf(bob.page.invitations.join({ link: webLink })))).toBe('accepted')
})

test('whoever is refused is told so and is no member', async () => {
  const { world, alice, spaceId, requests, joining, door } = await knock('refused')
  await world.settle(
    alice.page.invitations.refuse({ spaceId, requestId: only(requests()).requestId }),
  )
  expect(await world.settle(joining)).toBe('JOIN_REFUSED')
  expect(door()).toMatchObject({ state: 'refused', code: 'JOIN_REFUSED' })
  await world.until(async () => requests().length === 0)
})

test('a request let in after its link ended lets the same device in when it is back', async () => {
  const { world, alice, spaceId, bob, requests, door, joining } = await knock('back')
  bob.network.setOnline(false)
  await world.until(async () => only(requests()).connected === false, 120_000)
  await world.settle(
    alice.page.invitations.approve({ spaceId, requestId: only(requests()).requestId }),
  )
  expect(door()?.state).not.toBe('joined')
  bob.network.setOnline(true)
  expect(await world.settle(joining, 120_000)).toBe('accepted')
  expect(await roleOf(bob, spaceId)).toBe('editor')
})

test('an answer to a request that is not there is refused', async () => {
  const { world, alice, bob, spaceId, requests } = await knock('nothing')
  const { requestId } = only(requests())
  const again = () => codeOf(alice.page.invitations.approve({ spaceId, requestId }))
  expect(await world.settle(again())).toBe('accepted')
  expect(await world.settle(again())).toBe('NOT_FOUND')
  expect(await roleOf(bob, spaceId)).toBe('editor')
  expect(await world.settle(codeOf(bob.page.invitations.approve({ spaceId, requestId })))).toBe(
    'NOT_ALLOWED',
  )
})
