import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Bus } from '../../../signaling/bus/bus.ts'

export interface OpenedBuses {
  /** Three relays' ends of one bus, ready. */
  readonly buses: readonly [Bus, Bus, Bus]
  dispose(): Promise<void>
}

/** How topics of the suite's own begin, and how many of them there were. */
const LAST = 'the last one '
let settles = 0

/** Acceptance suite of the `Bus` port. */
export function describeBus(name: string, open: () => Promise<OpenedBuses>): void {
  describe(`${name} as Bus`, () => {
    let opened: OpenedBuses
    let heard: string[][]
    let reached: Set<string>
    beforeEach(async () => {
      opened = await open()
      heard = [[], [], []]
      reached = new Set()
      for (const [index, bus] of opened.buses.entries()) {
        bus.listen((topic, text) => {
          if (topic.startsWith(LAST)) reached.add(`${topic}${Buffer.from(text)}`)
          else heard[index]?.push(`${topic}: ${Buffer.from(text)}`)
        })
      }
    })
    afterEach(() => opened.dispose())

    /** Each hears each other on a topic that it joined last: then all that was done before is done. */
    const settle = async () => {
      for (const bus of opened.buses) {
        settles += 1
        const topic = `${LAST}${settles}`
        bus.join(topic)
        const others = opened.buses.filter((other) => other !== bus)
        await until(() => {
          for (const [index, other] of others.entries()) other.publish(topic, bytes(`/${index}`))
          return others.every((_, index) => reached.has(`${topic}/${index}`))
        }).toBe(true)
        bus.leave(topic)
      }
    }
    const until = (condition: () => unknown) => expect.poll(condition)
    const bytes = (text: string) => Buffer.from(text)

    it('is ready', () => {
      expect(opened.buses.map((bus) => bus.isReady())).toEqual([true, true, true])
    })

    it('passes a publish on to those who joined its topic, and not to its sender', async () => {
      const [a, b, c] = opened.buses
      for (const bus of [a, b]) bus.join('topic')
      c.join('other')
      await settle()
      a.publish('topic', bytes('hello'))
      await until(() => heard[1]).toEqual(['topic: hello'])
      await settle()
      expect(heard).toEqual([[], ['topic: hello'], []])
    })

    it('lets relays publish to topics that they did not join', async () => {
      const [a, b] = opened.buses
      b.join('topic')
      await settle()
      a.publish('topic', bytes('hello'))
      await until(() => heard[1]).toEqual(['topic: hello'])
    })

    it('is silent about a topic that was left, and hears it again after joining anew', async () => {
      const [a, b] = opened.buses
      b.join('topic')
      await settle()
      b.leave('topic')
      await settle()
      a.publish('topic', bytes('missed'))
      await settle()
      b.join('topic')
      await settle()
      a.publish('topic', bytes('heard'))
      await until(() => heard[1]).toEqual(['topic: heard'])
    })

    it('keeps topics apart whatever their names, and brings each once', async () => {
      const [a, b] = opened.buses
      const names = [
        'a',
        'A',
        'a.b',
        'a.*',
        '*',
        '>',
        'a b',
        '',
        ' ',
        'é',
        'e\u0301',
        '__proto__',
        '\0',
        'x'.repeat(256),
      ]
      for (const one of names) b.join(one)
      for (const one of names) b.join(one)
      await settle()
      for (const one of names) a.publish(one, bytes(`for ${one}`))
      await until(() => heard[1]?.length).toBe(names.length)
      await settle()
      expect(heard[1]).toEqual(names.map((one) => `${one}: for ${one}`))
    })

    it('keeps the order of one sender, and loses nothing of a burst', async () => {
      const [a, b] = opened.buses
      b.join('topic')
      await settle()
      const all = Array.from({ length: 5_000 }, (_, index) => `topic: ${index}`)
      for (let index = 0; index < all.length; index++) a.publish('topic', bytes(String(index)))
      await until(() => heard[1]?.length).toBe(all.length)
      expect(heard[1]).toEqual(all)
    })

    it('carries the largest frames, byte by byte', async () => {
      const [a, b] = opened.buses
      b.join('topic')
      await settle()
      const large = 'ü'.repeat(33_000)
      a.publish('topic', bytes(large))
      await until(() => heard[1]?.[0]?.length).toBe('topic: '.length + large.length)
      expect(heard[1]).toEqual([`topic: ${large}`])
    })

    it('does not throw once it is closed', async () => {
      const [a] = opened.buses
      a.join('topic')
      await a.close()
      await a.close()
      a.publish('topic', bytes('x'))
      a.join('other')
      a.leave('topic')
    })
  })
}
