import { createSeededRandom } from '../../src-core/testing/seededRandom.ts'

export type Edit =
  | { readonly at: number; readonly insert: string }
  | { readonly at: number; readonly remove: number }

/**
 * A trace of one person who writes a long text, one key an edit, always the same: as many edits as the
 * editing trace of crdt-benchmarks' B4 (259,778) and as many of them deletions (30 of 100); most keys go on
 * where the one before was, and now and then the writer goes elsewhere.
 */
export function* editingTrace(count: number): Generator<Edit> {
  const random = createSeededRandom('editing trace')
  const letters = 'etaoinshrdlucmfwypvbgkjqxz    ,.'
  let length = 0
  let at = 0
  let deleting = 0
  for (let i = 0; i < count; i++) {
    if (random.below(60) === 0) at = random.below(length + 1)
    if (deleting === 0 && random.below(14) === 0) deleting = 1 + random.below(11)
    if (deleting > 0 && at > 0) {
      deleting--
      length--
      at--
      yield { at, remove: 1 }
      continue
    }
    deleting = 0
    yield { at, insert: letters[random.below(letters.length)] as string }
    length++
    at++
  }
}
