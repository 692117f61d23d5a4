import type { DeviceId, ItemId, SpaceId, UserId } from '../../base/ids.ts'
import type {
  DeviceSync,
  FeedItem,
  Receiver,
  SpaceSummary,
  SpaceView,
  SyncState,
} from '../../bridge/contract.ts'
import type { IdentityWithSecrets, Member } from '../../membership/index.ts'
import type { Signaling, SpaceRow, Storage } from '../../ports/index.ts'
import { enamelOf, isEnamel, toPerson } from '../people.ts'
import type { Trust } from '../trust.ts'
import type { Chains } from './chains.ts'
import { excerptOf } from './excerptOf.ts'
import type { DeviceNotice } from './notices.ts'
import { receiversOf } from './receiversOf.ts'
import type { Refusal } from './refusals.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { SpacePeople } from './spacePeople.ts'
import type { SpaceSync } from './spaceSync.ts'
import { isAhead, mailboxFor, missingFrom, selectSyncState } from './syncState.ts'
import type { RoleChange } from './toldRole.ts'
import type { UndoneHere } from './undoneHere.ts'
import type { WriteFailure } from './writeFailure.ts'

export interface SpaceViewsOptions {
  readonly roleChange: () => RoleChange | null
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly row: () => SpaceRow
  readonly membership: SpaceMembership
  readonly trust: Trust
  /** How many people wait to be let in. */
  readonly asking: () => number
  readonly people: SpacePeople
  readonly chains: Chains
  readonly sync: SpaceSync
  readonly failure: WriteFailure
  readonly refusals: () => readonly Refusal[]
  readonly notices: () => readonly DeviceNotice[]
  readonly undone: UndoneHere
  /** Of this device's envelopes: until when a relay's mailbox keeps them; null when it does not. */
  readonly keptUntil: (from: number, to: number) => number | null
  readonly mailboxTrouble: () => SyncState['mailboxTrouble']
  readonly signaling: Signaling
  readonly online: () => boolean
  /** Hidden groups can be made on this host. */
  readonly hasGroups: boolean
}

/** What pages see of a Space besides its feed. */
export interface SpaceViews {
  summary(): SpaceSummary
  view(): SpaceView
  devices(): DeviceSync[]
  /** Other people who are in the Space right now. */
  here(): readonly UserId[]
  syncState(): SyncState
  /** Somebody linked has told of envelopes that have not come. */
  isBehind(): boolean
  /** What people are told about devices. */
  notices(): readonly DeviceNotice[]
  /** The last envelope of this device. */
  ownSeq(): number
  delivery(device: DeviceId, seq: number): FeedItem['delivery']
  /** Of one's own items: each other device, those that have left and have it included, and since when that is known. */
  receivers(itemId: ItemId): Receiver[]
  writing(itemId: ItemId): readonly UserId[]
  /** At least the highest `seq` of this device's own among these items; null: of all items. */
  newestSeq(items: readonly ItemId[] | null): number
  /** Differs when delivery or writers of some item up to `newestSeq` differ. */
  itemMarks(newestSeq: number): string
}

const isFork = ({ kind }: DeviceNotice) => kind === 'forked' || kind === 'equivocation'
const twoFaced = (noticed: readonly DeviceNotice[]): ReadonlySet<DeviceId> =>
  new Set(noticed.filter(isFork).map(({ deviceId }) => deviceId))

