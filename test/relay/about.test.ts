import { afterEach, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import type { RelayOptions } from '../../signaling/relayOptions.ts'
import { openTestClient } from './support/relayClient.ts'

let relay: Relay
afterEach(() => relay.close())

async function answer(options: RelayOptions): Promise<unknown> {
  relay = await createRelay(options)
  const client = await openTestClient(relay.url)
  client.send({ type: 'about' })
  await client.settled()
  expect(relay.stats().malformed).toBe(0)
  return client.received[0]
}

test('a relay says where it is and who runs it, if its owner says so', async () => {
  const said = { type: 'about', operator: null, region: 'Montréal, Canada' }
  expect(await answer({ region: 'Montréal, Canada' })).toEqual(said)
})

test('a relay whose owner says nothing says nothing', async () => {
  expect(await answer({})).toBeUndefined()
})
