import type { DeviceId, ItemId, SpaceId, UserId, VersionId } from '../../base/ids.ts'
import type { GivenItem } from '../../bridge/contract.ts'
import type { DeviceInfo, IdentityWithSecrets } from '../../membership/index.ts'
import type { GivenRow, Storage } from '../../ports/index.ts'
import { excerptOf, shortened } from './excerptOf.ts'
import { receiptTimes } from './receiptTimes.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { SpaceSync } from './spaceSync.ts'

export interface GivenOptions {
  readonly spaceId: SpaceId
  readonly identity: Pick<IdentityWithSecrets, 'userId' | 'deviceId'>
  readonly storage: Pick<Storage, 'given' | 'feed' | 'envelopes' | 'versions'>
  readonly membership: Pick<SpaceMembership, 'state'>
  readonly sync: Pick<SpaceSync, 'peer' | 'settleReceipts'>
}

/** What one person has received of what oneself wrote in a Space, by what that person's devices confirmed. */
export interface Given {
  /** Every device that the person ever had here. */
  readonly devices: readonly DeviceInfo[]
  /** How much that is. */
  readonly total: number
  /** How much oneself wrote, and gave of versions, whoever has it. */
  readonly written: number
  /** Newest first. */
  window(offset: number, limit: number): GivenItem[]
}

/**
 * `receiversOf` turned round: the same answers, asked for a person and not for an item. A device that was ended or
 * removed has what it had confirmed; of what one's other devices wrote it is known that it is there, and not since when.
 */
export function givenTo(userId: UserId, options: GivenOptions): Given {
  const { spaceId, identity, storage, membership, sync } = options
  sync.settleReceipts()
  const all = [...membership.state().devices.values()]
  const devices = all.filter((device) => device.userId === userId)
  const own = all.filter((device) => device.userId === identity.userId)
  const confirmed = new Map(devices.map(({ deviceId }) => [deviceId, confirmedBy(deviceId)]))

  /** How far a device of the person is in each chain of one's own, and since when in that of this device. */
  function confirmedBy(deviceId: DeviceId) {
    const receipts = storage.envelopes.receiptsOf(spaceId, deviceId)
    const heads = sync.peer(deviceId).heads ?? []
    const upTo = new Map(heads.map((head) => [head.deviceId, head.seq]))
    const reached = receipts.reduce(
      (most, { seq }) => Math.max(most, seq),
      upTo.get(identity.deviceId) ?? 0,
    )
    return { upTo: upTo.set(identity.deviceId, reached), timeOf: receiptTimes(receipts) }
  }

  const furthest = (author: DeviceId) =>
    Math.max(0, ...[...confirmed.values()].map(({ upTo }) => upTo.get(author) ?? 0))
  const peers = devices.map(({ deviceId }) => deviceId)
  const everywhere = all.map(({ deviceId }) => deviceId)
  const query = { reach: new Map(own.map(({ deviceId }) => [deviceId, furthest(deviceId)])), peers }
  const everything = {
    reach: new Map(own.map(({ deviceId }) => [deviceId, Number.MAX_SAFE_INTEGER])),
    peers: everywhere,
  }

  function holders(row: GivenRow): GivenItem['devices'] {
    if (row.device === null)
      return storage.given
        .handed(spaceId, row.id as VersionId)
        .filter(({ peer }) => peers.includes(peer))
        .map(({ peer, at }) => ({ deviceId: peer, at }))
    const author = row.device
    const isHere = author === identity.deviceId
    return [...confirmed]
      .filter(([deviceId, { upTo }]) => deviceId !== author && (upTo.get(author) ?? 0) >= row.seq)
      .map(([deviceId, { timeOf }]) => ({ deviceId, at: isHere ? timeOf(row.seq) : null }))
  }
  function titleOf(itemId: ItemId) {
    const note = storage.feed.item(spaceId, itemId)
    return note ? excerptOf(note) : ''
  }
  function excerptOfRow({ kind, content, itemId }: GivenRow): string {
    if (kind === 'version') return titleOf(itemId)
    return kind === 'comment' ? shortened(content) : excerptOf({ kind, content })
  }
  const erased = () =>
    new Set<string>(storage.versions.erasures(spaceId).map(({ versionId }) => versionId))

  return {
    devices,
    total: storage.given.count(spaceId, query),
    written: storage.given.count(spaceId, everything),
    window(offset, limit) {
      const gone = erased()
      return storage.given.window(spaceId, query, offset, limit).map((row) => ({
        ...{ kind: row.kind, id: row.id, itemId: row.itemId, at: row.createdAt },
        excerpt: excerptOfRow(row),
        state: gone.has(row.id) ? 'erased' : row.isBinned ? 'binned' : 'here',
        devices: holders(row),
      }))
    },
  }
}
