import { afterEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Disposer } from '../../base/disposer.ts'
import { FoyerError } from '../../base/errors.ts'
import { connect } from '../../bridge/connect.ts'
import { command, defineContract, query, stream } from '../../bridge/define.ts'
import type { Port } from '../../bridge/port.ts'
import { serve } from '../../bridge/serve.ts'
import type { Caller, Handlers, StreamSink } from '../../bridge/types.ts'

export interface PortPair {
  readonly host: Port
  readonly page: Port
  /** Frees what the pair needed; the ports may be closed already. */
  dispose(): void | Promise<void>
}

const contract = defineContract({
  door: {
    knock: query(
      z.object({ name: z.string().check(z.minLength(1), z.maxLength(10)) }),
      z.object({ heard: z.string() }),
    ),
    echo: command(z.unknown(), z.unknown()),
    fail: command(z.undefined(), z.undefined()),
    burst: command(z.undefined(), z.undefined()),
    lie: query(z.undefined(), z.number()),
    watch: stream(z.object({ from: z.number() }), z.number()),
  },
  transport: { lease: query(z.undefined(), z.string()) },
})

const secret = new Error('secret path /home/alice')

function createHost() {
  const sinks: StreamSink<number>[] = []
  const errors: { error: unknown; method: string }[] = []
  let disposed = 0
  const handlers: Handlers<typeof contract> = {
    door: {
      knock: ({ name }) => ({ heard: name }),
      echo: (value) => value,
      fail: () => {
        throw secret
      },
      burst: () => {
        throw new FoyerError('DISK_FULL', { needed: 12 })
      },
      lie: () => 'not a number' as never,
      watch: ({ from }, sink) => {
        sinks.push(sink)
        sink.emit(from)
        return () => {
          disposed += 1
        }
      },
    },
    transport: { lease: () => 'yours' },
  }
  return { handlers, sinks, errors, disposed: () => disposed }
}

