import { expect, test } from 'vitest'
import { createForger } from '../adversary/support/forger.ts'
import { gather } from './support/gather.ts'
import { linesOf, type Person } from './support/world.ts'

const MONTH_MS = 31 * 86_400_000

/** Carol was away while Alice removed Eve, so that the keys changed, and so many months went by. */
async function away(months: number) {
  const gathered = await gather(`long away: ${months}`)
  const { world, alice, spaceId, join } = gathered
  const carol = await join('Carol', 'editor')
  const eve = await join('Eve', 'viewer')
  await world.pass(2_000)
  const { userId } = createForger(eve, spaceId).identity
  carol.network.setOnline(false)
  await world.settle(alice.page.members.remove({ spaceId, userId }))
  await world.pass(2_000)
  for (let month = 0; month < months; month++) world.sleep(MONTH_MS)
  await world.settle(alice.page.feed.post({ spaceId, text: 'while you were away' }))
  await world.settle(carol.page.feed.post({ spaceId, text: 'from the island' }))
  for (const person of [alice, carol]) await person.killAndRestart()
  carol.network.setOnline(true)
  await world.pass(5 * 60_000)
  const { webLink } = await world.settle(
    alice.page.invitations.create({ spaceId, role: 'viewer', expiresAt: null, maxUses: 1 }),
  )
  const linesAt = async (person: Person) => (await linesOf(person, spaceId)).toSorted()
  return { ...gathered, carol, webLink, linesAt }
}
const BOTH = ['Alice: while you were away', 'Carol: from the island']

test('who comes back within ninety days is found though the keys have changed, and is in already', async () => {
  const { world, alice, carol, webLink, linesAt } = await away(2)
  for (const person of [alice, carol]) expect(await linesAt(person)).toEqual(BOTH)
  await expect(world.settle(carol.page.invitations.join({ link: webLink }))).rejects.toMatchObject({
    code: 'ALREADY_MEMBER',
  })
})

test('who comes back later comes in by a link, with what was written away, and uses no place of it up', async () => {
  const { world, alice, spaceId, carol, webLink, linesAt } = await away(4)
  expect(await linesAt(carol)).toEqual(BOTH.slice(1))
  await world.settle(carol.page.invitations.join({ link: webLink }))
  await world.pass(60_000)
  for (const person of [alice, carol]) expect(await linesAt(person)).toEqual(BOTH)
  const dan = await world.person('Dan')
  await world.settle(dan.page.invitations.join({ link: webLink }))
  await world.pass(5_000)
  expect(await linesAt(dan)).toEqual(BOTH)
  const own = await world.settle(carol.page.feed.post({ spaceId, text: 'as an editor still' }))
  expect(own).toBeDefined()
  expect(carol.log).toEqual([])
})
