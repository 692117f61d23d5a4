import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeTransport } from '../../src-core/testing/suites/describeTransport.ts'
import { startBrowser } from '../support/chromium.ts'
import {
  endSide,
  interrupt,
  join,
  keepConnections,
  open,
  openTab,
  pour,
  record,
  type Side,
  startSide,
  until,
} from './sides.ts'

describeTransport('a transport page', async () => {
  const [alice, bob] = await Promise.all([startSide(), startSide()])
  return {
    alice: alice.host.remote.transport,
    bob: bob.host.remote.transport,
    until,
    dispose: async () => void (await Promise.all([endSide(alice), endSide(bob)])),
  }
})

describe('two transport pages in two browser processes', () => {
  let alice: Side
  let bob: Side
  beforeAll(async () => {
    ;[alice, bob] = await Promise.all([startSide(), startSide()])
  })
  afterAll(() => Promise.all([endSide(alice), endSide(bob)]))

  it('exchange frames on both lanes, from the first moment on', async () => {
    const { a, b, opened } = await join(alice, bob)
    const [live, bulk] = [record(b, 'live'), record(b, 'bulk')]
    const back = record(a, 'live')
    a.send('live', Uint8Array.of(1, 2, 3))
    a.send('live', new Uint8Array(65_536).fill(9))
    a.send('bulk', Uint8Array.of(4))
    b.send('live', Uint8Array.of(5))
    await until(() => live.bytes === 65_539 && bulk.bytes === 1 && back.bytes === 1)
    expect([...(live.frames[0] ?? [])]).toEqual([1, 2, 3])
    expect([...(bulk.frames[0] ?? [])]).toEqual([4])
    // One side may not know yet what reaches it (linkFacts.ts), but never takes it for a TURN server.
    expect(opened.map(({ route }) => route)).not.toContain('relayed')
    expect(opened.map(({ route }) => route)).toContain('direct')
    a.close('done')
  })

  it('rule 21: tell the certificate they really talk to, which the descriptions name', async () => {
    const { a, opened, descriptions } = await join(alice, bob)
    const named = descriptions.map((sdp) =>
      /a=fingerprint:sha-256 (\S+)/.exec(sdp)?.[1]?.replaceAll(':', '').toLowerCase(),
    )
    // Alice offered first, Bob answered: each sees the other's.
    expect(opened.map(({ remoteCertificate }) => remoteCertificate)).toEqual([named[1], named[0]])
    a.close('done')
  })

  it.each(['live', 'bulk'] as const)(
    'move 8 MiB on the %s lane with back-pressure, whole and in sequence',
    async (lane) => {
      const { a, b } = await join(alice, bob)
      const seen = record(b, lane)
      const total = 8 * 1024 * 1024
      const { paused, hash } = await pour(a, lane, total)
      await until(() => seen.bytes >= total)
      expect(seen.bytes).toBe(total)
      expect(seen.hash()).toBe(hash)
      expect(paused).toBeGreaterThan(3)
      a.close('done')
    },
  )

  it('keep live frames quick while bulk frames flow', async () => {
    const { a, b } = await join(alice, bob)
    const [live, bulk] = [record(b, 'live'), record(b, 'bulk')]
    const total = 32 * 1024 * 1024
    const pouring = pour(a, 'bulk', total)
    await until(() => bulk.bytes > 0)
    a.send('live', Uint8Array.of(1))
    await until(() => live.bytes === 1)
    // It has overtaken what was on its way before it.
    expect(bulk.bytes).toBeLessThan(total / 2)
    await pouring
    a.close('done')
  })

  it('close on both sides when one closes, and open again', async () => {
    const first = await join(alice, bob)
    const reasons: string[] = []
    first.b.onClose((reason) => reasons.push(reason))
    first.a.close('done')
    await until(() => reasons.length === 1)
    expect(reasons).toEqual(['closed by the other side'])
    const again = await join(alice, bob)
    const seen = record(again.b, 'live')
    again.a.send('live', Uint8Array.of(7))
    await until(() => seen.bytes === 1)
    again.a.close('done')
  })

  it('end a link that nobody answers when it is closed, and refuse a spoiled description', async () => {
    const lonely = open(alice, false)
    const spoiled = open(bob, true)
    const reasons: string[] = []
    spoiled.onClose((reason) => reasons.push(reason))
    spoiled.receiveSignal({ type: 'description', kind: 'offer', sdp: 'v=0\r\nrubbish' })
    await until(() => reasons.length === 1)
    expect(reasons[0]).toContain('signal refused')
    lonely.close('nobody there')
    expect(alice.host.remote.transport.available).toBe(true)
  })
})

