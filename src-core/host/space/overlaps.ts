import type { DeviceId } from '../../base/ids.ts'
import { checkUpdate, MAX_SEGMENT_UPDATES } from '../../documents/index.ts'
import type { EnvelopeRow } from '../../ports/index.ts'
import { type EnvelopeHeader, firstSeqOf, isStub, openHeader } from '../../sync/index.ts'
import { type Chains, firstOf } from './chains.ts'
import type { Verdict } from './envelopeVerdict.ts'
import { firstDifference, openSigned, type SignedUpdates } from './signedUpdates.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

/** `unknown`: a kept one cannot be opened, because this device lacks its epoch. */
export type Agreement =
  | { readonly type: 'agrees' | 'unknown' }
  | { readonly type: 'contradicts'; readonly kept: Uint8Array }

export interface OverlapsOptions {
  readonly membership: SpaceMembership
  readonly chains: Chains
  readonly verdicts: Pick<Verdicts, 'voidsIn'>
}

/**
 * Compares what arrives with what is kept under the same numbers: a segment says again what the envelopes said
 * that it stands for, or its author says two things (rule 35).
 */
export function createOverlaps({ membership, chains, verdicts }: OverlapsOptions) {
  const keptWithin = (deviceId: DeviceId, first: number, last: number) =>
    chains
      .told(deviceId, first, Math.min(last - first + 1, MAX_SEGMENT_UPDATES))
      .filter((row) => firstOf(row) <= last)

  function openBytes(bytes: Uint8Array): SignedUpdates | undefined {
    const header = openHeader(bytes)
    const epoch = header && membership.epoch(header.epochId)
    return header && epoch && openSigned(bytes, header, epoch)
  }

  function agreement(signed: SignedUpdates): Agreement {
    const { deviceId, seq } = signed.header
    if ((chains.head(deviceId)?.seq ?? 0) < signed.firstSeq) return { type: 'agrees' }
    for (const { bytes } of keptWithin(deviceId, signed.firstSeq, seq)) {
      // What went beneath a snapshot cannot be compared any more.
      if (isStub(bytes)) continue
      const kept = openBytes(bytes)
      if (!kept) return { type: 'unknown' }
      if (firstDifference(kept, signed) !== undefined) return { type: 'contradicts', kept: bytes }
    }
    return { type: 'agrees' }
  }

  /** Whether its layout is one that `cut` can be trusted with. */
  function isWellFormed({ header, segment, update }: SignedUpdates): boolean {
    if (!segment) return true
    const tag = membership.device(header.deviceId)?.tag
    if (tag === undefined) return false
    const checked = checkUpdate({ kind: 'body', update, deviceTag: tag, role: 'owner' })
    return checked.ok && segment.fits(checked.value)
  }

  return {
    agreement,
    agrees(bytes: Uint8Array): boolean {
      const signed = openBytes(bytes)
      return signed !== undefined && isWellFormed(signed) && agreement(signed).type === 'agrees'
    },
    /** Numbers that are taken: by the same envelope or content, or by a second one that was signed too. */
    compare(
      row: EnvelopeRow,
      header: EnvelopeHeader,
      isSigned: () => boolean | undefined,
    ): Verdict {
      const { deviceId, seq } = row
      const first = firstSeqOf(header)
      const around = chains.at(deviceId, seq)
      if (!around || isStub(around.bytes)) return { type: 'known' }
      // With the hash of the last everything before it is the same: nothing to compare, or to be gained.
      const isSame = around.hash === row.hash && around.seq === seq
      if (isSame && firstOf(around) <= first) return { type: 'known' }
      if (!isSigned()) return { type: 'known' }
      if (!header.covers && !around.firstSeq)
        return { type: 'forked', ours: around.bytes, theirs: row.bytes }
      const signed = openBytes(row.bytes)
      if (!signed || !isWellFormed(signed)) return { type: 'known' }
      const found = agreement(signed)
      if (found.type === 'contradicts')
        return { type: 'forked', ours: found.kept, theirs: row.bytes }
      // What is void in part, or was dropped by a person, stays as it is.
      const mayReplace =
        found.type === 'agrees' && verdicts.voidsIn(deviceId, first, seq).length === 0
      return header.covers && mayReplace && firstOf(around) > first
        ? { type: 'compacts', row }
        : { type: 'known' }
    },
  }
}
