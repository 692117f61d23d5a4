import type { DeviceId, SpaceId, UserId } from '../../base/ids.ts'
import type { Receiver } from '../../bridge/contract.ts'
import type { IdentityWithSecrets } from '../../membership/index.ts'
import type { ItemRow, Storage } from '../../ports/index.ts'
import { toPerson } from '../people.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { SpacePeople } from './spacePeople.ts'
import type { SpaceSync } from './spaceSync.ts'

export interface ReceiversOptions {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly membership: SpaceMembership
  readonly people: SpacePeople
  readonly sync: SpaceSync
  /** Of this device's envelopes: until when a relay's mailbox keeps them; null when it does not. */
  readonly keptUntil: (from: number, to: number) => number | null
}

/**
 * Of one's own item: each other device of the Space, and whether it has confirmed the item; then those that
 * have left and had confirmed it, for whoever was removed keeps what it got. None for items of others.
 */
export function receiversOf(item: ItemRow, options: ReceiversOptions): Receiver[] {
  const { identity, membership, people, sync } = options
  if (membership.device(item.device)?.userId !== identity.userId) return []
  const receipts = receiptsOf(item, options)
  const isOwn = item.device === identity.deviceId

  const receiver = (deviceId: DeviceId, userId: UserId, left: boolean): Receiver => {
    const head = sync.peer(deviceId).heads?.find((one) => one.deviceId === item.device)
    const has = head !== undefined && head.seq >= item.seq
    return {
      deviceId,
      person: toPerson(people, userId),
      label: people.deviceLabel(deviceId),
      has,
      left,
      mailboxUntil: has || left || !isOwn ? null : options.keptUntil(item.seq, item.seq),
      at: receipts.get(deviceId) ?? null,
    }
  }

  const isOther = (deviceId: DeviceId) => deviceId !== identity.deviceId && deviceId !== item.device
  const present = membership
    .present()
    .flatMap(({ devices, userId }) => devices.map((deviceId) => ({ deviceId, userId })))
  const here = new Set(present.map(({ deviceId }) => deviceId))
  const gone = [...membership.state().devices.values()].filter(
    ({ deviceId }) => !here.has(deviceId),
  )
  return [
    ...present
      .filter(({ deviceId }) => isOther(deviceId))
      .map(({ deviceId, userId }) => receiver(deviceId, userId, false)),
    ...gone
      .filter(({ deviceId }) => isOther(deviceId))
      .map(({ deviceId, userId }) => receiver(deviceId, userId, true))
      .filter(({ has, at }) => has || at !== null),
  ]
}

/** When devices confirmed it: a device keeps that of what it wrote itself only. */
function receiptsOf(
  { device, seq }: ItemRow,
  { identity, spaceId, storage, sync }: ReceiversOptions,
): ReadonlyMap<DeviceId, number> {
  if (device !== identity.deviceId) return new Map()
  sync.settleReceipts()
  return new Map(storage.envelopes.receipts(spaceId, seq).map(({ peer, at }) => [peer, at]))
}
