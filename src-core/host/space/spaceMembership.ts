import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import type { DeviceId, EntryHash, EpochId, SpaceId } from '../../base/ids.ts'
import {
  boxKeysOfReaders,
  can,
  type DeviceCertificate,
  type DeviceInfo,
  deviceInVain,
  devicesInVain,
  type EncodedEntry,
  type EpochWithSecrets,
  extend,
  extending,
  formerMembers,
  type IdentityWithSecrets,
  isExpired,
  keptSince,
  type Member,
  type MembershipState,
  mustHandOver,
  mustRotate,
  openEntry,
  openEpochs,
  type Rights,
  type Role,
  replayKept,
  rotate,
  withParent,
} from '../../membership/index.ts'
import type { Clock, Random, Storage } from '../../ports/index.ts'
import { createNextKey } from './nextKey.ts'
import type { Ended, SpaceGate } from './spaceGate.ts'
import { createTurns, inTurns } from './turns.ts'

export interface SpaceMembershipOptions {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly clock: Clock
  readonly random: Random
  /** Of a hidden group: its Space, whose current members alone count (rule 10). */
  readonly gate?: SpaceGate | undefined
  /** What lies on the disk, where it was read before. */
  readonly read?: MembershipState | undefined
}

/** The log of one Space as this device holds it, with the epochs it can open. */
export interface SpaceMembership {
  state(): MembershipState
  /** One's own role right now; undefined after removal or expiry. */
  role(): Role | undefined
  /** How one's own access ended, if it did. */
  ended(): Ended | null
  rights(): Rights
  /** Members whose access has not ended. */
  present(): readonly Member[]
  /** The device belongs to a member whose access has not ended. */
  isPresent(deviceId: DeviceId): boolean
  /** Its access was ended by the log, or undone, and not by the clock; of a group: by its own, not its Space's. */
  wasEnded(deviceId: DeviceId): boolean
  /** A device that the log does not know may bring the entry that brings it in. */
  mayBringEntry(certificate: DeviceCertificate): boolean
  /** Place among those who can rotate, by role, then seniority; -1: cannot. */
  turn(): number
  device(deviceId: DeviceId): DeviceInfo | undefined
  /** The same, or one that came in in vain. */
  deviceEver(deviceId: DeviceId): DeviceInfo | undefined
  deviceByTag(tag: number): DeviceInfo | undefined
  /** The same, or one that came in in vain: whose words they are, where a snapshot says them (rule 16). */
  writerByTag(tag: number): DeviceInfo | undefined
  epoch(epochId: EpochId): EpochWithSecrets | undefined
  epochs(): readonly EpochWithSecrets[]
  /** The newest epoch; undefined while no key has arrived. */
  currentEpoch(): EpochWithSecrets | undefined
  /**
   * Rule 8: a new epoch where the present one was given to others than those who may read now, as far
   * as this person's role allows. Called before each write, at once after a removal, and by the clock.
   */
  rotateIfNeeded(): void
  /** A new epoch although nothing demands one. */
  rotateNow(): void
  /**
   * Where the next key goes to many, it is sealed to them in turns before somebody is removed, so that the removal
   * and its ROTATE are one turn still. Undefined where they are few.
   */
  sealAhead(): Promise<void> | undefined
  /**
   * The epoch to write in, after `rotateIfNeeded`. Undefined while only others can make one: whoever may
   * not rotate waits.
   */
  writableEpoch(): EpochWithSecrets | undefined
  /** Keeps entries and announces when the state changed. Garbage is dropped. */
  add(entries: readonly Uint8Array[]): void
  /**
   * The same for what a peer sends. The signatures of many are looked at in turns: then it resolves when they are
   * kept; undefined where that is done.
   */
  receive(entries: readonly Uint8Array[]): Promise<void> | undefined
  /**
   * Of a device whose access has ended: taken where with them it has not, as of two who remove each other one stays
   * (rule 4). Nothing else, or whoever was removed could fill the log.
   */
  receiveFromEnded(entries: readonly Uint8Array[], deviceId: DeviceId): void
  /** Entries written here. */
  append(entries: readonly EncodedEntry[]): void
  /** Visits end by the clock, and keys have to change then. */
  recheck(): void
  onChange(listener: () => void): Disposer
  close(): void
}

/**
 * Who removes somebody rotates in the same breath. Where that did not happen, the others step in one
 * after another, ms, so that not all make an epoch at once.
 */
