import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import type { DeviceId, EpochId, SpaceId } from '../../base/ids.ts'
import {
  can,
  type DeviceInfo,
  type EncodedEntry,
  type EpochWithSecrets,
  extend,
  type IdentityWithSecrets,
  isExpired,
  type Member,
  type MembershipState,
  mustRotate,
  openEntry,
  openEpochs,
  type Rights,
  type Role,
  replay,
  rotate,
} from '../../membership/index.ts'
import type { Clock, Random, Storage } from '../../ports/index.ts'

export interface SpaceMembershipOptions {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly clock: Clock
  readonly random: Random
}

/** The log of one Space as this device holds it, with the epochs it can open. */
export interface SpaceMembership {
  state(): MembershipState
  /** One's own role right now; undefined after removal or expiry. */
  role(): Role | undefined
  rights(): Rights
  /** Members whose access has not ended. */
  present(): readonly Member[]
  /** The device belongs to a member whose access has not ended. */
  isPresent(deviceId: DeviceId): boolean
  device(deviceId: DeviceId): DeviceInfo | undefined
  deviceByTag(tag: number): DeviceInfo | undefined
  epoch(epochId: EpochId): EpochWithSecrets | undefined
  epochs(): readonly EpochWithSecrets[]
  /** The newest epoch; undefined while no key has arrived. */
  currentEpoch(): EpochWithSecrets | undefined
  /** The epoch to write in. Rotates first when somebody's access has ended since (rule 8). */
  writableEpoch(): EpochWithSecrets | undefined
  /** Keeps entries and announces when the state changed. Garbage is dropped. */
  add(entries: readonly Uint8Array[]): void
  /** Entries written here. */
  append(entries: readonly EncodedEntry[]): void
  onChange(listener: () => void): Disposer
}

export function createSpaceMembership(options: SpaceMembershipOptions): SpaceMembership {
  const { spaceId, identity, storage, clock, random } = options
  const changed = createEmitter<void>()
  let state = replay(
    spaceId,
    storage.log.list(spaceId).map(({ bytes }) => bytes),
  )
  let epochs = new Map<EpochId, EpochWithSecrets>()
  let byTag = new Map<number, DeviceInfo>()

  function derive() {
    epochs = new Map(openEpochs(state, identity).map((epoch) => [epoch.epochId, epoch]))
    byTag = new Map([...state.devices.values()].map((device) => [device.tag, device]))
  }
  derive()

  function add(entries: readonly EncodedEntry[]) {
    const fresh = entries.filter(({ hash }) => !state.has(hash))
    if (fresh.length === 0) return
    const next = extend(
      state,
      fresh.map(({ bytes }) => bytes),
    )
    if (next === state) return
    storage.transaction(() => {
      // What is refused for good would only fill the disk.
      for (const { hash, bytes } of fresh)
        if (next.keeps(hash)) storage.log.append(spaceId, hash, bytes)
    })
    state = next
    derive()
    changed.emit()
  }

  const hasEnded = ({ expiresAt }: Member) => isExpired(expiresAt, clock.now())
  const role = () => {
    const member = state.members.get(identity.userId)
    return member && !hasEnded(member) ? member.role : undefined
  }

  const currentEpoch = () => (state.currentEpoch ? epochs.get(state.currentEpoch) : undefined)

  return {
    state: () => state,
    role,
    rights: () => can(role()),
    present: () => [...state.members.values()].filter((member) => !hasEnded(member)),
    isPresent(deviceId) {
      const device = state.devices.get(deviceId)
      const member = device && state.members.get(device.userId)
      return member !== undefined && !hasEnded(member)
    },
    device: (deviceId) => state.devices.get(deviceId),
    deviceByTag: (tag) => byTag.get(tag),
    epoch: (epochId) => epochs.get(epochId),
    epochs: () => [...epochs.values()],
    currentEpoch,
    writableEpoch() {
      if (can(role()).rotate && mustRotate(state, clock.now()))
        add([rotate(identity, state, random, clock).entry])
      return currentEpoch()
    },
    add(entries) {
      const opened = entries.flatMap((bytes) => openEntry(bytes) ?? [])
      add(opened.map(({ hash, bytes }) => ({ hash, bytes })))
    },
    append: add,
    onChange: changed.on,
  }
}
