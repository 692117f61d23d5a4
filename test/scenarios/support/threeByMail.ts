import { gather } from './gather.ts'

/** Alice, Bob and Eve in a Space whose relay keeps a mailbox; all three are there, and settled. */
export async function threeByMail(seed: string) {
  const gathered = await gather(seed, { mailbox: true })
  const { world, alice, spaceId, join, converge } = gathered
  const bob = await join('Bob', 'editor')
  const eve = await join('Eve', 'editor')
  await world.settle(alice.page.feed.post({ spaceId, text: 'all are here' }))
  await converge([alice, bob, eve], 1)
  await world.pass(10_000)
  return { ...gathered, bob, eve }
}
