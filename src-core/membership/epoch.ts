import { type DeviceId, type DocId, type EpochId, idToBytes, type UserId } from '../base/ids.ts'
import { deriveKey, equalSecret, openSealed, type RandomSource, sealTo } from '../crypto/index.ts'
import type { ActionOf } from './actions.ts'
import { isExpired } from './expiry.ts'
import type { EpochInfo } from './facts.ts'
import type { IdentityWithSecrets } from './identity.ts'
import { createKeyAhead, type KeyAhead, lockboxTo } from './keyAhead.ts'
import { type EpochWithSecrets, topmostKeys, unwrap, wrap } from './keyWraps.ts'
import { kitHolders, kitKeyOf, kitKeys, kitsDiffer } from './kit.ts'
import type { MembershipState } from './state.ts'

export const epochCheck = (key: Uint8Array): Uint8Array => deriveKey(key, 'epoch/check')

type Recipient = { readonly deviceId: DeviceId; readonly boxKey: Uint8Array }
type KitHolder = { readonly userId: UserId; readonly rootKey: Uint8Array }

/** A ROTATE's content: a fresh key for `recipients` and the kits of `holders`, with those before wrapped under it (rule 7). */
export function createRotation(
  recipients: readonly Recipient[],
  before: readonly EpochWithSecrets[],
  random: RandomSource,
  holders: readonly KitHolder[] = [],
  ahead: KeyAhead = createKeyAhead(random),
): { action: ActionOf<'rotate'>; key: Uint8Array } {
  const { key } = ahead
  const lockboxes = recipients.map(({ deviceId, boxKey }) => ({
    deviceId,
    sealed: lockboxTo(ahead, boxKey),
  }))
  const [previous = null, ...others] = before.map((one) => wrap(key, one, random))
  const kits = holders.flatMap(({ userId, rootKey }) => {
    const kitKey = kitKeyOf(rootKey)
    return kitKey ? [{ userId, sealed: lockboxTo(ahead, kitKey) }] : []
  })
  const action = {
    ...({ type: 'rotate', check: epochCheck(key), lockboxes, previous } as const),
    ...{ kits, others },
  }
  return { action, key }
}

/**
 * Every epoch this device can read, in the order of the log: by its lockboxes, by those of the kit where it
 * has the root key, or wrapped (rule 7).
 * `known`: opened before; an epoch's id stands for its key.
 */
export function openEpochs(
  state: MembershipState,
  identity: Pick<IdentityWithSecrets, 'userId' | 'deviceId' | 'box' | 'root'>,
  known: Iterable<EpochWithSecrets> = [],
): EpochWithSecrets[] {
  const keys = new Map<EpochId, Uint8Array>()
  for (const { epochId, key } of known) keys.set(epochId, key)
  const byId = new Map(state.epochs.map((epoch) => [epoch.epochId, epoch]))
  const accept = (epoch: EpochInfo | undefined, key: Uint8Array | undefined) => {
    if (epoch && key?.length === 32 && equalSecret(epochCheck(key), epoch.check))
      keys.set(epoch.epochId, key)
  }
  for (const epoch of [...state.epochs].reverse()) {
    const lockbox = epoch.lockboxes.get(identity.deviceId)
    if (lockbox && !keys.has(epoch.epochId)) accept(epoch, openSealed(identity.box, lockbox))
    const ofKit = epoch.kits.get(identity.userId)
    if (ofKit && identity.root && !keys.has(epoch.epochId))
      accept(epoch, openSealed(kitKeys(identity.root), ofKit))
    const key = keys.get(epoch.epochId)
    if (!key) continue
    for (const wrapped of epoch.wraps) {
      const older = byId.get(wrapped.epochId)
      if (older && !keys.has(older.epochId)) accept(older, unwrap(key, wrapped))
    }
  }
  return state.epochs.flatMap(({ epochId }) => {
    const key = keys.get(epochId)
    return key ? [{ epochId, key }] : []
  })
}

/**
 * The keys that open every epoch of `opened` for a further device: those that do not lie wrapped under
 * another one already (rule 7), so that years of rotations still fit into an entry.
 */
