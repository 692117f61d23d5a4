import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import type { Mailboxes, Signaling } from '../../src-core/ports/index.ts'
import { createRelayClient } from '../../src-core/sync/index.ts'
import { openRelaySocket } from '../../src-main/relaySocket.ts'
import { itemOf, secretOf } from './support/mailboxClient.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-mailbox-'))
const relays: Relay[] = []
const clients: Signaling[] = []

afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await Promise.all(relays.splice(0).map((relay) => relay.close()))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function relayAt(name: string | undefined, port = 0): Promise<Relay> {
  const mailbox = name === undefined ? {} : { file: join(folder, name), ttlDays: 7 }
  const relay = await createRelay({ port, mailbox, drainMs: 200 })
  relays.push(relay)
  return relay
}

function clientOf(urls: readonly string[]): Mailboxes {
  const client = createRelayClient({
    urls,
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
  clients.push(client)
  return client.mailboxes as Mailboxes
}

async function until(isSo: () => boolean) {
  while (!isSo()) await sleep(20)
}

const box = { address: secretOf(1), writeToken: secretOf(2) }

test('of several relays, those that keep mail are known with their days and used one by one', async () => {
  const [one, two] = [await relayAt('one'), await relayAt('two')]
  const plain = await relayAt(undefined)
  const mailboxes = clientOf([one.url, two.url, plain.url])
  await until(() => mailboxes.relays().length === 2)
  expect(mailboxes.relays()).toContainEqual({ url: one.url, days: 7 })

  expect(await mailboxes.put(one.url, box, itemOf('a'))).toBe('stored')
  expect(await mailboxes.put(two.url, box, itemOf('b'))).toBe('stored')
  expect(await mailboxes.put(plain.url, box, itemOf('c'))).toBe('later')
  const [atOne, atTwo] = await Promise.all(
    [one.url, two.url].map((url) => mailboxes.fetch(url, box.address, 0)),
  )
  expect(atOne?.items.map(({ bytes }) => bytes[0])).toEqual([97])
  expect(atTwo?.items.map(({ bytes }) => bytes[0])).toEqual([98])
  expect(atOne?.generation).not.toBe(atTwo?.generation)
  expect(await mailboxes.put(one.url, { ...box, writeToken: secretOf(3) }, itemOf('d'))).toBe(
    'token',
  )
  expect(await mailboxes.put(one.url, box, itemOf('d', 5))).toBe('size')
})

test('a relay that goes is asked nothing, and serves again when it is back with all it had', async () => {
  const relay = await relayAt('gone')
  const mailboxes = clientOf([relay.url])
  await until(() => mailboxes.relays().length === 1)
  await mailboxes.put(relay.url, box, itemOf('a'))
  let changes = 0
  mailboxes.onRelays(() => {
    changes++
  })
  await relay.close()
  await until(() => mailboxes.relays().length === 0)
  expect(await mailboxes.put(relay.url, box, itemOf('b'))).toBe('later')
  expect(await mailboxes.fetch(relay.url, box.address, 0)).toBeUndefined()

  await relayAt('gone', relay.port)
  await until(() => mailboxes.relays().length === 1)
  expect(changes).toBe(2)
  expect((await mailboxes.fetch(relay.url, box.address, 0))?.items).toHaveLength(1)
})

test('a hundred Spaces may ask at once: nothing is refused as too much', async () => {
  const relay = await relayAt('many')
  const mailboxes = clientOf([relay.url])
  await until(() => mailboxes.relays().length === 1)
  const puts = Array.from({ length: 100 }, (_, space) =>
    mailboxes.put(relay.url, { ...box, address: secretOf(space + 10) }, itemOf('a')),
  )
  expect(new Set(await Promise.all(puts))).toEqual(new Set(['stored']))
  const pages = await Promise.all(
    puts.map((_, space) => mailboxes.fetch(relay.url, secretOf(space + 10), 0)),
  )
  expect(pages.every((page) => page?.items.length === 1)).toBe(true)
})
