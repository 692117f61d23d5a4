import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lane, LinkOpened, LinkSignal, Transport, TransportLink } from '../../ports/index.ts'

export interface TransportPair {
  readonly alice: Transport
  readonly bob: Transport
  /** Lets time pass until the condition holds; rejects when it never does. */
  until(condition: () => boolean): Promise<void>
  dispose?(): void | Promise<void>
}

type Carry = (signals: LinkSignal[]) => readonly LinkSignal[]
const asSent: Carry = (signals) => signals

const openLink = (transport: Transport, polite: boolean) =>
  transport.open({ polite, iceServers: [], relayOnly: false })

const fingerprintIn = (sdp: string) =>
  /a=fingerprint:sha-256 (\S+)/.exec(sdp)?.[1]?.replaceAll(':', '').toLowerCase()

/** Alice's link makes the offer, Bob's is polite. `carry` is what happens to signals on the way. */
async function join({ alice, bob, until }: TransportPair, carry = asSent) {
  const links = [openLink(alice, false), openLink(bob, true)] as const
  const opened: (LinkOpened | undefined)[] = [undefined, undefined]
  const signals: LinkSignal[][] = [[], []]
  for (const from of [0, 1] as const) {
    const to = links[from === 0 ? 1 : 0]
    links[from].onOpen((facts) => {
      opened[from] = facts
    })
    links[from].onSignal((signal) => {
      signals[from]?.push(signal)
      for (const one of carry([signal])) to.receiveSignal(one)
    })
  }
  await until(() => opened.every((facts) => facts !== undefined))
  const [a, b] = links
  return { a, b, opened: opened as LinkOpened[], signals: signals as [LinkSignal[], LinkSignal[]] }
}

function record(link: TransportLink, lane: Lane) {
  const seen: number[] = []
  const state = { seen, bytes: 0 }
  link.onFrame((from, frame) => {
    if (from !== lane) return
    seen.push(frame[0] as number)
    state.bytes += frame.length
  })
  return state
}

/** What every adapter of the `Transport` port does (src-core/ports/transport.ts). */
export function describeTransport(name: string, create: () => Promise<TransportPair>): void {
  describe(`${name} as a Transport`, () => {
    let pair: TransportPair
    beforeAll(async () => {
      pair = await create()
    }, 60_000)
    afterAll(() => pair.dispose?.())

    it('opens a link once signals have been carried, with the impolite side’s offer first', async () => {
      expect(pair.alice.available).toBe(true)
      const { a, b, signals } = await join(pair)
      const kinds = signals.map((all) =>
        all.flatMap((signal) => (signal.type === 'description' ? [signal.kind] : [])),
      )
      expect(kinds).toEqual([['offer'], ['answer']])
      expect(a.id).not.toBe(b.id)
      a.close('done')
    })

    it('rule 21: tells the certificate that the other side’s description names, or nothing', async () => {
      const { a, opened, signals } = await join(pair)
      const named = signals.map((all) => {
        const description = all.find((signal) => signal.type === 'description')
        return description && fingerprintIn(description.sdp)
      })
      for (const [mine, theirs] of [
        [0, 1],
        [1, 0],
      ] as const)
        expect([null, named[theirs]]).toContain(opened[mine]?.remoteCertificate)
      a.close('done')
    })

    it('opens although signals come twice, and candidates before what they belong to', async () => {
      const held: LinkSignal[] = []
      const spoil: Carry = ([signal]) => {
        if (signal?.type !== 'description') return signal ? [signal, signal] : []
        held.push(signal)
        return []
      }
      const { alice, bob, until } = pair
      const [a, b] = [openLink(alice, false), openLink(bob, true)]
      let open = 0
      for (const link of [a, b]) link.onOpen(() => open++)
      for (const [from, to] of [
        [a, b],
        [b, a],
      ] as const)
        from.onSignal((signal) => {
          for (const one of spoil([signal])) to.receiveSignal(one)
          if (signal.type !== 'candidate') return
          for (const late of held.splice(0)) {
            to.receiveSignal(late)
            to.receiveSignal(late)
          }
        })
      await until(() => open >= 2)
      expect(open).toBe(2)
      a.close('done')
    })

    it('carries frames of both lanes whole and in sequence', async () => {
      const { a, b } = await join(pair)
      const [live, bulk] = [record(b, 'live'), record(b, 'bulk')]
      const back = record(a, 'live')
      for (let n = 0; n < 50; n++) {
        a.send('live', new Uint8Array(1 + n * 100).fill(n))
        a.send('bulk', new Uint8Array(60_000 - n).fill(n))
      }
      b.send('live', new Uint8Array(64 * 1024).fill(7))
      await pair.until(() => [live, bulk].every(({ seen }) => seen.length >= 18))
      await pair.until(() => live.seen.length === 50 && back.seen.length === 1)
      expect(live.seen).toEqual(Array.from({ length: 50 }, (_, n) => n))
      expect(bulk.seen).toEqual(bulk.seen.map((_, n) => n))
      expect(back.bytes).toBe(64 * 1024)
      a.close('done')
    })

    it.each(['live', 'bulk'] as const)(
      'is full after 1 MiB on the %s lane, tells when there is room, and loses nothing',
      async (lane) => {
        const { a, b } = await join(pair)
        const seen = record(b, lane)
        const total = 4 * 1024 * 1024
        let sent = 0
        let refused = 0
        const more = () => {
          while (sent < total) {
            if (!a.send(lane, new Uint8Array(32_768))) {
              refused += 1
              return
            }
            sent += 32_768
          }
        }
        a.onDrain((drained) => {
          if (drained === lane) more()
        })
        more()
        expect(sent).toBeGreaterThanOrEqual(1024 * 1024)
        expect(sent).toBeLessThan(total)
        await pair.until(() => seen.bytes >= total)
        expect(seen.bytes).toBe(total)
        expect(refused).toBeGreaterThan(0)
        a.close('done')
      },
    )

    it('refuses frames beyond 64 KiB, which is a fault of the caller', async () => {
      const { a } = await join(pair)
      expect(() => a.send('live', new Uint8Array(64 * 1024 + 1))).toThrow()
      a.close('done')
    })

    it('ends a link on both sides, once, and takes nothing for it afterwards', async () => {
      const { a, b } = await join(pair)
      const ends: string[] = []
      a.onClose((reason) => ends.push(`a: ${reason}`))
      b.onClose(() => ends.push('b'))
      a.close('enough')
      a.close('again')
      await pair.until(() => ends.length >= 2)
      b.close('late')
      expect(ends).toEqual(['a: enough', 'b'])
      expect(a.send('live', Uint8Array.of(1))).toBe(false)
    })

    it('opens again between the same two after a link has ended', async () => {
      const first = await join(pair)
      first.a.close('done')
      const { a, b } = await join(pair)
      const seen = record(b, 'live')
      a.send('live', Uint8Array.of(5))
      await pair.until(() => seen.seen.length === 1)
      expect(seen.seen).toEqual([5])
      a.close('done')
    })
  })
}
