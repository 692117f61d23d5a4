import { equalBytes } from '../../base/bytes.ts'
import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, SpaceId } from '../../base/ids.ts'
import {
  canCertify,
  certifyOther,
  createEntry,
  type DeviceCertificate,
  entriesMissingFor,
  type IdentityWithSecrets,
  lockboxesFor,
  userIdOfRoot,
} from '../../membership/index.ts'
import type { Clock, Random, Signaling, Storage, Transport } from '../../ports/index.ts'
import type { PrivacyGate } from '../../privacy/index.ts'
import type { Space } from '../space/space.ts'
import { createDeviceOffer, type DeviceOffer, type OfferView } from './deviceOffer.ts'
import { type DeviceMessage, type HandedSpace, inParts } from './deviceProtocol.ts'
import { isTooLarge } from './handedLog.ts'

export interface OwnDevicesOptions {
  readonly identity: IdentityWithSecrets
  readonly gate: PrivacyGate
  readonly storage: Storage
  readonly signaling: Signaling
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly relay: string
  readonly log: (message: string) => void
  readonly spaces: () => readonly Space[]
}

export interface OwnDevice {
  readonly deviceId: DeviceId
  readonly label: string
  readonly self: boolean
  readonly addedAt: number
  readonly lastSeenAt: number | null
  /** In how many Spaces it is in use. */
  readonly spaces: number
  readonly revoked: boolean
}

/** The devices of the person whose profile this is (rule 33). */
export interface OwnDevices {
  list(): OwnDevice[]
  /** False at the end of a chain of certificates: another device adds further ones (rule 1). */
  canAdd(): boolean
  offer(): OfferView | null
  /**
   * Starts an offer, instead of one that is under way: for a device of one's own, or for a person who lost
   * all of theirs. Throws FoyerError NOT_ALLOWED for the former where `canAdd` is false.
   */
  start(kind: OfferView['kind']): OfferView
  /** What the recovery kit holds; null on devices without it. */
  kitSeed(): Uint8Array | null
  /** Throws FoyerError NOT_FOUND where nobody asks, LOG_TOO_LARGE. */
  confirm(): void
  cancel(): void
  /** Out of every Space; throws FoyerError NOT_FOUND where it is in none, NOT_ALLOWED for this device. */
  revoke(deviceId: DeviceId): Promise<void>
  /** Lets another device of the person into a Space, and says what it has to know of it. */
  handOver(spaceId: SpaceId, to: DeviceId): HandedSpace | undefined
  onChange(listener: () => void): Disposer
  close(): void
}

const LABELS = 'deviceLabels'

