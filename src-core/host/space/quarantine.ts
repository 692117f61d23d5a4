import type { DeviceId, DocId, SpaceId } from '../../base/ids.ts'
import type { EnvelopeRow, Storage } from '../../ports/index.ts'

interface Mark {
  readonly docId: DocId
  readonly deviceId: DeviceId
  readonly seq: number
}
interface Suspicion extends Mark {
  /** How often this host ended while applying it. */
  readonly ends: number
}

/** A host may be killed for any reason once; twice at the same envelope is the envelope's doing. */
const MAX_ENDS = 2

export interface Quarantine {
  /** True after a start that found a mark: envelopes are then applied one by one, to name the right one. */
  readonly careful: boolean
  /** Nothing more of this device is applied to this document. */
  holds(row: Pick<EnvelopeRow, 'docId' | 'deviceId'>): boolean
  /** Runs the step that can hang, with a mark on disk for as long as it takes (rule 13). */
  guard<T>(row: Mark, apply: () => T): T
}

/** Rule 13: an envelope that ends its host again and again is not applied any more, and is told. */
export function createQuarantine(spaceId: SpaceId, storage: Storage): Quarantine {
  const key = `suspect:${spaceId}`
  const kept = storage.settings.get(key)
  let suspect: Suspicion | undefined = kept === undefined ? undefined : JSON.parse(kept)

  const mark = storage.envelopes.applying(spaceId)
  if (mark) {
    const isSame = suspect?.deviceId === mark.deviceId && suspect.seq === mark.seq
    suspect = { ...mark, ends: (isSame && suspect ? suspect.ends : 0) + 1 }
    const text = JSON.stringify(suspect)
    storage.transaction(() => {
      storage.settings.set(key, text)
      storage.envelopes.setApplying(spaceId, null)
    })
  }

  return {
    careful: mark !== null,
    holds: ({ docId, deviceId }) =>
      suspect !== undefined &&
      suspect.ends >= MAX_ENDS &&
      suspect.docId === docId &&
      suspect.deviceId === deviceId,
    guard({ docId, deviceId, seq }, apply) {
      storage.envelopes.setApplying(spaceId, { docId, deviceId, seq })
      try {
        return apply()
      } finally {
        // Also after a failed write: this host is still alive, so applying did not hang.
        storage.envelopes.setApplying(spaceId, null)
      }
    },
  }
}
