import { readFileSync } from 'node:fs'
import { concatBytes, fromHex } from '../../../src-core/base/bytes.ts'
import { type OpenedEntry, openEntry, sealEntry } from '../../../src-core/membership/entry.ts'
import type { createSealedCast } from '../../../src-core/testing/sealedCast.ts'
import type { Decoder } from './decoder.ts'

const vectors = new URL('../../vectors/log.json', import.meta.url)

/** Entries of every action: those of the frozen vectors. */
export function logDecoder({ alice }: ReturnType<typeof createSealedCast>): Decoder {
  const { entries } = JSON.parse(readFileSync(vectors, 'utf8')) as { entries: { bytes: string }[] }
  return {
    name: 'log entry',
    good: entries.map(({ bytes }) => fromHex(bytes)),
    decode: openEntry,
    again: (entry: OpenedEntry) =>
      concatBytes(sealEntry(entry, alice.device).bytes.slice(0, -64), entry.signature),
  }
}
