import type { DeviceId, ItemId, UserId } from '../../base/ids.ts'
import type { Clock } from '../../ports/index.ts'
import type { Aside } from './aside.ts'
import type { Forks } from './forks.ts'
import type { Quarantine } from './quarantine.ts'
import { SNAPSHOT_LIMITS } from './snapshotLimits.ts'
import type { Snapshots } from './snapshots.ts'
import { OTHER_BRANCH } from './snapshotTypes.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { SpaceSync } from './spaceSync.ts'

/** What people are told about a device (rules 13, 16, 35). */
export interface DeviceNotice {
  readonly kind:
    | 'equivocation'
    | 'forked'
    | 'restored'
    | 'quarantined'
    | 'setAside'
    | 'refusedSnapshot'
  readonly deviceId: DeviceId
  /** ms since 1970. */
  readonly at: number
  /** The note in which a change is held, or that a snapshot is of. */
  readonly itemId: ItemId | null
}

export interface NoticesOptions {
  readonly self: { readonly deviceId: DeviceId; readonly userId: UserId }
  /** Of its own chain, this device has taken the branch that others hold. */
  readonly isLeft: () => boolean
  readonly forks: Forks
  readonly quarantine: Quarantine
  readonly aside: Pick<Aside, 'list'>
  readonly snapshots: Pick<Snapshots, 'pending'>
  readonly documents: Pick<SpaceDocuments, 'placeOf'>
  readonly sync: Pick<SpaceSync, 'restored'>
  readonly membership: Pick<SpaceMembership, 'isPresent' | 'device'>
  readonly clock: Pick<Clock, 'now'>
}

/** So long it is told that another branch of somebody's chain counts now, ms: there is nothing to do about it. */
const ASIDE_TOLD_MS = 7 * 24 * 60 * 60 * 1000

export const createNotices = (options: NoticesOptions) => (): readonly DeviceNotice[] => {
  const { self, forks, quarantine, aside, snapshots, documents } = options
  const { sync, membership, clock } = options
  // What a device of one's own had written comes back by itself.
  const isOwn = (deviceId: DeviceId) => membership.device(deviceId)?.userId === self.userId
  const isLeft = (deviceId: DeviceId) => deviceId === self.deviceId && options.isLeft()
  // A device that was ended has taken new keys, or will not write any more: that was what could be done.
  const isOver = (deviceId: DeviceId) => !membership.isPresent(deviceId)
  const told = forks
    .list()
    .filter(({ conflicts, deviceId }) => !isOver(deviceId) && (conflicts || !isLeft(deviceId)))
  const forked = told.map(
    ({ deviceId, conflicts, at }): DeviceNotice => ({
      kind: conflicts ? 'equivocation' : 'forked',
      ...{ deviceId, at, itemId: null },
    }),
  )
  const held = quarantine.list().map(
    ({ deviceId, docId, at }): DeviceNotice => ({
      kind: 'quarantined',
      ...{ deviceId, at, itemId: documents.placeOf(docId).itemId },
    }),
  )
  const known = new Set(forked.map(({ deviceId }) => deviceId))
  const restored = [...sync.restored()].filter(
    (deviceId) => !known.has(deviceId) && !isOver(deviceId),
  )
  const setAside = aside
    .list()
    .filter(({ at, deviceId }) => clock.now() - at < ASIDE_TOLD_MS && !isOwn(deviceId))
    .map((one): DeviceNotice => ({ kind: 'setAside', ...one, itemId: null }))
  const refused = [...snapshots.pending('refused').values()]
    // So long others may still have what it says otherwise; whoever cannot compare believes it.
    .filter(({ at = 0 }) => clock.now() - at < SNAPSHOT_LIMITS.keptMs)
    // Whether its signer says something else, or a device that it covers, nobody can tell.
    .filter(({ deviceId, reason }) => !isOver(deviceId) && reason !== OTHER_BRANCH)
    .map(({ deviceId, docId, at = 0 }): DeviceNotice => {
      const { itemId } = documents.placeOf(docId)
      return { kind: 'refusedSnapshot', deviceId, at, itemId }
    })
  return [
    ...forked,
    ...held,
    ...onceEach(refused),
    ...setAside,
    ...restored.map(
      (deviceId): DeviceNotice => ({
        kind: 'restored',
        ...{ deviceId, at: clock.now(), itemId: null },
      }),
    ),
  ]
}

/** Of several that a device signed of one document the first. */
const onceEach = (all: readonly DeviceNotice[]): DeviceNotice[] => [
  ...new Map(
    all.toReversed().map((one) => [`${one.deviceId}/${one.itemId}`, one] as const),
  ).values(),
]
