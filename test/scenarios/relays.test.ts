import { expect, test } from 'vitest'
import {
  createEntry,
  decodeIdentity,
  type IdentityWithSecrets,
  replay,
} from '../../src-core/membership/index.ts'
import { gather } from './support/gather.ts'
import type { Person } from './support/world.ts'

const relaysOf = async ({ page }: Person) => (await page.app.facts()).relays.map(({ url }) => url)

test('rule 17: a relay that the log names is used by everybody at once, beside the others', async () => {
  const { world, alice, spaceId, join } = await gather('relays')
  const bob = await join('Bob', 'editor')
  expect(await relaysOf(bob)).toEqual(['ws://relay.test'])

  const { storage } = alice.profile
  const secrets = storage.personal.profile()?.secrets ?? new Uint8Array()
  const identity = decodeIdentity(secrets) as IdentityWithSecrets
  const log = storage.log.list(spaceId).map(({ bytes }) => bytes)
  const urls = ['wss://second.test', 'ws://relay.test']
  const entry = createEntry(identity, replay(spaceId, log), { type: 'relays', urls }, world)
  storage.log.append(spaceId, entry.hash, entry.bytes)
  await alice.killAndRestart()

  await world.until(async () => (await relaysOf(bob)).length === 2)
  for (const person of [alice, bob])
    expect((await relaysOf(person)).toSorted()).toEqual(urls.toSorted())
})
