import { createDisposerStore, type Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import type { DeviceId, ItemId, SpaceId } from '../../base/ids.ts'
import {
  entriesMissingFor,
  epochsToListenOn,
  type IdentityWithSecrets,
  linkPsk,
  removalNotice,
  sameCertificate,
  signalKey,
  topicKey,
} from '../../membership/index.ts'
import type { Clock, DeviceHead, Random, Signaling, Storage, Transport } from '../../ports/index.ts'
import {
  createPeering,
  createSession,
  openStub,
  type Peering,
  type Replica,
  type SecureLink,
  type Session,
} from '../../sync/index.ts'
import type { OwnExchange } from '../devices/ownSpaces.ts'
import type { GroupExchange } from '../groups/groupExchange.ts'
import type { VersionDoor } from '../versions/versionDoor.ts'
import type { Chains } from './chains.ts'
import type { Forks } from './forks.ts'
import type { Inbox } from './inbox.ts'
import type { NamedBranches } from './namedBranches.ts'
import { createPresenceBook, encodePresence, type PresenceBook, parsePresence } from './presence.ts'
import type { Snapshots } from './snapshots.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { SpacePeople } from './spacePeople.ts'

export interface SpaceSyncOptions {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly membership: SpaceMembership
  readonly people: SpacePeople
  readonly chains: Chains
  readonly inbox: Inbox
  readonly forks: Forks
  readonly branches: Pick<NamedBranches, 'sought'>
  readonly snapshots: Pick<Snapshots, 'vouching' | 'parts'>
  readonly signaling: Signaling
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  readonly chunks: ChunkExchange
  /** Asked for when somebody is met. */
  readonly versions: () => VersionExchange
  readonly own: OwnExchange
  readonly groups?: GroupExchange | undefined
  readonly log: (message: string) => void
}

/** The side of a Space that serves and takes file chunks. */
export interface ChunkExchange {
  chunk(hash: string): Uint8Array | undefined
  receiveChunk(hash: string, bytes: Uint8Array): void
  chunkMissing(hash: string, from: DeviceId): void
  sessionsChanged(): void
}

/** The side of a Space that serves and takes kept versions of notes. */
export type VersionExchange = Pick<VersionDoor, 'serve' | 'receive' | 'missing' | 'sessionsChanged'>

/** What this device knows of another one. */
export interface PeerDevice {
  readonly deviceId: DeviceId
  readonly connected: boolean
  readonly fresh: boolean
  readonly route: SecureLink['route'] | null
  readonly heads: readonly DeviceHead[] | null
  readonly lastSeenAt: number | null
  readonly clockOffsetMs: number | null
}

export interface SpaceSync {
  readonly presence: PresenceBook
  peer(deviceId: DeviceId): PeerDevice
  sessions(): readonly Session[]
  /** Devices found to have lost what they wrote, this one included, since the start. */
  restored(): ReadonlySet<DeviceId>
  /** Others had envelopes of this very device that it had lost: its own signatures say so. */
  gotOwnBack(): void
  /** What a device said of itself in a receipt, at `at` by its own clock. */
  confirmedByMail(deviceId: DeviceId, heads: readonly DeviceHead[], at: number): void
  /** Writes now what devices have confirmed of this one: when, is asked next. */
  settleReceipts(): void
  announceEnvelope(bytes: Uint8Array): void
  announceCards(): void
  setPlace(here: boolean, itemId: ItemId | null): void
  sendCursors(itemId: ItemId, update: Uint8Array): void
  /** Goes on with a link on which somebody was just let in. */
  adopt(link: SecureLink): void
  /** Ends links with people whose access has ended by now (rule 22). */
  recheck(): void
  onChange(listener: () => void): Disposer
  close(): void
}

/** A removed device has so long to say where it stands in the log and to be told its end, ms. */
const PARTING_MS = 2_000
/** And gets no further link for so long, ms. */
const PARTED_FOR_MS = 600_000
/** The ROTATE was dated by somebody else. */
const CLOCKS_DIFFER_MS = 300_000
/** Confirmations are written this much later, ms: they come with every keystroke. */
const CONFIRM_DELAY_MS = 1000

export function createSpaceSync(options: SpaceSyncOptions): SpaceSync {
  const { spaceId, storage, membership, people, chains, inbox, forks, clock, chunks } = options
  const disposers = createDisposerStore()
  const changed = createEmitter<void>()
  const presence = createPresenceBook()
  const sessions = new Map<DeviceId, { session: Session; link: SecureLink }>()
  const known = new Map<DeviceId, { heads: readonly DeviceHead[]; at: number }>(
    storage.envelopes.confirmed(spaceId).map(({ peer, heads, at }) => [peer, { heads, at }]),
  )
  const fresh = new Set<DeviceId>()
  const restored = new Set<DeviceId>()
  const offsets = new Map<DeviceId, number>()
  const unwritten = new Set<DeviceId>()
  /** Devices that confirmed more of what this one wrote. */
  const receipts = new Set<DeviceId>()
  const confirmedSeq = (heads: readonly DeviceHead[] | undefined) =>
    heads?.find(({ deviceId }) => deviceId === options.identity.deviceId)?.seq ?? 0
  let confirming: Disposer | undefined

  function writeConfirmed() {
    confirming = undefined
    // What a power cut undoes is told again when the device is met next.
    storage.unsynced(() => {
      for (const device of unwritten) {
        const { heads, at } = known.get(device) ?? { heads: [], at: 0 }
        storage.envelopes.putConfirmed(spaceId, device, heads, at)
        if (receipts.has(device))
          storage.envelopes.putReceipt(spaceId, device, confirmedSeq(heads), at)
      }
    })
    unwritten.clear()
    receipts.clear()
  }

  const seqOf = (heads: readonly DeviceHead[] | undefined, deviceId: DeviceId) =>
    heads?.find((head) => head.deviceId === deviceId)?.seq ?? 0

  /** Rule 35: a device that has less of its own chain than others took from it went back to a backup. */
  function noticeRollBack(device: DeviceId, heads: readonly DeviceHead[]) {
    // Only its first word on a link: later ones may be behind what it has pushed since.
    if (fresh.has(device)) return
    const highest = Math.max(
      seqOf(chains.frontiers(), device),
      seqOf(known.get(device)?.heads, device),
    )
    if (seqOf(heads, device) < highest) restored.add(device)
  }

  /** Another device of the person whose profile this is. */
  const isOwn = (device: DeviceId) =>
    membership.isPresent(device) && membership.device(device)?.userId === options.identity.userId

  const replica: Replica = {
    logHeads: () => membership.state().heads,
    hasEntry: (hash) => membership.state().has(hash),
    entriesFor: (theirHeads) =>
      entriesMissingFor(membership.state(), theirHeads).map(({ bytes }) => bytes),
    receiveLog: (entries) => membership.receive(entries),
    isMember: (device) => membership.isPresent(device),
    lastWords(device, theirHeads) {
      const notice = removalNotice(membership.state(), device, theirHeads)
      if (!notice) return undefined
      return { logHeads: notice.logHeads, entries: notice.entries.map(({ bytes }) => bytes) }
    },
    receiveLastWords: (entries, device) => membership.receiveFromEnded(entries, device),
    frontiers: chains.frontiers,
    settle: storage.settle,
    envelopes: (device, fromSeq, limit) =>
      chains.told(device, fromSeq, limit).map(({ bytes }) => bytes),
    snapshotFor(bytes) {
      const stub = openStub(bytes)
      const found = stub && options.snapshots.vouching(stub)
      return found && { hash: found.hash, parts: () => options.snapshots.parts(found) }
    },
    receiveEnvelopes: (batch, from) => inbox.receive(batch, from),
    hashAt: chains.hashAt,
    sought: () => options.branches.sought(),
    receiveOwn(device, bytes) {
      const session = sessions.get(device)?.session
      if (session && isOwn(device)) options.own.receive(device, bytes, session.sendOwn)
    },
    receiveGroup: (device, bytes) => options.groups?.receive(spaceId, device, bytes),
    proofs: forks.proofs,
    receiveProof: forks.learn,
    cards: people.cards,
    receiveCards: (cards) => people.receive(cards),
    peerFrontiers(device, heads, peerNow) {
      noticeRollBack(device, heads)
      const before = confirmedSeq(known.get(device)?.heads)
      known.set(device, { heads, at: clock.now() })
      if (confirmedSeq(heads) > before) receipts.add(device)
      offsets.set(device, peerNow - clock.now())
      fresh.add(device)
      unwritten.add(device)
      confirming ??= clock.after(CONFIRM_DELAY_MS, writeConfirmed)
      changed.emit()
    },
    receivePresence(from, bytes) {
      const message = parsePresence(bytes)
      if (message) presence.receive(from, message)
    },
    chunk: chunks.chunk,
    receiveChunk: (hash, bytes) => chunks.receiveChunk(hash, bytes),
    chunkMissing: (hash, from) => chunks.chunkMissing(hash, from),
    version: (id, forDevice) => options.versions().serve(id, forDevice),
    receiveVersion: (id, version, from) => options.versions().receive(id, version, from),
    versionMissing: (id, from) => options.versions().missing(id, from),
  }

  /** Whoever left still has to say so. */
  const isOut = () => ['removed', 'device', 'undone'].includes(membership.ended() ?? '')
  /** None after one's own removal: nobody would answer. */
  const listened = () =>
    isOut() ? [] : epochsToListenOn(membership.state(), membership.epochs(), clock.now())
  const keys = () =>
    listened().map((epoch) => ({
      topicKey: topicKey(epoch),
      signalKey: signalKey(epoch),
      psk: linkPsk(epoch),
    }))
  /** When removed devices were told so, ms since 1970: they get no further link for a while. */
  const parted = new Map<DeviceId, number>()

  /** Some device may lack the present epoch: it was last met before the ROTATE, or never. */
  function isSomebodyBehind(): boolean {
    const state = membership.state()
    const since = state.epochs.find(({ epochId }) => epochId === state.currentEpoch)?.at ?? 0
    return membership
      .present()
      .flatMap(({ devices }) => devices)
      .some((device) => {
        const isHere = device === options.identity.deviceId || sessions.has(device)
        return !isHere && (known.get(device)?.at ?? 0) < since + CLOCKS_DIFFER_MS
      })
  }

  const peering: Peering = createPeering({
    seeksOlder: isSomebodyBehind,
    scope: { purpose: 'space', keys: keys() },
    identity: options.identity,
    signaling: options.signaling,
    transport: options.transport,
    clock,
    random: options.random,
    log: options.log,
    isAllowed(certificate) {
      const device = membership.deviceEver(certificate.deviceId)
      // Whoever holds an epoch's key may bring the log entry that admitted it; until then it is told nothing.
      if (!device) return membership.mayBringEntry(certificate)
      const { deviceId } = device
      const mayStay = membership.isPresent(deviceId) || mayBeTold(deviceId)
      return mayStay && sameCertificate(device.certificate, certificate)
    },
  })
  disposers.add(peering.close)

  const place = () => encodePresence({ type: 'place', ...presence.own() })

  /**
   * Whoever was away during its own removal hears of it, from whom it meets first. Again later: what it says to that may
   * have been lost.
   */
  const mayBeTold = (deviceId: DeviceId) =>
    membership.wasEnded(deviceId) &&
    Math.abs(clock.now() - (parted.get(deviceId) ?? Number.NEGATIVE_INFINITY)) > PARTED_FOR_MS
  const parting = new Set<SecureLink>()
  function partFrom(link: SecureLink) {
    parting.add(link)
    link.onClose(() => {
      parting.delete(link)
      parted.set(link.device, clock.now())
    })
    clock.after(PARTING_MS, () => link.close('removed'))
  }

  function meet(link: SecureLink) {
    const session = createSession({ link, replica, clock })
    sessions.set(link.device, { session, link })
    if (membership.isPresent(link.device)) people.disclosedTo(link.user)
    if (membership.wasEnded(link.device)) partFrom(link)
    session.onGreeted(() => {
      if (isOwn(link.device)) options.own.met(link.device, session.sendOwn)
      options.groups?.met(spaceId, link.device, session.sendGroup)
      session.sendPresence(place())
      chunks.sessionsChanged()
      options.versions().sessionsChanged()
      changed.emit()
    })
    link.onClose(() => {
      if (sessions.get(link.device)?.link !== link) return
      sessions.delete(link.device)
      fresh.delete(link.device)
      presence.gone(link.device)
      options.groups?.gone(spaceId, link.device)
      chunks.sessionsChanged()
      changed.emit()
    })
    changed.emit()
  }
  disposers.add(peering.onLink(meet))

  const namesOf = (epochs: ReturnType<typeof listened>) =>
    epochs.map(({ epochId }) => epochId).join()
  let listenedNow = namesOf(listened())
  function listen() {
    const names = namesOf(listened())
    if (names === listenedNow) return
    listenedNow = names
    peering.setKeys(keys())
  }
  disposers.add(
    membership.onChange(() => {
      listen()
      for (const { link } of sessions.values())
        if (membership.wasEnded(link.device) && !parting.has(link)) partFrom(link)
      peering.recheck()
      for (const { session } of sessions.values()) session.announceLog()
      inbox.retryHeld().catch(() => options.log('held envelopes could not be kept'))
      changed.emit()
    }),
  )
  disposers.add(
    forks.onChange((_, [first, second]) => {
      for (const { session } of sessions.values()) session.announceProof(first, second)
      changed.emit()
    }),
  )
  disposers.add(
    people.onChange(() => {
      for (const { session } of sessions.values()) session.announceCards()
    }),
  )

  const all = () => [...sessions.values()].map(({ session }) => session)
  return {
    presence,
    sessions: all,
    restored: () => restored,
    gotOwnBack() {
      restored.add(options.identity.deviceId)
      changed.emit()
    },
    peer(deviceId) {
      const told = known.get(deviceId)
      const link = sessions.get(deviceId)?.link
      const offset = offsets.get(deviceId) ?? 0
      return {
        deviceId,
        connected: link !== undefined,
        fresh: fresh.has(deviceId),
        route: link?.route ?? null,
        heads: told?.heads ?? null,
        lastSeenAt: link ? startOfMinute(clock.now()) : (told?.at ?? null),
        clockOffsetMs: Math.abs(offset) > MAX_CLOCK_OFFSET_MS ? offset : null,
      }
    },
    confirmedByMail(device, heads, at) {
      const told = known.get(device)
      if (confirmedSeq(heads) > confirmedSeq(told?.heads)) receipts.add(device)
      known.set(device, {
        heads: furthest(told?.heads ?? [], heads),
        at: Math.max(told?.at ?? 0, Math.min(at, clock.now())),
      })
      unwritten.add(device)
      confirming ??= clock.after(CONFIRM_DELAY_MS, writeConfirmed)
      changed.emit()
    },
    settleReceipts() {
      if (receipts.size === 0) return
      confirming?.()
      writeConfirmed()
    },
    announceEnvelope(bytes) {
      for (const session of all()) session.announceEnvelope(bytes)
      changed.emit()
    },
    announceCards() {
      for (const session of all()) session.announceCards()
    },
    setPlace(here, itemId) {
      presence.setOwn(here, itemId)
      const message = place()
      for (const session of all()) session.sendPresence(message)
    },
    sendCursors(itemId, update) {
      const message = encodePresence({ type: 'cursors', itemId, update })
      for (const session of all()) session.sendPresence(message)
    },
    adopt(link) {
      peering.adopt(link)
      meet(link)
    },
    recheck() {
      listen()
      peering.recheck()
    },
    onChange: changed.on,
    close() {
      if (confirming) {
        confirming()
        writeConfirmed()
      }
      disposers.dispose()
    },
  }
}

/** Of each chain the further head: mail comes late and in any order. */
function furthest(known: readonly DeviceHead[], told: readonly DeviceHead[]): DeviceHead[] {
  const heads = new Map(known.map((head) => [head.deviceId, head]))
  for (const head of told)
    if (head.seq > (heads.get(head.deviceId)?.seq ?? 0)) heads.set(head.deviceId, head)
  return [...heads.values()]
}

/** Coarse, so that what pages are shown of a linked device does not differ at every look. */
const startOfMinute = (at: number) => at - (at % 60_000)

/** Rule 34: a peer whose clock is off by more than this is reported, ms. */
const MAX_CLOCK_OFFSET_MS = 120_000
