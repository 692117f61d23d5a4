import type { LinkSignal } from '../ports/index.ts'
import { fingerprintOf } from './sdp.ts'

type Side = 'local' | 'remote'

/** Rule 21: each side's DTLS fingerprint, fixed by the first description for as long as the link lives. */
export interface PinnedFingerprints {
  /** False: the signal must not be applied, and the link must end. */
  accept(side: Side, signal: LinkSignal): boolean
  get(side: Side): string | undefined
}

export function createPinnedFingerprints(): PinnedFingerprints {
  const pinned: Partial<Record<Side, string>> = {}
  return {
    accept(side, signal) {
      if (signal.type === 'candidate') return true
      const found = fingerprintOf(signal.sdp)
      if (!found.ok) return false
      pinned[side] ??= found.value
      return pinned[side] === found.value
    },
    get: (side) => pinned[side],
  }
}