const ROTATE_AFTER_MS = 4_000
const NEXT_ROTATES_AFTER_MS = 3_000

/** Entries with up to four signatures each, of which 50 µs to 100 µs go to each. */
const AT_ONCE = 50

export function createSpaceMembership(options: SpaceMembershipOptions): SpaceMembership {
  const { spaceId, identity, storage, clock, random } = options
  const changed = createEmitter<void>()
  const { gate } = options
  const readNow = () => storage.log.list(spaceId).map(({ bytes }) => bytes)
  let state = options.read ?? replayKept(spaceId, readNow(), gate?.facts())
  let epochs = new Map<EpochId, EpochWithSecrets>()
  let byTag = new Map<number, DeviceInfo>()
  let inVain = new Map<number, DeviceInfo>()
  let inVainById = new Map<DeviceId, DeviceInfo>()
  let closed = false

  function derive() {
    epochs = new Map(
      openEpochs(state, identity, epochs.values()).map((epoch) => [epoch.epochId, epoch]),
    )
    byTag = new Map([...state.devices.values()].map((device) => [device.tag, device]))
    const late = devicesInVain(state)
    inVain = new Map(late.map((device) => [device.tag, device]))
    inVainById = new Map(late.map((device) => [device.deviceId, device]))
  }
  derive()

  function add(entries: readonly EncodedEntry[], isVerified?: (hash: EntryHash) => boolean) {
    const fresh = entries.filter(({ hash }) => !state.has(hash)).map(({ bytes }) => bytes)
    if (fresh.length > 0) keep(extend(state, fresh, isVerified))
  }
  function keep(next: MembershipState) {
    if (next === state) return
    const kept = keptSince(state, next)
    // Only what was verified: at the next start it is believed. What waits for its past comes again.
    if (kept.length > 0)
      storage.transaction(() => {
        for (const { hash, bytes } of kept) storage.log.append(spaceId, hash, bytes)
      })
    state = next
    derive()
    changed.emit()
  }
  async function addInTurns(entries: readonly EncodedEntry[]) {
    const before = state
    const fresh = entries.map(({ bytes }) => bytes)
    const verified = await inTurns(extending(before, fresh), createTurns(clock))
    if (closed) return
    // Others have come meanwhile: what was found good stays so.
    if (state === before) keep(verified)
    else add(entries, verified.has)
  }
  const opened = (entries: readonly Uint8Array[]): EncodedEntry[] =>
    entries.flatMap((bytes) => openEntry(bytes) ?? []).map(({ hash, bytes }) => ({ hash, bytes }))

  const hasEnded = ({ expiresAt }: Member) => isExpired(expiresAt, clock.now())
  const role = () => {
    const member = state.members.get(identity.userId)
    if (!member?.devices.includes(identity.deviceId) || hasEnded(member)) return undefined
    return gate ? gate.own(member.role) : member.role
  }
  /** Devices that were ended stay known, for what they wrote before. */
  function isIn({ devices, members }: MembershipState, deviceId: DeviceId): boolean {
    const device = devices.get(deviceId)
    const member = device && members.get(device.userId)
    return member !== undefined && !hasEnded(member) && member.devices.includes(deviceId)
  }
  const allowed = (deviceId: DeviceId) => gate?.mayRead(deviceId) ?? true
  const present = () => {
    const members = [...state.members.values()].filter((member) => !hasEnded(member))
    return gate ? gate.among(members) : members
  }

  /** The keys that reach somebody who may not read, or do not reach somebody who may (rules 8, 29). */
  const isStale = () => mustRotate(state, clock.now(), gate?.mayRead)
  /** A key that was made meanwhile, and that somebody lacks who may read now (rule 8). */
  const isToHandOver = () => mustHandOver(state, [...epochs.values()], clock.now(), gate?.mayRead)
  /**
   * A device that came in by the root key alone holds no key: whoever holds one makes the next epoch, which
   * wraps those before. Were this device to do it, nothing older would ever open for it.
   */
  function waitsForKeys() {
    const epoch = state.epochs.find(({ epochId }) => epochId === state.currentEpoch)
    if (!epoch || epochs.size > 0 || epoch.recipients.includes(identity.deviceId)) return false
    return present().some(
      ({ userId, role: other }) => userId !== identity.userId && can(other).rotate,
    )
  }
  const holdsCurrent = () => state.currentEpoch !== null && epochs.has(state.currentEpoch)
  function rotateIfNeeded() {
    if (!can(role()).rotate || waitsForKeys()) return
    if (isStale() || !holdsCurrent()) rotateNow()
  }
  function rotateNow() {
    if (!can(role()).rotate || waitsForKeys()) return
    add([rotate(identity, state, random, clock, gate?.mayRead, nextKey.take()).entry])
  }
  const nextKey = createNextKey({
    ...{ clock, random },
    readers: () => boxKeysOfReaders(state, clock.now(), gate?.mayRead),
  })

  const turn = () =>
    present()
      .filter((member) => can(member.role).rotate)
      .sort((a, b) => Number(can(b.role).writeLog) - Number(can(a.role).writeLog))
      .findIndex(({ userId }) => userId === identity.userId)

  /** Whoever holds the keys goes first: those that it wraps need not be handed over after that. */
  const place = () =>
    turn() + (holdsCurrent() ? 0 : present().filter((member) => can(member.role).rotate).length)

  let rotating: Disposer | undefined
  function rotateSoon() {
    if (rotating || !can(role()).rotate || !(isStale() || isToHandOver())) return
    const rotateDue = () => {
      rotating = undefined
      if (closed) return
      if (isToHandOver()) rotateNow()
      else rotateIfNeeded()
    }
    rotating = clock.after(ROTATE_AFTER_MS + place() * NEXT_ROTATES_AFTER_MS, () => {
      const sealed = nextKey.seal()
      if (sealed) void sealed.then(rotateDue)
      else rotateDue()
    })
  }
  changed.on(rotateSoon)
  rotateSoon()
  const stopFollowing = gate?.onChange(() => {
    state = withParent(state, gate.facts())
    derive()
    changed.emit()
  })

  const currentEpoch = () => (state.currentEpoch ? epochs.get(state.currentEpoch) : undefined)

  return {
    state: () => state,
    role,
    ended() {
      const { userId, deviceId } = identity
      const member = state.members.get(userId)
      if (member?.devices.includes(deviceId))
        return hasEnded(member) ? 'expired' : (gate?.ended() ?? null)
      if (member) return 'device'
      const removal = formerMembers(state).find((one) => one.userId === userId)
      if (!removal && deviceInVain(state, deviceId)) return 'undone'
      return removal?.by === userId ? 'left' : 'removed'
    },
    rights: () => (gate ? { ...can(role()), invite: false } : can(role())),
    present,
    isPresent: (deviceId) => isIn(state, deviceId) && allowed(deviceId),
    wasEnded(deviceId) {
      const device = state.devices.get(deviceId)
      if (!device) return inVainById.has(deviceId) && allowed(deviceId)
      const member = state.members.get(device.userId)
      return !member?.devices.includes(deviceId) && allowed(deviceId)
    },
    mayBringEntry: (certificate) => gate?.knows(certificate) ?? true,
    turn,
    device: (deviceId) => state.devices.get(deviceId),
    deviceEver: (deviceId) => state.devices.get(deviceId) ?? inVainById.get(deviceId),
    deviceByTag: (tag) => byTag.get(tag),
    writerByTag: (tag) => byTag.get(tag) ?? inVain.get(tag),
    epoch: (epochId) => epochs.get(epochId),
    epochs: () => [...epochs.values()],
    currentEpoch,
    rotateIfNeeded,
    rotateNow,
    sealAhead: () => (can(role()).rotate ? nextKey.seal() : undefined),
    writableEpoch() {
      rotateIfNeeded()
      return isStale() ? undefined : currentEpoch()
    },
    add: (entries) => add(opened(entries)),
    receive(entries) {
      const fresh = opened(entries).filter(({ hash }) => !state.has(hash))
      if (fresh.length > AT_ONCE) return addInTurns(fresh)
      add(fresh)
      return undefined
    },
    receiveFromEnded(entries, deviceId) {
      const fresh = opened(entries).filter(({ hash }) => !state.has(hash))
      if (fresh.length === 0 || fresh.length > AT_ONCE) return
      const bytes = fresh.map((entry) => entry.bytes)
      const next = extend(state, bytes)
      if (isIn(next, deviceId)) keep(next)
    },
    append: add,
    recheck: rotateSoon,
    onChange: changed.on,
    close() {
      closed = true
      nextKey.close()
      stopFollowing?.()
      rotating?.()
      changed.clear()
    },
  }
}
