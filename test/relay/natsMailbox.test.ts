import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { MailboxQuotas, MailboxStore } from '../../signaling/mailbox/mailboxStore.ts'
import { createNatsMailboxStore } from '../../signaling/mailbox/nats/createNatsMailboxStore.ts'
import { findTestServer } from '../run/debianPackage.ts'
import {
  describeMailboxStore,
  mailboxItem,
  type OpenedMailboxStore,
  roomyQuotas,
} from './support/describeMailboxStore.ts'
import { type NatsServer, startNatsServer } from './support/natsServer.ts'

const program = findTestServer('nats-server')

describe.skipIf(!program)('a mailbox in Debian’s nats-server', () => {
  const openStore = (nats: NatsServer, quotas: MailboxQuotas = roomyQuotas, prefix = 'test') =>
    createNatsMailboxStore({ nats: { servers: [nats.url], prefix }, quotas })

  const openIn = async (nats: NatsServer, quotas: MailboxQuotas): Promise<OpenedMailboxStore> => {
    const store = await openStore(nats, quotas)
    return {
      store,
      async reopen() {
        await store.close()
        await nats.kill()
        await nats.start()
        return openIn(nats, quotas)
      },
      async dispose() {
        await store.close()
        await nats.dispose()
      },
    }
  }
  describeMailboxStore('createNatsMailboxStore', async (quotas) =>
    openIn(await startNatsServer(program as string), quotas),
  )

  const withServer = async (act: (nats: NatsServer) => Promise<void>) => {
    const nats = await startNatsServer(program as string)
    try {
      await act(nats)
    } finally {
      await nats.dispose()
    }
  }
  const box = (name: string) => mailboxItem('x', { box: name }).box
  const all = (store: MailboxStore, name = "alice's box") =>
    store.fetch({ box: box(name), after: 0, maxItems: 1_000, maxBytes: 1e9 })

  test('several relays that write to one box at once keep its quota and its items once', () =>
    withServer(async (nats) => {
      const quotas = { ...roomyQuotas, boxItems: 20 }
      const stores = [
        await openStore(nats, quotas),
        await openStore(nats, quotas),
        await openStore(nats, quotas),
      ]
      const items = Array.from({ length: 30 }, (_, index) =>
        mailboxItem(String.fromCharCode(65 + index)),
      )
      const outcomes = await Promise.all(
        items.flatMap((item) => stores.map((store) => store.put(item))),
      )
      const stored = outcomes.flatMap((outcome) =>
        outcome.type === 'stored' ? [outcome.position] : [],
      )
      const codes = new Set(
        outcomes.flatMap((outcome) => (outcome.type === 'refused' ? [outcome.code] : [])),
      )
      expect([new Set(stored).size, [...codes]]).toEqual([20, ['box-full']])
      for (const store of stores) expect((await all(store)).items).toHaveLength(20)
      for (const store of stores) await store.close()
    }))

  test('the token that one relay was given first holds at the others', () =>
    withServer(async (nats) => {
      const [one, two] = [await openStore(nats), await openStore(nats)]
      await one.put(mailboxItem('a'))
      expect(await two.put(mailboxItem('b', { writer: 'guessed' }))).toEqual({
        type: 'refused',
        code: 'token',
      })
      expect(await two.put(mailboxItem('b'))).toMatchObject({ type: 'stored' })
      expect(await one.put(mailboxItem('b'))).toMatchObject({ type: 'stored', position: 2 })
      for (const store of [one, two]) await store.close()
    }))

  test('what is older than its time to live is gone, and whose box it was forgotten', () =>
    withServer(async (nats) => {
      const store = await openStore(nats, { ...roomyQuotas, ttlMs: 1_000 })
      await store.put(mailboxItem('a'))
      await expect.poll(async () => (await all(store)).items).toEqual([])
      expect(await store.put(mailboxItem('b', { writer: 'another' }))).toMatchObject({
        type: 'stored',
      })
      await store.close()
    }))

  test('without NATS puts are refused and fetches fail, and later they work', () =>
    withServer(async (nats) => {
      const store = await openStore(nats)
      await store.put(mailboxItem('a'))
      await nats.kill()
      await expect.poll(async () => (await store.put(mailboxItem('b'))).type).toBe('refused')
      await expect(all(store)).rejects.toThrow()
      await nats.start()
      await expect.poll(async () => (await store.put(mailboxItem('b'))).type).toBe('stored')
      expect(
        (await all(store)).items.map(({ bytes }) => String.fromCharCode(bytes[0] ?? 0)),
      ).toEqual(['a', 'b'])
      await store.close()
    }))

  test('a relay that starts before NATS opens its mailbox as soon as it is there', () =>
    withServer(async (nats) => {
      await nats.kill()
      const quotas = roomyQuotas
      const servers = [nats.url]
      const store = await createNatsMailboxStore({
        nats: { servers, prefix: 'test' },
        quotas,
        waitMs: 100,
      })
      expect(await store.put(mailboxItem('a'))).toEqual({ type: 'refused', code: 'failed' })
      await nats.start()
      await expect.poll(async () => (await store.put(mailboxItem('a'))).type).toBe('stored')
      await sleep(0)
      await store.close()
    }))
})
