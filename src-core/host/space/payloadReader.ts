import { openHeader } from '../../sync/index.ts'
import { effectsOf, openSigned } from './signedUpdates.ts'
import type { Base } from './snapshotTypes.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface PayloadReaderOptions {
  readonly membership: SpaceMembership
  readonly verdicts: Verdicts
}

/** What a kept envelope or segment does to its document: of what is void only placeholders are left. */
export function createPayloadReader({ membership, verdicts }: PayloadReaderOptions) {
  return (bytes: Uint8Array, bases: readonly Base[] = []): readonly Uint8Array[] => {
    const header = openHeader(bytes)
    const epoch = header && membership.epoch(header.epochId)
    const signed = header && epoch && openSigned(bytes, header, epoch)
    if (!signed) return []
    const { deviceId, seq } = header
    const isCovered = (one: number) => bases.some((base) => base.covers(deviceId, one))
    return effectsOf(signed, verdicts.voidsIn(deviceId, signed.firstSeq, seq), isCovered)
  }
}