export function createSpaceViews(options: SpaceViewsOptions): SpaceViews {
  const { spaceId, identity, storage, row, membership, people, chains, sync } = options
  const person = (userId: UserId) => toPerson(people, userId)
  function roleChange(): SpaceView['roleChange'] {
    const change = options.roleChange()
    return change && { ...change, by: change.by && person(change.by) }
  }
  const userOf = (device: DeviceId) => membership.device(device)?.userId

  const otherDevices = () =>
    membership
      .present()
      .flatMap(({ devices, userId }) => devices.map((deviceId) => ({ deviceId, userId })))
      .filter(({ deviceId }) => deviceId !== identity.deviceId)

  function syncState(): SyncState {
    const noticed = options.notices()
    const isSelf = ({ deviceId }: DeviceNotice) => deviceId === identity.deviceId
    // That a chain does not follow on itself is told by the device's notice: it is signed all right.
    const isNoticed = ({ device, reason }: Refusal) =>
      reason === 'chain' &&
      (!membership.isPresent(device) || noticed.some(({ deviceId }) => deviceId === device))
    const refusals = options.refusals().filter((refusal) => !isNoticed(refusal))
    const [refusal] = refusals
    const relays = options.signaling.states()
    return selectSyncState({
      own: chains.frontiers(),
      self: identity.deviceId,
      keptUntil: options.keptUntil,
      mailboxTrouble: options.mailboxTrouble(),
      peers: otherDevices().map(({ deviceId, userId }) => ({
        ...sync.peer(deviceId),
        userId,
        personName: people.name(userId),
        label: people.deviceLabel(deviceId),
      })),
      endOf: chains.endOf,
      twoFaced: twoFaced(noticed),
      ended: membership.ended() !== null,
      forked: noticed.some((notice) => isSelf(notice) && isFork(notice)),
      online: options.online(),
      relayReachable: relays.length === 0 || relays.some(({ status }) => status !== 'offline'),
      writeFailure: options.failure.code(),
      heldBack: refusal
        ? {
            count: refusals.length,
            signed: refusal.signed,
            personName: people.name(userOf(refusal.device) ?? ('' as UserId)),
            label: people.deviceLabel(refusal.device),
          }
        : null,
    })
  }

  function isBehind(): boolean {
    const facts = {
      own: chains.frontiers(),
      endOf: chains.endOf,
      twoFaced: twoFaced(options.notices()),
    }
    return otherDevices()
      .map(({ deviceId }) => sync.peer(deviceId))
      .some((peer) => peer.connected && isAhead(peer, facts))
  }

  function devices(): DeviceSync[] {
    const own = chains.frontiers()
    return membership
      .present()
      .flatMap((member) => member.devices.map((id) => device(member, id, own)))
  }
  function device(
    { userId }: Member,
    deviceId: DeviceId,
    own: ReturnType<Chains['frontiers']>,
  ): DeviceSync {
    const self = deviceId === identity.deviceId
    const peer = sync.peer(deviceId)
    const kept = { own, self: identity.deviceId, keptUntil: options.keptUntil }
    return {
      deviceId,
      person: person(userId),
      label: people.deviceLabel(deviceId),
      self,
      connected: self || peer.connected,
      route: peer.route,
      lastSeenAt: peer.lastSeenAt,
      missing: self ? 0 : missingAt(deviceId, own),
      mailboxUntil: self ? null : (mailboxFor(peer, kept)?.until ?? null),
      clockOffsetMs: peer.clockOffsetMs,
    }
  }

  /** Null where nothing is known, or nothing is told any more. */
  function missingAt(deviceId: DeviceId, own: ReturnType<Chains['frontiers']>): number | null {
    const { heads } = sync.peer(deviceId)
    return heads && membership.ended() === null ? missingFrom(own, { deviceId, heads }) : null
  }

  /** Other people who are in the Space, each once, in the order of its members. */
  function here(): UserId[] {
    const seen = new Set(sync.presence.places().map(({ deviceId }) => userOf(deviceId)))
    return membership
      .present()
      .map(({ userId }) => userId)
      .filter((userId) => seen.has(userId) && userId !== identity.userId)
  }

  function lastActivity(): SpaceSummary['lastActivity'] {
    const count = storage.feed.count(spaceId, 'everything')
    const [last] = count > 0 ? storage.feed.window(spaceId, 'everything', count - 1, 1) : []
    return last
      ? {
          person: person(last.author),
          kind: last.kind,
          excerpt: excerptOf(last),
          at: last.createdAt,
        }
      : null
  }

  const enamel = (name: string) => (isEnamel(name) ? name : enamelOf(identity.userId))
  const role = () => membership.role() ?? 'viewer'

  return {
    syncState,
    isBehind,
    notices: options.notices,
    ownSeq: () => chains.head(identity.deviceId)?.seq ?? 0,
    devices,
    here,
    summary() {
      const { name, enamel: colour, sample, readOrder, parent, document } = row()
      return {
        spaceId,
        name,
        enamel: enamel(colour),
        sample,
        ...{ parent, document },
        role: role(),
        unread: storage.feed.unread(spaceId, readOrder, identity.userId),
        asking: options.asking(),
        here: here().map(person),
        sync: syncState(),
        lastActivity: lastActivity(),
      }
    },
    view() {
      const { name, enamel: colour, sample, readAt, parent, document } = row()
      const present = membership.present()
      const presentHere = new Set(here())
      const all = devices()
      const { post, comment, moderate, invite, rename } = membership.rights()
      return {
        spaceId,
        name,
        enamel: enamel(colour),
        sample,
        ...{ parent, document },
        role: role(),
        self: person(identity.userId),
        members: present.map((member) => ({
          person: person(member.userId),
          email: people.email(member.userId) ?? people.toldEmail(member.userId),
          role: member.role,
          devices: all.filter((one) => one.person.userId === member.userId),
          here: presentHere.has(member.userId),
          verified: options.trust.of({ membership, people }, member.userId),
          expiresAt: member.expiresAt,
          joinedAt: member.joinedAt,
        })),
        can: {
          ...{ post, comment, moderate, invite, rename },
          addPeople: parent !== null && membership.rights().writeLog,
          group: options.hasGroups && parent === null && post,
        },
        readers: present
          .filter(({ userId }) => userId !== identity.userId)
          .map(({ userId }) => people.name(userId)),
        expiresAt: membership.state().members.get(identity.userId)?.expiresAt ?? null,
        ended: membership.ended(),
        roleChange: roleChange(),
        notices: options.notices().map((notice) => ({
          ...notice,
          person: person(userOf(notice.deviceId) ?? ('' as UserId)),
          deviceLabel: people.deviceLabel(notice.deviceId),
          self: notice.deviceId === identity.deviceId,
        })),
        undone: options.undone.acts().map(({ actor, whom, by, ...act }) => ({
          ...act,
          ...{ actor: person(actor), whom: whom && person(whom), by: person(by) },
        })),
        ownVoid: options.undone.hasOwnVoid(),
        sync: syncState(),
        readAt,
      }
    },
    delivery(author, seq) {
      const others = otherDevices()
      const pips = others.map(({ deviceId }) => {
        const head = sync.peer(deviceId).heads?.find((one) => one.deviceId === author)
        return head && head.seq >= seq ? ('have' as const) : ('wait' as const)
      })
      const [first] = others
      if (!first) return null
      const have = pips.filter((pip) => pip === 'have').length
      const isKept = have < pips.length && author === identity.deviceId
      const mailboxUntil = isKept ? options.keptUntil(seq, seq) : null
      const isOnePerson = others.every(({ userId }) => userId === first.userId)
      const receivedBy = isOnePerson && have === pips.length ? people.name(first.userId) : null
      return { pips, have, of: pips.length, receivedBy, mailboxUntil }
    },
    receivers(itemId) {
      const item = storage.feed.item(spaceId, itemId)
      return item ? receiversOf(item, options) : []
    },
    newestSeq(items) {
      if (!items) return chains.head(identity.deviceId)?.seq ?? 0
      const rows = items.flatMap((itemId) => storage.feed.item(spaceId, itemId) ?? [])
      const own = rows.filter(({ device }) => device === identity.deviceId)
      return Math.max(0, ...own.map(({ seq }) => seq))
    },
    itemMarks(newestSeq) {
      const confirmed = otherDevices().map(({ deviceId }) => {
        const head = sync.peer(deviceId).heads?.find((one) => one.deviceId === identity.deviceId)
        return Math.min(head?.seq ?? 0, newestSeq)
      })
      const places = sync.presence.places().filter(({ itemId }) => itemId !== null)
      const kept = options.keptUntil(newestSeq, newestSeq)
      return JSON.stringify([
        confirmed,
        kept,
        places.map(({ deviceId, itemId }) => [deviceId, itemId]),
      ])
    },
    writing(itemId) {
      const writers = sync.presence
        .places()
        .filter((place) => place.itemId === itemId)
        .flatMap(({ deviceId }) => userOf(deviceId) ?? [])
      return [...new Set(writers)].filter((userId) => userId !== identity.userId)
    },
  }
}
