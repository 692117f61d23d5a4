import { type Id, idFromBytes } from '../base/ids.ts'
import type { Steps } from '../base/steps.ts'
import { type RandomSource, sealTo } from '../crypto/index.ts'

/**
 * The key of the next epoch, sealed to those who may read before its ROTATE is written: a lockbox takes 0.2 ms, and a
 * Space may have hundreds. It is in nothing that is written or sent until then, so that whom it was sealed to in vain
 * never has it. For one epoch only.
 */
export interface KeyAhead {
  readonly key: Uint8Array
  /** By the recipient's X25519 key. */
  readonly lockboxes: Map<Id, Uint8Array>
}

export const createKeyAhead = (random: RandomSource): KeyAhead => ({
  key: random.bytes(32),
  lockboxes: new Map(),
})

/** One lockbox in a step. */
export function* sealAhead(
  { key, lockboxes }: KeyAhead,
  boxKeys: readonly Uint8Array[],
): Steps<void> {
  for (const boxKey of boxKeys) {
    lockboxes.set(idFromBytes<Id>(boxKey), sealTo(boxKey, key))
    yield
  }
}

export const isSealedTo = ({ lockboxes }: KeyAhead, boxKey: Uint8Array): boolean =>
  lockboxes.has(idFromBytes<Id>(boxKey))

export const lockboxTo = ({ key, lockboxes }: KeyAhead, boxKey: Uint8Array): Uint8Array =>
  lockboxes.get(idFromBytes<Id>(boxKey)) ?? sealTo(boxKey, key)
