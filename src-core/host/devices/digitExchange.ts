import { equalBytes } from '../../base/bytes.ts'
import type { Disposer } from '../../base/disposer.ts'
import { deviceDigits, digitCommitment } from '../../membership/index.ts'
import type { Clock, Random } from '../../ports/index.ts'
import type { SecureLink } from '../../sync/index.ts'
import { encodeDeviceMessage } from './deviceProtocol.ts'

/** Whoever has asked says the rest within this. */
const PATIENCE_MS = 10_000

/** The side that grants, with one device that has asked (rule 33). */
export interface DigitExchange {
  readonly link: SecureLink
  /** Six digits; undefined where this is not what the device has committed to. */
  reveal(joining: Uint8Array): string | undefined
  stop: Disposer
}

/**
 * Sends the nonce on which the digits depend. The device has committed to its own before and cannot
 * choose it any more by what the digits come to: a million tries would do.
 */
export function createDigitExchange(
  link: SecureLink,
  commitment: Uint8Array,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): DigitExchange {
  const granting = random.bytes(32)
  const stop = clock.after(PATIENCE_MS, () => link.close('too late'))
  link.send('live', encodeDeviceMessage({ type: 'nonce', nonce: granting }))
  return {
    link,
    reveal(joining) {
      stop()
      const isKept = equalBytes(digitCommitment(link.transcript, joining), commitment)
      return isKept ? deviceDigits(link.transcript, { joining, granting }) : undefined
    },
    stop,
  }
}
