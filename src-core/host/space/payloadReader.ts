import { firstSeqOf, openHeader } from '../../sync/index.ts'
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
    if (!header) return []
    const { deviceId, seq } = header
    const isCovered = (one: number) => bases.some((base) => base.covers(deviceId, one))
    if (bases.length > 0 && isAll(firstSeqOf(header), seq, isCovered)) return []
    const epoch = membership.epoch(header.epochId)
    const signed = epoch && openSigned(bytes, header, epoch)
    if (!signed) return []
    return effectsOf(signed, verdicts.voidsIn(deviceId, signed.firstSeq, seq), isCovered)
  }
}

function isAll(from: number, to: number, holds: (one: number) => boolean): boolean {
  for (let one = from; one <= to; one++) if (!holds(one)) return false
  return true
}
