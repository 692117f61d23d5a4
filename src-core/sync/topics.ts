import { encode, u32 } from '../base/codec.ts'
import { idFromBytes, type Topic } from '../base/ids.ts'
import { deriveKey } from '../crypto/index.ts'

const DAY_MS = 86_400_000

export const utcDay = (now: number): number => Math.floor(now / DAY_MS)

/** ms until the next UTC day begins. */
export const untilNextDay = (now: number): number => DAY_MS - (now % DAY_MS)

/**
 * Rule 17. The relay is not part of the derivation: one topic serves all relays of a Space, and two
 * relays that compare notes see the same devices meet anyway, by their addresses.
 */
export const topicFor = (topicKey: Uint8Array, day: number): Topic =>
  idFromBytes<Topic>(deriveKey(topicKey, 'topic', encode(u32, day)))

/** Yesterday, today and tomorrow: a clock that is off by less than a day still meets the others. */
export function listenDays(now: number): readonly [number, number, number] {
  const today = utcDay(now)
  return [today - 1, today, today + 1]
}
