import { expect, test } from 'vitest'
import { copyDisk } from '../scenarios/support/copyDisk.ts'
import { gather } from '../scenarios/support/gather.ts'
import { createForger } from './support/forger.ts'

test('rule 22: a removed device that begins anew from old copies is told once, and makes no link again', async () => {
  const { world, alice, spaceId, join } = await gather('parted')
  const eve = await join('Eve', 'editor')
  await world.pass(5_000)
  const copies = [copyDisk(eve.profile.storage), copyDisk(eve.profile.storage)]
  eve.network.setOnline(false)
  const { userId } = createForger(eve, spaceId).identity
  await world.settle(alice.page.members.remove({ spaceId, userId }))
  await world.settle(alice.page.feed.post({ spaceId, text: 'without Eve' }))
  const knows = async (at: number) => {
    const old = await world.person('Eve', copies[at])
    await world.pass(90_000)
    old.network.setOnline(false)
    return !createForger(old, spaceId).state().members.has(userId)
  }
  expect(await knows(0)).toBe(true)
  expect(await knows(1)).toBe(false)
})
