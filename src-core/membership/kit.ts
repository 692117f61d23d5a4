import type { DeviceId, UserId } from '../base/ids.ts'
import {
  type BoxKeysWithSecrets,
  boxKeyOfSigningKey,
  boxKeysOfSigningKeys,
  type SigningKeysWithSecrets,
} from '../crypto/index.ts'
import { isExpired } from './expiry.ts'
import type { EpochInfo } from './facts.ts'
import type { MembershipState } from './state.ts'

/**
 * Rule 33: the recovery kit is the root seed, and its X25519 key receives lockboxes, so that the kit alone
 * opens every epoch. That key is the X25519 form of the root key, which everyone knows from certificates.
 */
export const kitKeys = (root: SigningKeysWithSecrets): BoxKeysWithSecrets =>
  boxKeysOfSigningKeys(root)

/** Undefined for a root key that has no such form: its person has no kit, and nobody else is the worse. */
export const kitKeyOf = (rootKey: Uint8Array): Uint8Array | undefined => boxKeyOfSigningKey(rootKey)

/** People whose kits an epoch is sealed to: all who read it but guests, who come with keys for one visit. */
export function kitHolders(
  state: MembershipState,
  now: number,
  mayRead: (deviceId: DeviceId) => boolean,
): { readonly userId: UserId; readonly rootKey: Uint8Array }[] {
  const { rootKeys } = state.internal.draft
  return [...state.members.values()].flatMap(({ userId, role, expiresAt, devices }) => {
    const rootKey = rootKeys.get(userId)
    const reads = role !== 'guest' && !isExpired(expiresAt, now) && devices.some(mayRead)
    return rootKey && reads ? [{ userId, rootKey }] : []
  })
}

type Holders = readonly { readonly userId: UserId; readonly rootKey: Uint8Array }[]

/** The kit of somebody who reads now was not given the key. */
export const kitsLack = (kits: EpochInfo['kits'], holders: Holders): boolean =>
  holders.some(({ userId, rootKey }) => !kits.has(userId) && kitKeyOf(rootKey))

/** Rule 8 for kits: those of exactly the present readers. */
export function kitsDiffer({ kits }: EpochInfo, holders: Holders): boolean {
  const present = new Set(holders.map(({ userId }) => userId))
  return [...kits.keys()].some((userId) => !present.has(userId)) || kitsLack(kits, holders)
}
