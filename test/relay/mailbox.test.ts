import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import type { RelayOptions } from '../../signaling/relayOptions.ts'
import { encodeMailboxRequest } from '../../src-core/sync/mailboxFrames.ts'
import {
  itemOf,
  type MailboxTestClient,
  openMailboxClient,
  secretOf,
} from './support/mailboxClient.ts'
import { closeCode, openTestClient } from './support/relayClient.ts'

let folder: string
let relay: Relay
const clients: MailboxTestClient[] = []

const start = async (options: RelayOptions = {}, mailbox: RelayOptions['mailbox'] = {}) => {
  relay = await createRelay({
    ...options,
    mailbox: { file: join(folder, 'mailbox.sqlite'), ...mailbox },
  })
}
const client = async () => {
  const opened = await openMailboxClient(relay.url)
  clients.push(opened)
  return opened
}
const contents = async (reader: MailboxTestClient, box: number, after = 0) =>
  (await reader.fetch(box, after)).items.map(({ bytes }) => String.fromCharCode(bytes[0] ?? 0))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-mailbox-'))
})
afterEach(async () => {
  for (const { socket } of clients.splice(0)) socket.terminate()
  await relay.close()
  rmSync(folder, { recursive: true })
})

describe('rule 23: a relay with a mailbox', () => {
  it('says so to whoever greets it, and keeps items for those who come later', async () => {
    await start()
    const alice = await client()
    alice.socket.send('{"type":"hello"}')
    expect(await alice.put(1, itemOf('a'))).toMatchObject({ type: 'stored' })
    expect(alice.texts).toEqual(['{"type":"hello","mailbox":1,"days":30}'])
    alice.close()
    const bob = await client()
    expect(await contents(bob, 1)).toEqual(['a'])
    expect(await contents(bob, 2), 'another address').toEqual([])
    expect(relay.stats()).toMatchObject({ mailboxStored: 1, mailboxFetched: 1 })
  })

  it('lets its store go where the relay cannot start', async () => {
    const missing = join(folder, 'missing.pem')
    await expect(start({ tls: { certificateFile: missing, keyFile: missing } })).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['mailbox.sqlite'])
    await start()
  })

  it('gives each reader everything, from where it stands', async () => {
    await start()
    const alice = await client()
    for (const one of ['a', 'b']) await alice.put(1, itemOf(one))
    const [bob, carol] = [await client(), await client()]
    const { items } = await bob.fetch(1)
    expect(await contents(carol, 1)).toEqual(['a', 'b'])
    expect(await contents(bob, 1, items[0]?.position)).toEqual(['b'])
  })

  it('takes items of the largest size and hands them out in pages', async () => {
    await start()
    const alice = await client()
    for (const one of ['a', 'b', 'c', 'd']) await alice.put(1, itemOf(one, 256 * 1024))
    const first = await alice.fetch(1)
    expect([first.items.length, first.last]).toEqual([2, false])
    const second = await alice.fetch(1, first.items[1]?.position)
    expect([second.items.length, second.last]).toEqual([2, true])
    expect(second.items[1]?.bytes).toEqual(itemOf('d', 256 * 1024))
  })

  it('refuses an item that is not of one of the sizes', async () => {
    await start()
    const alice = await client()
    for (const size of [0, 1, 1023, 1025, 5000])
      expect(await alice.put(1, itemOf('a', size))).toMatchObject({ type: 'refused', code: 'size' })
    expect(await contents(alice, 1)).toEqual([])
  })

  it('refuses a write token that is not the box’s', async () => {
    await start()
    const alice = await client()
    await alice.put(1, itemOf('a'))
    const eve = await client()
    expect(await eve.put(1, itemOf('e'), 201)).toMatchObject({ type: 'refused', code: 'token' })
    expect(await contents(alice, 1)).toEqual(['a'])
  })

  it('refuses by its quotas, and goes on', async () => {
    await start({}, { boxItems: 2 })
    const alice = await client()
    for (const one of ['a', 'b']) await alice.put(1, itemOf(one))
    expect(await alice.put(1, itemOf('c'))).toMatchObject({ type: 'refused', code: 'box-full' })
    expect(await alice.put(2, itemOf('c'))).toMatchObject({ type: 'stored' })
    expect(relay.stats()).toMatchObject({ mailboxStored: 3, mailboxRefused: 1 })
  })

  it('counts broken frames as such, and closes on who goes on', async () => {
    await start()
    const eve = await client()
    const good = encodeMailboxRequest({ type: 'fetch', id: 1, address: secretOf(1), after: 0 })
    const broken = [
      new Uint8Array(),
      Uint8Array.of(2, 2),
      good.subarray(0, -1),
      Buffer.concat([good, Buffer.of(0)]),
      Buffer.concat([Buffer.of(1, 9), good.subarray(2)]),
      Buffer.alloc(300, 1),
    ]
    for (const frame of broken) eve.socket.send(frame)
    expect(await contents(eve, 1), 'it is still served').toEqual([])
    expect(relay.stats().malformed).toBe(broken.length)
    for (let i = 0; i < 20; i++) eve.socket.send(Uint8Array.of(0))
    expect((await once(eve.socket, 'close'))[0]).toBe(1008)
  })

  it('still takes no more than 64 KiB of text', async () => {
    await start()
    const eve = await openTestClient(relay.url)
    eve.send({ type: 'publish', topic: 't', data: 'x'.repeat(70_000) })
    expect(await closeCode(eve)).toBe(1009)
  })

  it('closes on binary frames larger than any request', async () => {
    await start()
    const eve = await client()
    eve.socket.send(Buffer.alloc(300_000))
    expect((await once(eve.socket, 'close'))[0]).toBe(1009)
  })

  it('has everything again after a restart', async () => {
    await start()
    const alice = await client()
    await alice.put(1, itemOf('a'))
    const before = await alice.fetch(1)
    await relay.close()
    await start()
    const bob = await client()
    const after = await bob.fetch(1)
    expect(after.items).toEqual(before.items)
    expect(after.generation).toEqual(before.generation)
  })

  it('keeps neither address nor write token', async () => {
    await start()
    const alice = await client()
    await alice.put(66, itemOf('a'), 77)
    await relay.close()
    const file = readFileSync(join(folder, 'mailbox.sqlite'))
    expect(file.includes(Buffer.alloc(100, 'a')), 'the item is in this file').toBe(true)
    expect(file.includes(Buffer.alloc(32, 66))).toBe(false)
    expect(file.includes(Buffer.alloc(32, 77))).toBe(false)
  })

  it('does not start on a file that is none', async () => {
    await expect(createRelay({ mailbox: { file: folder } })).rejects.toThrow()
    await start()
  })
})

describe('a relay without a mailbox', () => {
  it('is silent about it and closes on binary frames', async () => {
    relay = await createRelay()
    const alice = await openTestClient(relay.url)
    alice.send({ type: 'hello' })
    await alice.settled()
    expect(alice.received).toEqual([])
    expect(relay.stats().malformed).toBe(0)
    alice.socket.send(
      encodeMailboxRequest({ type: 'fetch', id: 1, address: secretOf(1), after: 0 }),
    )
    expect(await closeCode(alice)).toBe(1003)
  })
})
