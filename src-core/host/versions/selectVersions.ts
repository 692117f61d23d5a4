import type { ItemId } from '../../base/ids.ts'
import type { KeptVersion } from '../../documents/versions/index.ts'

/** Versions of a note that are listed and held; older ones beyond are as if they were not there. */
export const MAX_VERSIONS = 100
/** Of those that nobody named; the oldest of them make room. */
export const MAX_AUTOMATIC = 30
export const MAX_NAMED = MAX_VERSIONS - MAX_AUTOMATIC

/** Newest first, the same everywhere (rule 34: no clock has a say). */
export const byOrder = (a: KeptVersion, b: KeptVersion): number =>
  b.order - a.order || (a.versionId < b.versionId ? -1 : 1)

/** The versions of each note, as far as they are held. */
export function selectVersions(
  live: Iterable<KeptVersion>,
): ReadonlyMap<ItemId, readonly KeptVersion[]> {
  const byNote = Map.groupBy(live, ({ itemId }) => itemId)
  return new Map(
    [...byNote].map(([itemId, all]) => [itemId, all.sort(byOrder).slice(0, MAX_VERSIONS)]),
  )
}

/** Those that go when one more is kept by the app. */
export const selectThinned = (versions: readonly KeptVersion[]): readonly KeptVersion[] =>
  versions.filter(({ kind }) => kind !== 'named').slice(MAX_AUTOMATIC)
