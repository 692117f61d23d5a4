import { concatBytes } from '../../../src-core/base/bytes.ts'
import { createSeededRandom, type SeededRandom } from '../../../src-core/testing/seededRandom.ts'
import { CHANGES } from './changes.ts'
import type { Decoder } from './decoder.ts'
import { type Field, fieldsOf } from './fields.ts'

const INTERESTING = [0, 1, 2, 127, 128, 254, 255]
const changes = Object.values(CHANGES).filter((change) => change !== CHANGES.oversized)

/** Bytes changed, cut off, doubled or put together, without knowing what they mean. */
function blindly(random: SeededRandom, base: Uint8Array, other: Uint8Array): Uint8Array {
  const at = random.below(base.length + 1)
  const bytes = random.chance(0.2)
    ? concatBytes(base.subarray(0, at), other.subarray(random.below(other.length + 1)))
    : base.slice(0, random.chance(0.3) ? at : base.length)
  for (let left = random.below(5); left > 0 && bytes.length > 0; left--) {
    const place = random.below(bytes.length)
    bytes[place] = random.chance(0.5)
      ? (bytes[place] as number) ^ (1 << random.below(8))
      : random.pick([...INTERESTING, random.below(256)])
  }
  return bytes
}

/** Random bytes, well-formed ones changed blindly, and well-formed ones with one to three fields changed. */
export function* altered({ name, good, decode }: Decoder, rounds: number, seed: number) {
  const random = createSeededRandom(`${name} ${seed}`)
  const samples = good.map((bytes) => ({ bytes, fields: fieldsOf(decode, bytes) }))
  const field = (fields: readonly Field[]) => random.pick(fields)
  for (let round = 0; round < rounds; round++) {
    const { bytes, fields } = random.pick(samples)
    const kind = random.below(10)
    if (kind === 0) yield random.bytes(random.below(400))
    else if (kind < 4 || fields.length === 0) yield blindly(random, bytes, random.pick(good))
    else if (kind < 6) {
      // One bit of one field: what comes after it is still in its place.
      const { start, length } = field(fields)
      const changed = bytes.slice()
      const place = start + random.below(length)
      changed[place] = (changed[place] as number) ^ (1 << random.below(8))
      yield changed
    } else {
      let changed = bytes
      for (let left = 1 + random.below(3); left > 0; left--) {
        const [one, other] = [field(fields), field(fields)]
        if (Math.max(one.start + one.length, other.start + other.length) <= changed.length)
          changed = random.pick(changes)(changed, one, other)
      }
      yield changed
    }
  }
}
