import { type EpochId, idToBytes } from '../base/ids.ts'
import { deriveKey, equalSecret, openAead, type RandomSource, sealAead } from '../crypto/index.ts'
import { MAX_OTHERS } from './actions.ts'
import type { EpochInfo, WrappedKey } from './facts.ts'
import type { MembershipState } from './state.ts'

/** One generation of a Space's key: 32 random bytes (rule 6). */
export interface EpochWithSecrets {
  readonly epochId: EpochId
  readonly key: Uint8Array
}

const wrapKey = (key: Uint8Array): Uint8Array => deriveKey(key, 'epoch/wrap')

/** Rule 7: an older key under a new one. */
export const wrap = (
  under: Uint8Array,
  { epochId, key }: EpochWithSecrets,
  random: RandomSource,
): WrappedKey => ({
  epochId,
  sealed: sealAead(wrapKey(under), key, idToBytes(epochId), random),
})

/** An entry stays what it is: what it wraps is opened once, whatever a vandal put there and how often. */
const opens = new WeakMap<Uint8Array, boolean>()

export function unwrap(under: Uint8Array, { epochId, sealed }: WrappedKey): Uint8Array | undefined {
  if (opens.get(sealed) === false) return undefined
  const inside = openAead(wrapKey(under), sealed, idToBytes(epochId))
  if (!inside) opens.set(sealed, false)
  return inside
}

/** What is wrapped is that key, and not what a vandal put in its place. */
function isWrapped(under: Uint8Array, wrapped: WrappedKey, older: Uint8Array): boolean {
  const known = opens.get(wrapped.sealed)
  if (known !== undefined) return known
  const inside = unwrap(under, wrapped)
  const isSo = inside !== undefined && equalSecret(inside, older)
  opens.set(wrapped.sealed, isSo)
  return isSo
}

/** The keys among `keys` that really lie under this epoch's. */
export function keysUnder(
  epoch: EpochInfo | undefined,
  keys: ReadonlyMap<EpochId, Uint8Array>,
): EpochId[] {
  const under = epoch && keys.get(epoch.epochId)
  if (!epoch || !under) return []
  return epoch.wraps.flatMap((wrapped) => {
    const older = keys.get(wrapped.epochId)
    return older && isWrapped(under, wrapped, older) ? [wrapped.epochId] : []
  })
}

export const keysById = (epochs: readonly EpochWithSecrets[]): Map<EpochId, Uint8Array> =>
  new Map(epochs.map(({ epochId, key }) => [epochId, key]))

/** Those of `epochs` that do not lie wrapped under another one of them: they open all the others. */
export function topmostKeys(
  state: MembershipState,
  epochs: readonly EpochWithSecrets[],
): EpochWithSecrets[] {
  const keys = keysById(epochs)
  const wrapped = new Set(state.epochs.flatMap((epoch) => keysUnder(epoch, keys)))
  return epochs.filter(({ epochId }) => !wrapped.has(epochId))
}

/**
 * What the next ROTATE wraps (rule 7): the key that is written in and every other one that lies under none, the
 * newest first where they are too many for one entry. The others follow with the next.
 */
export function keysToWrap(
  state: MembershipState,
  epochs: readonly EpochWithSecrets[],
): EpochWithSecrets[] {
  const isCurrent = ({ epochId }: EpochWithSecrets) => epochId === state.currentEpoch
  const others = topmostKeys(state, epochs).filter((one) => !isCurrent(one))
  return [...epochs.filter(isCurrent), ...others.toReversed()].slice(0, 1 + MAX_OTHERS)
}
