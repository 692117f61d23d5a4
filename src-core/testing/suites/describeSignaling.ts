import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { idFromBytes, type Topic } from '../../base/ids.ts'
import type { Signaling } from '../../ports/index.ts'

export interface SignalingPair {
  readonly alice: Signaling
  readonly bob: Signaling
  /** Lets time pass until the condition holds; rejects when it never does. */
  until(condition: () => boolean): Promise<void>
  /** Long enough for anything on its way to arrive. */
  settle(): Promise<void>
  dispose?(): void | Promise<void>
}

const topic = (byte: number) => idFromBytes<Topic>(new Uint8Array(32).fill(byte))
const one = topic(1)
const two = topic(2)

/** Acceptance suite of the `Signaling` port. */
export function describeSignaling(name: string, open: () => Promise<SignalingPair>): void {
  describe(`${name} as Signaling`, () => {
    let pair: SignalingPair
    beforeEach(async () => {
      pair = await open()
      const isOnline = ({ states }: Signaling) =>
        states().length > 0 && states().every(({ status }) => status === 'online')
      await pair.until(() => isOnline(pair.alice) && isOnline(pair.bob))
    })
    afterEach(() => pair.dispose?.())

    const listen = async (signaling: Signaling, on: Topic) => {
      const heard: Uint8Array[] = []
      const stop = signaling.subscribe(on, (payload) => heard.push(payload))
      await pair.settle()
      return { heard, stop }
    }

    it('carries any bytes to whoever listens on the topic, and to nobody else', async () => {
      const mine = await listen(pair.bob, one)
      const other = await listen(pair.bob, two)
      const payload = Uint8Array.from({ length: 8192 }, (_, i) => i % 256)
      pair.alice.publish(one, payload)
      await pair.until(() => mine.heard.length > 0)
      await pair.settle()
      expect(mine.heard).toEqual([payload])
      expect(other.heard).toEqual([])
    })

    it('carries 40 KiB and an empty payload', async () => {
      const { heard } = await listen(pair.bob, one)
      for (const length of [0, 40 * 1024]) pair.alice.publish(one, new Uint8Array(length).fill(9))
      await pair.until(() => heard.length === 2)
      expect(heard.map(({ length }) => length)).toEqual([0, 40 * 1024])
    })

    it('tells every listener of a topic, until it stops', async () => {
      const [first, second] = [await listen(pair.bob, one), await listen(pair.bob, one)]
      first.stop()
      first.stop()
      await pair.settle()
      pair.alice.publish(one, Uint8Array.of(1))
      await pair.until(() => second.heard.length > 0)
      expect(first.heard).toEqual([])
      second.stop()
      await pair.settle()
      pair.alice.publish(one, Uint8Array.of(2))
      await pair.settle()
      expect(second.heard).toEqual([Uint8Array.of(1)])
    })

    it('does not let the caller change what was published', async () => {
      const { heard } = await listen(pair.bob, one)
      const payload = Uint8Array.of(1, 2, 3)
      pair.alice.publish(one, payload)
      payload.fill(0)
      await pair.until(() => heard.length > 0)
      expect(heard).toEqual([Uint8Array.of(1, 2, 3)])
    })

    it('is silent after it was closed, and closing again does nothing', async () => {
      const { heard } = await listen(pair.bob, one)
      pair.bob.close()
      pair.bob.close()
      pair.alice.publish(one, Uint8Array.of(1))
      pair.bob.publish(one, Uint8Array.of(2))
      await pair.settle()
      expect(heard).toEqual([])
    })
  })
}
