import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DeviceId } from '../../base/ids.ts'
import {
  createEntry,
  type DeviceCertificate,
  entriesMissingFor,
  type IdentityWithSecrets,
  isRooted,
  lockboxesFor,
} from '../../membership/index.ts'
import type { Clock, Random, Signaling, Storage, Transport } from '../../ports/index.ts'
import type { PrivacyGate } from '../../privacy/index.ts'
import type { Space } from '../space/space.ts'
import { createDeviceOffer, type DeviceOffer, type OfferView } from './deviceOffer.ts'
import type { DeviceMessage } from './deviceProtocol.ts'

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
  /** This device has the root key, without which none can be added. */
  canAdd(): boolean
  offer(): OfferView | null
  /** Starts an offer, instead of one that is under way. Throws FoyerError NOT_ALLOWED. */
  start(): OfferView
  confirm(): void
  cancel(): void
  /** Out of every Space; throws FoyerError NOT_FOUND where it is in none, NOT_ALLOWED for this device. */
  revoke(deviceId: DeviceId): void
  /** Lets the person's other devices into a Space that this one has just come into. */
  addTo(space: Space): void
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

  function handOver(space: Space): DeviceMessage {
    const { name, enamel, sample } = space.row()
    const entries = entriesMissingFor(space.membership.state(), []).map(({ bytes }) => bytes)
    const cards = space.people.cards()
    const { spaceId } = space
    return { type: 'space', space: { spaceId, name, enamel, sample, entries, cards } }
  }

  function grant(certificate: DeviceCertificate, label: string): DeviceMessage[] {
    const own = self()
    if (!own) throw new FoyerError('LOCKED')
    keepLabel(certificate.deviceId, label)
    for (const space of options.spaces()) addDevice(space, certificate)
    const handed = options.spaces().filter((space) => isIn(space, certificate.deviceId))
    return [
      {
        type: 'granted',
        certificate,
        ...{ name: own.name, enamel: own.enamel, label: own.deviceLabel },
      },
      ...handed.map(handOver),
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
        const spaces = (before?.spaces ?? 0) + (inUse ? 1 : 0)
        const seen = [before?.lastSeenAt, space.sync.peer(deviceId).lastSeenAt]
        found.set(deviceId, {
          deviceId,
          label: known[deviceId] ?? space.people.deviceLabel(deviceId),
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
    canAdd: () => isRooted(identity),
    offer: () => current?.view() ?? null,
    start() {
      if (!isRooted(identity)) throw new FoyerError('NOT_ALLOWED')
      current?.close()
      current = createDeviceOffer({ ...options, identity, grant })
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
    revoke(deviceId) {
      if (deviceId === identity.deviceId) throw new FoyerError('NOT_ALLOWED')
      const places = options.spaces().filter((space) => isIn(space, deviceId))
      if (places.length === 0) throw new FoyerError('NOT_FOUND')
      for (const space of places) space.members.removeDevice(deviceId)
      changed.emit()
    },
    addTo(space) {
      const others = options
        .spaces()
        .flatMap((other) =>
          [...other.membership.state().devices.values()]
            .filter(({ deviceId }) => isIn(other, deviceId))
            .map(({ certificate }) => certificate),
        )
      for (const certificate of others) addDevice(space, certificate)
    },
    onChange: changed.on,
    close: () => current?.close(),
  }
}