export function lockboxesFor(
  state: MembershipState,
  opened: readonly EpochWithSecrets[],
  boxKey: Uint8Array,
): { epochId: EpochId; sealed: Uint8Array }[] {
  return topmostKeys(state, opened).map(({ epochId, key }) => ({
    epochId,
    sealed: sealTo(boxKey, key),
  }))
}

/** The same for the recovery kit of whoever comes in (rule 33); empty for a root key without one. */
export function kitLockboxesFor(
  state: MembershipState,
  opened: readonly EpochWithSecrets[],
  rootKey: Uint8Array,
): { epochId: EpochId; sealed: Uint8Array }[] {
  const kitKey = kitKeyOf(rootKey)
  return kitKey ? lockboxesFor(state, opened, kitKey) : []
}

/** The last eight epochs are listened on, for as long as somebody may come back who was away (rule 17). */
const EPOCHS_LISTENED = 8
export const LISTENED_MS = 90 * 86_400_000

/**
 * Whose topics a device listens on: the one writers take first, then the newest before it that were in
 * use within 90 days.
 */
export function epochsToListenOn(
  state: MembershipState,
  opened: readonly EpochWithSecrets[],
  now: number,
): EpochWithSecrets[] {
  const infos = new Map(state.epochs.map((epoch, place) => [epoch.epochId, { epoch, place }]))
  const inUseUntil = (place: number) => state.epochs[place + 1]?.at ?? now
  const isCurrent = ({ epochId }: EpochWithSecrets) => epochId === state.currentEpoch
  const older = opened
    .filter((one) => !isCurrent(one))
    .filter(({ epochId }) => inUseUntil(infos.get(epochId)?.place ?? 0) > now - LISTENED_MS)
    .toReversed()
  return [...opened.filter(isCurrent), ...older].slice(0, EPOCHS_LISTENED)
}

/** Of a group: whether a device's person is a current member of the Space (rule 10). */
export type MayRead = (deviceId: DeviceId) => boolean
const everyone: MayRead = () => true

/** Devices of everybody who may read now: every member whose visit has not ended. */
export const currentReaders = (
  state: MembershipState,
  now: number,
  mayRead: MayRead = everyone,
): DeviceId[] =>
  [...state.members.values()]
    .filter(({ expiresAt }) => !isExpired(expiresAt, now))
    .flatMap(({ devices }) => devices)
    .filter(mayRead)

/** The people to whose kits a new epoch is sealed. */
export const currentKitHolders = (state: MembershipState, now: number, mayRead = everyone) =>
  kitHolders(state, now, mayRead)

/** Rule 8: an epoch is writable only while its recipients equal the current readers, kits included. */
export function mustRotate(state: MembershipState, now: number, mayRead?: MayRead): boolean {
  const epoch = state.epochs.find(({ epochId }) => epochId === state.currentEpoch)
  const readers = currentReaders(state, now, mayRead)
  return (
    !epoch ||
    epoch.recipients.length !== readers.length ||
    !readers.every((deviceId) => epoch.recipients.includes(deviceId)) ||
    kitsDiffer(epoch, currentKitHolders(state, now, mayRead))
  )
}

/** Seals the content of one document's envelopes. */
export const contentKey = (epoch: EpochWithSecrets, docId: DocId): Uint8Array =>
  deriveKey(epoch.key, 'epoch/content', idToBytes(docId))

/** For the commitment tag of rule 12. */
export const commitKey = (epoch: EpochWithSecrets, docId: DocId): Uint8Array =>
  deriveKey(epoch.key, 'epoch/commit', idToBytes(docId))

/** Where topics come from (rule 17). */
export const topicKey = (epoch: EpochWithSecrets): Uint8Array => deriveKey(epoch.key, 'epoch/topic')

/** Seals signaling payloads (rule 18). */
export const signalKey = (epoch: EpochWithSecrets): Uint8Array =>
  deriveKey(epoch.key, 'epoch/signal')

/** Where a mailbox's addresses, write tokens and keys come from (rule 23). */
export const mailboxKey = (epoch: EpochWithSecrets): Uint8Array =>
  deriveKey(epoch.key, 'epoch/mailbox')

/** The scope's pre-shared key in the handshake (rule 20). */
export const linkPsk = (epoch: EpochWithSecrets): Uint8Array => deriveKey(epoch.key, 'epoch/psk')
