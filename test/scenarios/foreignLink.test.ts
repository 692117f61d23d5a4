import { expect, test } from 'vitest'
import type { Door } from '../../src-core/bridge/contract.ts'
import { formatLink, parseLink } from '../../src-core/membership/index.ts'
import { gather } from './support/gather.ts'
import type { Person } from './support/world.ts'

const doorOf = ({ page }: Person, link: string) => {
  let door: Door | undefined
  page.invitations.door({ link }, (value) => {
    door = value
  })
  return () => door
}

async function linkOf(seed: string) {
  const { world, alice, spaceId } = await gather(seed)
  const bob = await world.person('Bob')
  const { webLink } = await world.settle(
    alice.page.invitations.create({ spaceId, role: 'editor', expiresAt: null, maxUses: 1 }),
  )
  const parsed = parseLink(webLink)
  if (!parsed.ok) throw new Error(parsed.error)
  return { world, bob, webLink, fields: parsed.value }
}

test('a link that names another key than the inviter’s ends in a refusal, and lets nobody in', async () => {
  const { world, bob, fields } = await linkOf('foreign key')
  const inviterKey = fields.inviterKey.map((byte) => byte ^ 1)
  const { web: link } = formatLink({ ...fields, inviterKey })
  const door = doorOf(bob, link)
  await world.until(async () => door()?.state === 'refused')
  expect(door()).toEqual({ state: 'refused', code: 'LINK_FOREIGN' })
  const joining = bob.page.invitations.join({ link }).then(
    () => 'let in',
    (error) => error.code,
  )
  expect(await world.settle(joining)).toBe('LINK_FOREIGN')
})

test('a link that is the inviter’s is answered', async () => {
  const { world, bob, webLink } = await linkOf('own key')
  const door = doorOf(bob, webLink)
  await world.until(async () => door()?.state === 'answered')
  expect(door()).toMatchObject({ inviter: 'Alice', spaceName: 'Loft' })
})
