import { describe, expect, test } from 'vitest'
import type { Bus } from '../../signaling/bus/bus.ts'
import { createNatsBus } from '../../signaling/bus/createNatsBus.ts'
import { findTestServer } from '../run/debianPackage.ts'
import { describeBus } from './support/describeBus.ts'
import { createLocalBuses } from './support/localBus.ts'
import { startNatsServer } from './support/natsServer.ts'

describeBus('the one that tests use', async () => {
  const open = createLocalBuses()
  return { buses: [open(), open(), open()], dispose: async () => {} }
})

const program = findTestServer('nats-server')

describe.skipIf(!program)('over Debian’s nats-server', () => {
  const openBus = async (server: string): Promise<Bus> => {
    const bus = createNatsBus({ servers: [server], prefix: 'test' })
    await expect.poll(bus.isReady).toBe(true)
    return bus
  }

  describeBus('createNatsBus', async () => {
    const nats = await startNatsServer(program as string)
    const buses = await Promise.all([openBus(nats.url), openBus(nats.url), openBus(nats.url)])
    return {
      buses: buses as [Bus, Bus, Bus],
      async dispose() {
        for (const bus of buses) await bus.close()
        await nats.dispose()
      },
    }
  })

  test('a bus that loses NATS says so, drops what is published, and goes on by itself', async () => {
    const nats = await startNatsServer(program as string)
    const [a, b] = [await openBus(nats.url), await openBus(nats.url)]
    const heard: string[] = []
    b.listen((topic, text) => heard.push(`${topic}: ${Buffer.from(text)}`))
    b.join('before')
    await nats.kill()
    await expect.poll(() => a.isReady() || b.isReady()).toBe(false)
    b.join('meanwhile')
    a.publish('before', Buffer.from('lost'))
    await nats.start()
    await expect.poll(() => a.isReady() && b.isReady()).toBe(true)
    await expect
      .poll(() => {
        a.publish('before', Buffer.from('x'))
        a.publish('meanwhile', Buffer.from('y'))
        return [...new Set(heard)].sort()
      })
      .toEqual(['before: x', 'meanwhile: y'])
    for (const bus of [a, b]) await bus.close()
    await nats.dispose()
  })

  test('a bus may be opened before NATS is there', async () => {
    const nats = await startNatsServer(program as string)
    await nats.kill()
    const [a, b] = ['a', 'b'].map(() => createNatsBus({ servers: [nats.url], prefix: 'test' })) as [
      Bus,
      Bus,
    ]
    const heard: string[] = []
    b.listen((_, text) => heard.push(`${Buffer.from(text)}`))
    b.join('topic')
    a.publish('topic', Buffer.from('too early'))
    expect(a.isReady()).toBe(false)
    await nats.start()
    await expect.poll(() => a.isReady() && b.isReady()).toBe(true)
    a.publish('topic', Buffer.from('now'))
    await expect.poll(() => heard).toEqual(['now'])
    for (const bus of [a, b]) await bus.close()
    await nats.dispose()
  })

  test('relays with different prefixes, and programs without the password, are apart', async () => {
    const nats = await startNatsServer(program as string, ['--user', 'relay', '--pass', 'secret'])
    const withPassword = { servers: [nats.url], user: 'relay', password: 'secret' }
    const a = createNatsBus({ ...withPassword, prefix: 'one' })
    const b = createNatsBus({ ...withPassword, prefix: 'two' })
    const eve = createNatsBus({ servers: [nats.url], prefix: 'one' })
    const heard: string[] = []
    for (const bus of [b, eve]) {
      bus.listen((_, text) => heard.push(`${Buffer.from(text)}`))
      bus.join('topic')
    }
    await expect.poll(() => a.isReady() && b.isReady()).toBe(true)
    a.publish('topic', Buffer.from('x'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect([heard, eve.isReady()]).toEqual([[], false])
    for (const bus of [a, b, eve]) await bus.close()
    await nats.dispose()
  })
})