describe('the lease of a host with two tabs', () => {
  it('passes to the other tab as soon as the first is closed, and links open again', async () => {
    const [alice, bob] = await Promise.all([startSide(), startSide()])
    const second = await openTab(bob)
    const third = await openTab(bob)
    const { b } = await join(alice, bob)
    const closed = new Promise<string>((resolve) => b.onClose(resolve))
    const [first] = bob.browser.browser.contexts().flatMap((context) => context.pages())
    await first?.close()
    expect(await closed).toBe('the page that held the connections is gone')
    await until(() => bob.host.remote.transport.available)
    const again = await join(alice, bob)
    again.a.close('done')
    await Promise.all([second.close(), third.close()])
    await until(() => !bob.host.remote.transport.available)
    await Promise.all([endSide(alice), endSide(bob)])
  })
})

describe('a page that is killed in the middle of a transfer', () => {
  it('ends its links on both sides, and a new one carries on', async () => {
    const [alice, bob] = await Promise.all([startSide(), startSide()])
    const { a, b } = await join(alice, bob)
    const ends: string[] = []
    a.onClose((reason) => ends.push(`Alice: ${reason}`))
    b.onClose((reason) => ends.push(`Bob: ${reason}`))
    while (a.send('bulk', new Uint8Array(60_000))) {}
    await bob.browser.kill()
    await until(() => ends.length === 2)
    expect(ends).toContain('Bob: the page that held the connections is gone')
    expect(bob.host.remote.transport.available).toBe(false)
    const fresh = { host: bob.host, browser: await startBrowser() }
    await openTab(fresh)
    await until(() => fresh.host.remote.transport.available)
    const again = await join(alice, fresh)
    const seen = record(again.b, 'bulk')
    again.a.send('bulk', Uint8Array.of(1))
    await until(() => seen.bytes === 1)
    await Promise.all([endSide(alice), endSide(fresh)])
  })
})

describe('a connection that is interrupted', () => {
  it('rule 21: looks for another way inside the link, under the same certificate, and goes on', async () => {
    const [alice, bob] = await Promise.all([startSide(keepConnections), startSide()])
    const { a, b, descriptions } = await join(alice, bob)
    const before = descriptions.length
    const reasons: string[] = []
    for (const link of [a, b]) link.onClose((reason) => reasons.push(reason))
    await interrupt(alice)
    await until(() => descriptions.length === before + 2)
    const parts = (pattern: RegExp) => descriptions.map((sdp) => pattern.exec(sdp)?.[1])
    const fingerprints = parts(/a=fingerprint:sha-256 (\S+)/)
    const ways = parts(/a=ice-ufrag:(\S+)/)
    // Alice's offer and Bob's answer, then the same again with other ways.
    expect(fingerprints.slice(2)).toEqual(fingerprints.slice(0, 2))
    expect(new Set(ways).size).toBe(4)
    const [there, back] = [record(b, 'live'), record(a, 'live')]
    a.send('live', Uint8Array.of(1))
    b.send('live', Uint8Array.of(2))
    await until(() => there.bytes === 1 && back.bytes === 1)
    expect(reasons).toEqual([])
    await Promise.all([endSide(alice), endSide(bob)])
  })
})
