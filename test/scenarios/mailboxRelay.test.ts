import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { createRelay } from '../../signaling/createRelay.ts'
import type { Mailboxes } from '../../src-core/ports/index.ts'
import { createRelayClient } from '../../src-core/sync/index.ts'
import { openRelaySocket } from '../../src-main/relaySocket.ts'
import { gather } from './support/gather.ts'
import { feedOf, linesOf, type World } from './support/world.ts'

const folder = mkdtempSync(joinPath(tmpdir(), 'foyer-mailbox-'))
const relay = await createRelay({ mailbox: { file: joinPath(folder, 'mailbox.sqlite') } })
const client = createRelayClient({
  urls: [relay.url],
  openSocket: openRelaySocket,
  clock: {
    now: () => Date.now(),
    after(ms, task) {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
  },
  random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
})
const mailboxes = client.mailboxes as Mailboxes
while (mailboxes.relays().length === 0) await sleep(20)

afterAll(async () => {
  client.close()
  await relay.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The world's time is virtual and the relay's is not: both pass. */
async function until(world: World, isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await world.settle(isSo())) return
    await world.pass(1_000)
    await sleep(10)
  }
  throw new Error('it never was so')
}

test('rule 23: through a real relay, Bob gets what Alice wrote before she left, and she hears of it', async () => {
  const { world, alice, spaceId, join, converge } = await gather('a real relay', {
    mailbox: mailboxes,
  })
  const bob = await join('Bob', 'editor')
  await world.settle(alice.page.feed.post({ spaceId, text: 'both are here' }))
  await converge([alice, bob], 1)
  bob.network.setOnline(false)
  await world.settle(alice.page.feed.post({ spaceId, text: 'PLAINTEXT-MARKER' }))
  const delivery = async () => (await feedOf(alice, spaceId)).at(-1)?.delivery
  await until(world, async () => (await delivery())?.mailboxUntil != null)
  alice.network.setOnline(false)

  const { mailboxStored } = relay.stats()
  bob.network.setOnline(true)
  await until(world, async () => (await linesOf(bob, spaceId)).includes('Alice: PLAINTEXT-MARKER'))
  await until(world, async () => relay.stats().mailboxStored > mailboxStored)
  bob.network.setOnline(false)

  alice.network.setOnline(true)
  await until(world, async () => (await delivery())?.have === 1)

  const files = readdirSync(folder).map((name) => readFileSync(joinPath(folder, name)))
  const kept = Buffer.concat(files)
  expect(kept.length).toBeGreaterThan(10_000)
  const ids = [Buffer.from(spaceId, 'base64url'), Buffer.from(spaceId)]
  for (const secret of ['PLAINTEXT-MARKER', 'Alice', 'Loft', ...ids])
    expect(kept.includes(secret), String(secret)).toBe(false)
})
