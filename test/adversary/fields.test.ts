import { describe, expect, it } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import { CHANGES } from './support/changes.ts'
import { accepts, type Decoder } from './support/decoder.ts'
import { decoders } from './support/decoders.ts'
import { countReads, type Field, fieldsOf } from './support/fields.ts'

await ready()

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** The fields are learned from the decoders, so that a message that is added is covered by its sample. */
describe.each(
  decoders()
    .filter(({ good, decode }) => good.some((bytes) => fieldsOf(decode, bytes).length > 0))
    .map((decoder) => [decoder.name, decoder] as const),
)('%s', (_, decoder) => {
  const samples = decoder.good.map((bytes) => ({ bytes, fields: fieldsOf(decoder.decode, bytes) }))
  const known = new Set(decoder.good.map(hex))

  it.each(Object.entries(CHANGES))(
    'is refused, or means exactly its bytes, with any field %s',
    (change, alter) => {
      for (const { bytes, fields } of samples)
        for (const [at, field] of fields.entries()) {
          const altered = alter(bytes, field, fields[(at + 1) % fields.length] ?? field)
          const value = decoder.decode(altered)
          const told = `${change}, ${JSON.stringify(field)}: ${hex(altered).slice(0, 400)}`
          if (!accepts(decoder, value)) continue
          if (decoder.isSealed) expect(known.has(hex(altered)), told).toBe(true)
          const again = decoder.again?.(value as never)
          if (again) expect(hex(again), told).toBe(hex(altered))
        }
    },
  )

  it('has a sample of every variant', () => {
    const places = samples.flatMap(({ bytes, fields }) =>
      fields
        .filter(({ kind, length }) => kind === 'number' && length === 1)
        .map((field) => ({ now: bytes[field.start] as number, ...tagsAt(decoder, bytes, field) })),
    )
    for (const { known, whole } of places) {
      const same = places.filter((place) => String(place.known) === String(known))
      const seen = new Set([...same.map(({ now }) => now), ...whole])
      expect(known.filter((tag) => !seen.has(tag))).toEqual([])
    }
  })
})

/**
 * `known`: the tags after which the decoder reads on, where there are others at which it stops; `whole`:
 * those with which everything else may stay as it is.
 */
function tagsAt(decoder: Decoder, bytes: Uint8Array, { start, order }: Field) {
  const tries = Array.from({ length: 256 }, (_, tag) => {
    const other = bytes.slice()
    other[start] = tag
    const { reads, value } = countReads(() => decoder.decode(other))
    const accepted = accepts(decoder, value)
    // A variant without fields leaves bytes over.
    const alone = accepts(decoder, decoder.decode(other.slice(0, start + 1)))
    return { tag, reads, accepted, isKnown: accepted || alone }
  })
  const stopped = Math.max(order, Math.min(...tries.map(({ reads }) => reads)))
  const known = tries.filter(({ reads, isKnown }) => isKnown || reads > stopped)
  const isTag = known.length < tries.length
  return {
    known: isTag ? known.map(({ tag }) => tag) : [],
    whole: tries.filter(({ accepted }) => accepted).map(({ tag }) => tag),
  }
}