const eventually = async (holds: () => boolean): Promise<void> => {
  const end = Date.now() + 2000
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never became true: ${holds}`)
    await new Promise((done) => setTimeout(done, 2))
  }
}

/** Acceptance suite of the `Port` port, with `serve` and `connect` on its ends. */
export function describePort(name: string, createPair: () => PortPair | Promise<PortPair>): void {
  describe(`${name} as a Port`, () => {
    const cleanups: (() => void | Promise<void>)[] = []
    afterEach(async () => {
      for (const clean of cleanups.splice(0).reverse()) await clean()
    })

    async function open(caller: Caller = { type: 'owner' }) {
      const pair = await createPair()
      cleanups.push(() => pair.dispose())
      const host = createHost()
      const stop: Disposer = serve(pair.host, contract, host.handlers, caller, {
        onError: (error, method) => host.errors.push({ error, method }),
      })
      return { pair, host, stop, client: connect(pair.page, contract) }
    }

    it('answers a query', async () => {
      const { client } = await open()
      expect(await client.door.knock({ name: 'Bob' })).toEqual({ heard: 'Bob' })
    })

    it('carries plain data and bytes unchanged', async () => {
      const { client } = await open()
      const value = {
        text: 'Zoë 👩🏽‍⚕️ مرحبا',
        nothing: null,
        missing: undefined,
        list: [1, -2, 3.25, 2 ** 53 - 1, true],
        bytes: new Uint8Array([0, 255, 7]),
        view: new Uint8Array([9, 1, 2, 9]).subarray(1, 3),
      }
      expect(await client.door.echo(value)).toEqual(value)
    })

    it('leaves the bytes of the sender usable', async () => {
      const { client } = await open()
      const bytes = new Uint8Array(100_000).fill(7)
      await client.door.echo(bytes)
      expect(bytes.length).toBe(100_000)
    })

    it('answers many calls at once, each its own', async () => {
      const { client } = await open()
      const names = Array.from({ length: 200 }, (_, i) => `n${i}`)
      const answers = await Promise.all(names.map((one) => client.door.knock({ name: one })))
      expect(answers.map(({ heard }) => heard)).toEqual(names)
    })

    it('names the field of a bad input and not what was in it', async () => {
      const { client } = await open()
      const empty = client.door.knock({ name: '' })
      await expect(empty).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: { field: 'name' },
      })
      const long = client.door.knock({ name: 'x'.repeat(11) })
      await expect(long).rejects.toMatchObject({ code: 'TOO_LARGE', details: { field: 'name' } })
    })

    it('carries a FoyerError with its code and details', async () => {
      const { client } = await open()
      const failed = client.door.burst()
      await expect(failed).rejects.toBeInstanceOf(FoyerError)
      await expect(failed).rejects.toMatchObject({ code: 'DISK_FULL', details: { needed: 12 } })
    })

    it('says of any other error only that something failed, and tells the host', async () => {
      const { client, host } = await open()
      const error = await client.door.fail().catch((reason: unknown) => reason)
      expect(error).toMatchObject({ code: 'INTERNAL' })
      expect(JSON.stringify(error) + (error as Error).message).not.toContain('alice')
      expect(host.errors).toEqual([{ error: secret, method: 'door.fail' }])
    })

    it('refuses an answer that is not what the contract says', async () => {
      const { client } = await open()
      await expect(client.door.lie()).rejects.toMatchObject({ code: 'INTERNAL' })
    })

    it('lets a transport page reach the transport and nothing else', async () => {
      const { client } = await open({ type: 'transport' })
      expect(await client.transport.lease()).toBe('yours')
      const knock = client.door.knock({ name: 'Eve' })
      await expect(knock).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    })

    it('refuses what the contract does not name, inherited names included', async () => {
      const { pair } = await open()
      const frames: unknown[] = []
      pair.page.onMessage((frame) => frames.push(frame))
      const call = { t: 'call', input: undefined }
      pair.page.send({ ...call, id: 900, namespace: 'constructor', method: 'call' })
      pair.page.send({ ...call, id: 901, namespace: 'door', method: 'toString' })
      await eventually(() => frames.length === 2)
      expect(frames).toMatchObject([
        { id: 900, failure: { code: 'NOT_FOUND' } },
        { id: 901, failure: { code: 'NOT_FOUND' } },
      ])
    })

    it('delivers a stream in order until the page stops it', async () => {
      const { client, host } = await open()
      const seen: number[] = []
      const stop = client.door.watch({ from: 1 }, (value) => seen.push(value))
      await eventually(() => seen.length === 1)
      for (let i = 2; i <= 500; i++) {
        host.sinks[0]?.emit(i)
        if (i % 50 === 0) await eventually(() => seen.length === i)
      }
      expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => i + 1))
      stop()
      await eventually(() => host.disposed() === 1)
      host.sinks[0]?.emit(501)
      await client.door.knock({ name: 'after' })
      expect(seen.length).toBe(500)
    })

    it('tells the page once when the host ends a stream, after its last value', async () => {
      const { client, host } = await open()
      const seen: number[] = []
      const ends: unknown[] = []
      client.door.watch(
        { from: 0 },
        (value) => seen.push(value),
        (error) => ends.push(error),
      )
      await eventually(() => seen.length === 1)
      for (let i = 1; i <= 200; i++) host.sinks[0]?.emit(i)
      host.sinks[0]?.end()
      await eventually(() => ends.length === 1)
      expect(seen.length).toBe(201)
      expect(ends).toEqual([undefined])
      expect(host.disposed()).toBe(1)
    })

    it('ends the stream of a page that takes nothing instead of queueing for ever', async () => {
      const { pair, host } = await open()
      // A page without `connect`: it opens a stream and never says that it took a value.
      const frames: unknown[] = []
      pair.page.onMessage((frame) => frames.push(frame))
      pair.page.send({ t: 'call', id: 900, namespace: 'door', method: 'watch', input: { from: 0 } })
      await eventually(() => host.sinks.length === 1)
      for (let i = 0; i < 5000; i++) host.sinks[0]?.emit(i)
      await eventually(() => frames.some((frame) => (frame as { t: string }).t === 'end'))
      expect(frames.at(-1)).toMatchObject({ id: 900, failure: { code: 'CLOSED' } })
      expect(frames.length).toBeLessThan(100)
      expect(host.disposed()).toBe(1)
    })

    it('closes when the page sends what is no frame', async () => {
      const { pair } = await open()
      let closed = 0
      pair.host.onClose(() => closed++)
      pair.page.send({ t: 'rubbish' })
      await eventually(() => closed === 1)
    })

    it('ends everything on both sides when the page closes', async () => {
      const { client, pair, host } = await open()
      const ends: unknown[] = []
      client.door.watch(
        { from: 0 },
        () => undefined,
        (error) => ends.push(error),
      )
      await eventually(() => host.sinks.length === 1)
      pair.page.close()
      await eventually(() => host.disposed() === 1 && ends.length === 1)
      expect(ends).toMatchObject([{ code: 'CLOSED' }])
      await expect(client.door.knock({ name: 'x' })).rejects.toMatchObject({ code: 'CLOSED' })
    })

    it('ends everything on both sides when the host closes', async () => {
      const { client, pair, host } = await open()
      const ends: unknown[] = []
      client.door.watch(
        { from: 0 },
        () => undefined,
        (error) => ends.push(error),
      )
      await eventually(() => host.sinks.length === 1)
      pair.host.close()
      await eventually(() => host.disposed() === 1 && ends.length === 1)
      expect(ends).toMatchObject([{ code: 'CLOSED' }])
    })

    it('tells a listener that comes after the end, and each listener once', async () => {
      const { pair } = await open()
      let early = 0
      let late = 0
      pair.page.onClose(() => early++)
      pair.page.close()
      pair.page.close()
      await eventually(() => early === 1)
      pair.page.onClose(() => late++)
      expect([early, late]).toEqual([1, 1])
      pair.page.send({ t: 'stop', id: 1 })
    })
  })
}