export function createOwnDevices(options: OwnDevicesOptions): OwnDevices {
  const { identity, gate, storage, clock } = options
  const changed = createEmitter<void>()
  let current: DeviceOffer | undefined

  const labels = (): Record<string, string> => JSON.parse(storage.settings.get(LABELS) ?? '{}')
  const keepLabel = (deviceId: DeviceId, label: string) =>
    storage.transaction(() =>
      storage.settings.set(LABELS, JSON.stringify({ ...labels(), [deviceId]: label })),
    )
  const self = () => gate.for('introduction').self()
  const isIn = ({ membership }: Space, deviceId: DeviceId) =>
    membership.isPresent(deviceId) && membership.device(deviceId)?.userId === identity.userId

  function addDevice(space: Space, certificate: DeviceCertificate) {
    const { membership } = space
    const role = membership.role()
    if (!role || role === 'guest' || membership.device(certificate.deviceId)) return
    const state = membership.state()
    const lockboxes = lockboxesFor(state, membership.epochs(), certificate.boxKey)
    const action = { type: 'deviceAdd', certificate, lockboxes } as const
    membership.append([createEntry(identity, state, action, clock)])
  }

  function handedSpace(space: Space): HandedSpace {
    const { name, enamel, sample } = space.row()
    const entries = entriesMissingFor(space.membership.state(), []).map(({ bytes }) => bytes)
    const cards = space.people.cards()
    const { spaceId } = space
    return { spaceId, name, enamel, sample, entries, cards }
  }
  const handOver = (space: Space): DeviceMessage[] =>
    inParts<DeviceMessage>(handedSpace(space), {
      part: (part) => ({ type: 'part', part }),
      space: (last) => ({ type: 'space', space: last }),
    })
  /** Before anything is written or said. */
  function demandHandable(spaces: readonly Space[]): void {
    if (spaces.map(handedSpace).some(isTooLarge)) throw new FoyerError('LOG_TOO_LARGE')
  }

  /**
   * Spaces that the owner of this certificate is in as well, the same person with the same root key. Whoever
   * is in one may hand its log back: the kit opens the keys (rule 33).
   */
  const sharedWith = ({ userId, rootKey }: DeviceCertificate) =>
    options.spaces().filter(({ membership }) => {
      if (!membership.role()) return false
      const state = membership.state()
      const known = [...state.devices.values()].find((device) => device.userId === userId)
      return (
        state.members.has(userId) &&
        known !== undefined &&
        equalBytes(known.certificate.rootKey, rootKey)
      )
    })

  /** The log is all they need: their own root key vouches for the device (rule 33). */
  function giveBack(certificate: DeviceCertificate): DeviceMessage[] {
    const shared = sharedWith(certificate)
    demandHandable(shared)
    return [...shared.flatMap(handOver), { type: 'done' }]
  }

  /** The device has vouched for itself: with new keys for all who are in, it can read. */
  function takeEntries(
    certificate: DeviceCertificate,
    spaceId: SpaceId,
    entries: readonly Uint8Array[],
  ): readonly Uint8Array[] {
    const space = sharedWith(certificate).find((one) => one.spaceId === spaceId)
    if (!space) return []
    const { heads } = space.membership.state()
    space.membership.add(entries)
    space.membership.rotateIfNeeded()
    return entriesMissingFor(space.membership.state(), heads).map(({ bytes }) => bytes)
  }

  function recognise(certificate: DeviceCertificate) {
    const [space] = sharedWith(certificate)
    return space && { name: space.people.name(certificate.userId) }
  }

  function grant(keys: DeviceCertificate, label: string): DeviceMessage[] {
    const own = self()
    const certificate = certifyOther(identity, keys, clock)
    if (!own) throw new FoyerError('LOCKED')
    demandHandable(options.spaces())
    keepLabel(certificate.deviceId, label)
    for (const space of options.spaces()) addDevice(space, certificate)
    const handed = options.spaces().filter((space) => isIn(space, certificate.deviceId))
    return [
      {
        type: 'granted',
        certificate,
        ...{ name: own.name, enamel: own.enamel, label: own.deviceLabel },
      },
      ...handed.flatMap(handOver),
      { type: 'done' },
    ]
  }

  function list(): OwnDevice[] {
    const known = labels()
    const found = new Map<DeviceId, OwnDevice>()
    for (const space of options.spaces())
      for (const { deviceId, userId, addedAt } of space.membership.state().devices.values()) {
        if (userId !== identity.userId) continue
        const before = found.get(deviceId)
        const inUse = isIn(space, deviceId)
        const spaces = (before?.spaces ?? 0) + (inUse && !space.group ? 1 : 0)
        const seen = [before?.lastSeenAt, space.sync.peer(deviceId).lastSeenAt]
        found.set(deviceId, {
          deviceId,
          label: space.people.deviceLabel(deviceId) || before?.label || (known[deviceId] ?? ''),
          self: deviceId === identity.deviceId,
          addedAt: Math.min(before?.addedAt ?? addedAt, addedAt),
          lastSeenAt: seen.reduce<number | null>(
            (latest, at) => (at && at > (latest ?? 0) ? at : latest),
            null,
          ),
          spaces,
          revoked: spaces === 0,
        })
      }
    const own = found.get(identity.deviceId)
    const { certificate, deviceId } = identity
    const mine: OwnDevice = {
      ...{ deviceId, addedAt: certificate.createdAt, lastSeenAt: null, spaces: 0, ...own },
      ...{ label: self()?.deviceLabel ?? '', self: true, revoked: own?.revoked ?? false },
    }
    return [mine, ...[...found.values()].filter((one) => !one.self)]
  }

  return {
    list,
    canAdd: () => canCertify(identity),
    offer: () => current?.view() ?? null,
    kitSeed() {
      const { root } = identity.seeds
      // People of before this version have an id that no seed leads to.
      return root && userIdOfRoot(root) === identity.userId ? root : null
    },
    start(kind) {
      if (kind === 'device' && !canCertify(identity)) throw new FoyerError('NOT_ALLOWED')
      current?.close()
      current = createDeviceOffer({
        ...{ ...options, kind },
        takeEntries,
        recognise: kind === 'return' ? recognise : () => ({ name: null }),
        grant: (keys, label) => (kind === 'device' ? grant(keys, label) : giveBack(keys)),
      })
      current.onChange(() => changed.emit())
      changed.emit()
      return current.view()
    },
    confirm() {
      if (!current) throw new FoyerError('NOT_FOUND')
      current.confirm()
    },
    cancel() {
      current?.close()
      current = undefined
      changed.emit()
    },
    async revoke(deviceId) {
      if (deviceId === identity.deviceId) throw new FoyerError('NOT_ALLOWED')
      const places = () => options.spaces().filter((space) => isIn(space, deviceId))
      if (places().length === 0) throw new FoyerError('NOT_FOUND')
      for (const { membership } of places()) await membership.sealAhead()
      // Groups first: once it is out of the Space it is no device of the group's either.
      for (const space of places().toReversed()) space.members.removeDevice(deviceId)
      changed.emit()
    },
    handOver(spaceId, to) {
      const space = options.spaces().find((one) => one.spaceId === spaceId)
      const known = options
        .spaces()
        .find((one) => isIn(one, to))
        ?.membership.device(to)
      if (!space || !known) return undefined
      if (isTooLarge(handedSpace(space))) {
        options.log('a Space’s log is too large to be handed over')
        return undefined
      }
      addDevice(space, known.certificate)
      return isIn(space, to) ? handedSpace(space) : undefined
    },
    onChange: changed.on,
    close: () => current?.close(),
  }
}
