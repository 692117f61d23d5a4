import { readFileSync } from 'node:fs'
import { concatBytes, fromHex } from '../../../src-core/base/bytes.ts'
import { type OpenedEntry, openEntry, sealEntry } from '../../../src-core/membership/entry.ts'
import type { createSealedCast } from '../../../src-core/testing/sealedCast.ts'
import type { Decoder } from './decoder.ts'
import { phoneOf } from './linkDecoders.ts'

const vectors = ['log', 'kits', 'handOver'].map(
  (name) => new URL(`../../vectors/${name}.json`, import.meta.url),
)

/** Entries of every action: those of the frozen vectors; and a device that another device certified. */
export function logDecoder(cast: ReturnType<typeof createSealedCast>): Decoder {
  const { alice, bob, state, act } = cast
  const { certificate } = phoneOf(cast)
  const added = act(bob, state, { type: 'deviceAdd', certificate, lockboxes: [] })
  const entries = vectors.flatMap(
    (file) => (JSON.parse(readFileSync(file, 'utf8')) as { entries: { bytes: string }[] }).entries,
  )
  return {
    name: 'log entry',
    good: [...entries.map(({ bytes }) => fromHex(bytes)), added.bytes],
    decode: openEntry,
    again: (entry: OpenedEntry) =>
      concatBytes(sealEntry(entry, alice.device).bytes.slice(0, -64), entry.signature),
  }
}
