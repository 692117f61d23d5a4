import { inspectUpdate, placeholderFor } from '../../documents/index.ts'
import { openHeader, openPayload } from '../../sync/index.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface PayloadReaderOptions {
  readonly membership: SpaceMembership
  readonly verdicts: Verdicts
}

/** What a kept envelope does to its document: of a void one only its placeholder is left. */
export function createPayloadReader({ membership, verdicts }: PayloadReaderOptions) {
  return (bytes: Uint8Array): Uint8Array | undefined => {
    const header = openHeader(bytes)
    const epoch = header && membership.epoch(header.epochId)
    const update = header && epoch && openPayload(bytes, header, epoch)
    if (!update || verdicts.counts(header.deviceId, header.seq)) return update
    const inspected = inspectUpdate(update)
    return inspected.ok ? placeholderFor(inspected.value) : undefined
  }
}
