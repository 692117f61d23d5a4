import type { EpochId, SpaceId } from '../base/ids.ts'
import type { RandomSource } from '../crypto/index.ts'
import type { Clock } from '../ports/index.ts'
import type { Action } from './actions.ts'
import { type EncodedEntry, MAX_PREV, sealEntry } from './entry.ts'
import {
  createRotation,
  currentKitHolders,
  currentReaders,
  type MayRead,
  openEpochs,
} from './epoch.ts'
import type { ParentFacts } from './facts.ts'
import type { IdentityWithSecrets } from './identity.ts'
import type { KeyAhead } from './keyAhead.ts'
import { type EpochWithSecrets, keysToWrap } from './keyWraps.ts'
import { kitKeyOf } from './kit.ts'
import { replay } from './log.ts'
import type { MembershipState } from './state.ts'

type Now = Pick<Clock, 'now'>

export interface NewSpaceLog {
  readonly spaceId: SpaceId
  readonly entries: readonly EncodedEntry[]
  readonly epoch: EpochWithSecrets
}

/** A genesis, whose hash is the Space's id (rule 3), and its first ROTATE. */
export function createSpaceLog(
  identity: IdentityWithSecrets,
  options: {
    readonly random: RandomSource
    readonly clock: Now
    readonly relays: readonly string[]
    /** For a hidden group: what its Space's log says. */
    readonly parent?: ParentFacts
  },
): NewSpaceLog {
  const { random, clock, relays, parent } = options
  const { certificate, deviceId: author } = identity
  const genesis = sealEntry(
    {
      spaceId: null,
      prev: [],
      author,
      at: clock.now(),
      action: {
        type: 'genesis',
        certificate,
        nonce: random.bytes(32),
        parent: parent?.spaceId ?? null,
        relays,
      },
    },
    identity.device,
  )
  const spaceId = genesis.hash as string as SpaceId
  const state = replay(spaceId, [genesis.bytes], parent)
  const { entry, epoch } = rotate(identity, state, random, clock)
  return { spaceId, entries: [genesis, entry], epoch }
}

/** An entry after everything known. Whether it has an effect is judged by replay, like any other. */
export function createEntry(
  identity: Pick<IdentityWithSecrets, 'deviceId' | 'device'>,
  state: MembershipState,
  action: Action,
  clock: Now,
): EncodedEntry {
  const { spaceId } = state
  const prev = state.heads.slice(0, MAX_PREV)
  const entry = { spaceId, prev, author: identity.deviceId, at: clock.now(), action }
  return sealEntry(entry, identity.device)
}

/** Devices that may read now, as far as they are known. */
const recipientsOf = (state: MembershipState, now: number, mayRead?: MayRead) =>
  currentReaders(state, now, mayRead).flatMap((deviceId) => {
    const device = state.devices.get(deviceId)
    return device ? [{ deviceId, boxKey: device.certificate.boxKey }] : []
  })

/** The X25519 keys that a fresh epoch is sealed to, kits included: for `sealAhead`. */
export const boxKeysOfReaders = (
  state: MembershipState,
  now: number,
  mayRead?: MayRead,
): Uint8Array[] => [
  ...recipientsOf(state, now, mayRead).map(({ boxKey }) => boxKey),
  ...currentKitHolders(state, now, mayRead).flatMap(({ rootKey }) => kitKeyOf(rootKey) ?? []),
]

/**
 * A fresh epoch for the current readers (rule 8). Only an editor's or higher has an effect. `ahead`: its key, where
 * one was made before.
 */
export function rotate(
  identity: IdentityWithSecrets,
  state: MembershipState,
  random: RandomSource,
  clock: Now,
  mayRead?: MayRead,
  ahead?: KeyAhead,
): { entry: EncodedEntry; epoch: EpochWithSecrets } {
  const recipients = recipientsOf(state, clock.now(), mayRead)
  const before = keysToWrap(state, openEpochs(state, identity))
  const holders = currentKitHolders(state, clock.now(), mayRead)
  const { action, key } = createRotation(recipients, before, random, holders, ahead)
  const entry = createEntry(identity, state, action, clock)
  return { entry, epoch: { epochId: entry.hash as string as EpochId, key } }
}
