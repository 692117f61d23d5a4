import { createDisposerStore, type Disposer } from '../base/disposer.ts'
import { createEmitter } from '../base/emitter.ts'
import { FoyerError } from '../base/errors.ts'
import type { SpaceId } from '../base/ids.ts'
import type { Enamel } from '../bridge/schemas.ts'
import { createDataKey } from '../crypto/index.ts'
import {
  createCard,
  createEntry,
  createSpaceLog,
  type EncodedEntry,
  entriesMissingFor,
  type IdentityWithSecrets,
} from '../membership/index.ts'
import type { OpenedProfile, Signaling } from '../ports/index.ts'
import { createPrivacyGate, type PrivacyGate } from '../privacy/index.ts'
import { readSettings } from './appSettings.ts'
import type { HandedSpace } from './devices/deviceProtocol.ts'
import { createOwnDevices, type OwnDevices } from './devices/ownDevices.ts'
import { createOwnSpaces, type OwnSpaces } from './devices/ownSpaces.ts'
import { readingHanded, type TakenSpace } from './devices/readHanded.ts'
import { type Renewal, renewalEntries } from './devices/renewal.ts'
import { type RenewalState, renewalState } from './devices/renewalDue.ts'
import { createDoorkeeper, type Doorkeeper } from './door/doorkeeper.ts'
import type { Admission, Visit } from './door/visit.ts'
import { createVisits } from './door/visits.ts'
import type { Groups } from './groups/groupBook.ts'
import type { HostOptions } from './hostOptions.ts'
import { createIceTransport } from './iceTransport.ts'
import { createIdleIndexing } from './idleIndexing.ts'
import { createChosenMailboxes } from './mailbox/chosenMailboxes.ts'
import { ownCardFields } from './ownCard.ts'
import { enamelOf } from './people.ts'
import type { ReadLog, ReadLogs } from './readLogs.ts'
import { isOutOfReach } from './space/outOfReach.ts'
import { createSpace, type Space } from './space/space.ts'
import { createTurns, inTurns } from './space/turns.ts'
import { createTrust, type Trust } from './trust.ts'

export interface OpenSpace {
  readonly space: Space
  readonly doorkeeper: Doorkeeper
}

/** An unlocked profile at work: its Spaces, its relays, the doors it stands before. */
export interface Runtime {
  readonly identity: IdentityWithSecrets
  readonly gate: PrivacyGate
  readonly profile: OpenedProfile
  readonly signaling: Signaling
  readonly trust: Trust
  readonly devices: OwnDevices
  /** None on hosts that keep nothing. */
  readonly groups: Groups | undefined
  /**
   * Keeps a Space that another device handed over; one that is there already stays. The entry by which
   * this device comes into it, where only the root key vouches for it.
   */
  takeOver(handed: HandedSpace): Promise<Uint8Array | undefined>
  /** The same for what was read already, in one turn. */
  keepTaken(taken: TakenSpace): Uint8Array | undefined
  /** Whether this device was restored from a backup, and what can be done now (rule 11). */
  renewalState(): RenewalState
  /** Takes the branches of its own chains that others hold, where it went on from a backup (rule 35). */
  leaveForks(): Promise<void>
  /** What it writes to go on under other keys; undefined where that cannot be. */
  renewal(after: IdentityWithSecrets): readonly Renewal[] | undefined
  /** The configured relay where the Space names it, otherwise the first it names. */
  relayOf(space: Space): string
  spaces(): readonly Space[]
  /** Throws FoyerError NOT_FOUND. */
  space(spaceId: SpaceId): Space
  doorkeeper(spaceId: SpaceId): Doorkeeper
  createSpace(name: string, enamel: Enamel | undefined, sample?: boolean): Space
  removeSpace(spaceId: SpaceId): void
  /** Shared by all who look at the same link; closes with the last of them. */
  visit(link: string): { readonly visit: Visit; readonly leave: Disposer }
  /** Asks to be let in under one's own name. */
  join(link: string, email: string | null): Promise<SpaceId>
  /** Asks no longer at the door of this link. */
  stopAsking(link: string): void
  now(): number
  /** Resolves when the full-text index has everything that was written until now. */
  indexed(): Promise<void>
  /** The person changed a setting that links or mailboxes obey. */
  settingsChanged(): void
  /** Something that a list of Spaces shows has changed: in one Space, or (null) in the list itself. */
  onChange(listener: (spaceId: SpaceId | null) => void): Disposer
  close(): void
}

const RECHECK_MS = 30_000
const MAX_RELAYS = 8
/** The next part of what is to be posted again, and the next try where keys or a role are lacking, ms. */
const POST_MORE_MS = 200
const POST_LATER_MS = 15_000
/** Setting: the device that was found to be a restored backup, so that a crash does not forget it. */
const RESTORED = 'restoredDevice'

export function createRuntime(
  options: HostOptions,
  profile: OpenedProfile,
  identity: IdentityWithSecrets,
  logs: ReadLogs = new Map(),
): Runtime {
  const { clock, random } = options
  const { storage, blobs } = profile
  const disposers = createDisposerStore()
  const changed = createEmitter<SpaceId | null>()
  const log = (message: string) => options.log?.(message)
  const gate = createPrivacyGate(storage.personal, clock)
  const trust = createTrust({ identity, gate, storage, clock })
  const open = new Map<SpaceId, OpenSpace>()
  let isClosed = false

  const signaling = options.createSignaling([options.relay.url])
  const transport = createIceTransport(options.transport, () => ({
    iceServers: signaling.iceServers?.() ?? [],
    relayOnly: readSettings(storage).hideAddress,
  }))
  const mailboxes =
    signaling.mailboxes &&
    createChosenMailboxes(signaling.mailboxes, () => readSettings(storage).useMailbox)
  const common = { identity, storage, signaling, transport, clock, random, log }
  const { createMailbox, createCompactor, createSnapshotMaker, createOwnFork, versions } = options

  const visits = createVisits({
    ...common,
    closedTo(spaceId) {
      const space = open.get(spaceId)?.space
      if (!space || isOutOfReach(space, identity.deviceId, clock.now())) return undefined
      const ended = space.membership.ended()
      // Who was let in in vain comes in with the same device, which was never in.
      if (ended === 'undone') return undefined
      return ended === null ? 'ALREADY_MEMBER' : 'DEVICE_ENDED'
    },
    onChange: () => setRelays(),
    onAdmitted: (admission) => admitted(admission),
  })

  function setRelays() {
    const spaces = [...open.values()].flatMap(({ space }) => space.membership.state().relays)
    signaling.setRelays([...new Set([options.relay.url, ...spaces, ...visits.relays()])])
  }

  /** A Space is found at the relays its log names: the one configured now has to be among them. */
  function tellRelay({ membership }: Space) {
    const { relays } = membership.state()
    if (!membership.rights().writeLog || relays.includes(options.relay.url)) return
    const urls = [options.relay.url, ...relays].slice(0, MAX_RELAYS)
    const action = { type: 'relays', urls } as const
    membership.append([createEntry(identity, membership.state(), action, clock)])
  }

  const own: OwnSpaces = createOwnSpaces({
    storage,
    open: () => [...open.keys()],
    takeOver: (space) =>
      void takeOver(space).catch((error) => log(`a Space could not be taken over: ${error}`)),
    handOver: (spaceId, to) => devices.handOver(spaceId, to),
  })

  const groups = options.createGroups?.({
    ...{ identity, storage, clock, random, keep: keepSpace },
    space: (spaceId) => found(spaceId).space,
    spaces: () => [...open.values()].map(({ space }) => space),
    isErased: own.isErased,
  })

  function openSpace(spaceId: SpaceId, log?: ReadLog): Space {
    const parent = storage.spaces.get(spaceId)?.parent
    const group = parent ? groups?.groupOf(found(parent).space) : undefined
    const isReadWithin = !parent || found(parent).space.membership.state() === log?.within
    const online = () => options.network?.online() ?? true
    const space = createSpace({
      ...common,
      spaceId,
      read: isReadWithin ? log?.state : undefined,
      blobs,
      gate,
      trust,
      group,
      groups: groups?.exchange,
      own,
      online,
      onRestored: () =>
        storage.transaction(() => storage.settings.set(RESTORED, identity.deviceId)),
      createMailbox,
      createCompactor,
      createSnapshotMaker,
      createOwnFork,
      versions,
      mailboxes,
    })
    const doorkeeper = createDoorkeeper({ ...common, space })
    open.set(spaceId, { space, doorkeeper })
    tellRelay(space)
    space.people.introduceDevice()
    space.onChange(() => changed.emit(spaceId))
    // RELAYS may name others now: all of them are used at once (rule 17).
    space.membership.onChange(setRelays)
    setRelays()
    if (group) groups?.opened(space)
    changed.emit(null)
    return space
  }
  function found(spaceId: SpaceId): OpenSpace {
    const entry = open.get(spaceId)
    if (!entry) throw new FoyerError('NOT_FOUND')
    return entry
  }

  function keepSpace(
    spaceId: SpaceId,
    entries: readonly EncodedEntry[],
    shown: { name: string; enamel: string; sample: boolean },
    parent: SpaceId | null = null,
    log?: ReadLog,
  ): Space {
    storage.transaction(() => {
      storage.spaces.put({
        spaceId,
        dataKey: createDataKey(random),
        addedAt: clock.now(),
        ...shown,
        parent,
        document: false,
        readOrder: 0,
        // What was there before one came is not news; the sample is, all of it.
        readAt: shown.sample ? 0 : clock.now(),
      })
      for (const { hash, bytes } of entries) storage.log.append(spaceId, hash, bytes)
    })
    own.wanted(spaceId)
    const space = openSpace(spaceId, log)
    own.announce()
    return space
  }

  function admitted({ spaceId, spaceName, enamel, state, cards, link }: Admission) {
    const shown = { name: spaceName, enamel, sample: false }
    const known = open.get(spaceId)?.space
    if (known?.membership.ended() === 'undone')
      known.membership.append(entriesMissingFor(state, known.membership.state().heads))
    // Whoever comes back after a long time is told the log like by anybody who is met.
    const space = known ?? keepSpace(spaceId, entriesMissingFor(state, []), shown, null, { state })
    space.people.receive(cards)
    if (!known) space.people.introduce()
    space.sync.adopt(link)
  }

  const groupsIn = (parent: SpaceId) =>
    groups ? open.get(parent)?.space.membership.state() : undefined
  /** One after the other: a group is read with its Space's log. */
  let taking: Promise<unknown> = Promise.resolve()
  function takeOver(handed: HandedSpace): Promise<Uint8Array | undefined> {
    const taken = taking.then(async () => {
      if (isClosed || open.has(handed.spaceId)) return undefined
      const steps = readingHanded(handed, { identity, clock, groupsIn })
      const read = await inTurns(steps, createTurns(clock))
      return read && !isClosed ? keepTaken(read) : undefined
    })
    taking = taken.catch(() => {})
    return taken
  }

  function keepTaken({ handed, log, parent, own }: TakenSpace): Uint8Array | undefined {
    const { spaceId, cards, name, enamel, sample } = handed
    if (open.has(spaceId) || (parent !== null && !groupsIn(parent))) return undefined
    const entries = entriesMissingFor(log.state, [])
    const space = keepSpace(spaceId, entries, { name, enamel, sample }, parent, log)
    space.people.receive(cards)
    // A person who has come back tells the name again, under a key that is in use.
    if (own) space.people.introduce()
    else space.people.introduceDevice()
    return own
  }

  /** With its groups, which are nothing without it. */
  function removeSpace(spaceId: SpaceId) {
    const concerned = [...(groups?.of(spaceId) ?? []).map((group) => group.spaceId), spaceId]
    for (const one of concerned) {
      const { space, doorkeeper } = found(one)
      doorkeeper.close()
      space.close()
      open.delete(one)
      space.files.eraseAll()
    }
    storage.transaction(() => {
      for (const one of concerned) {
        gate.for('leaving').forgetAll(one)
        storage.spaces.erase(one)
      }
    })
    for (const one of concerned) own.erased(one)
    setRelays()
    changed.emit(null)
  }

  /** Groups after their Spaces. */
  const spaces = () =>
    [...open.values()]
      .map(({ space }) => space)
      .sort(
        (a, b) =>
          Number(Boolean(a.group)) - Number(Boolean(b.group)) || a.row().addedAt - b.row().addedAt,
      )
  const devices = createOwnDevices({ ...common, gate, spaces, relay: options.relay.url })
  disposers.add(devices.close)
  const indexing = createIdleIndexing({ feed: storage.feed, clock })
  disposers.add(indexing.close)
  disposers.add(changed.on(indexing.mark))

  const rows = storage.spaces.list()
  for (const { spaceId, parent } of rows) if (parent === null) openSpace(spaceId, logs.get(spaceId))
  for (const { spaceId, parent } of rows)
    if (parent !== null && groups && open.has(parent)) openSpace(spaceId, logs.get(spaceId))
  disposers.add(
    trust.onChange(() => {
      for (const { space } of open.values()) space.announce({ type: 'members' })
    }),
  )
  disposers.add(signaling.onStates(() => changed.emit(null)))
  if (options.network)
    disposers.add(
      options.network.onChange(() => {
        for (const { space } of open.values()) space.announce({ type: 'sync' })
      }),
    )
  disposers.add(
    signaling.onStates(() => {
      for (const { space } of open.values()) space.announce({ type: 'sync' })
    }),
  )
  // Visits end by the clock, which announces nothing by itself (rule 22).
  const recheck = () => {
    for (const { space } of open.values()) {
      space.sync.recheck()
      space.membership.recheck()
    }
    cancelRecheck = clock.after(RECHECK_MS, recheck)
  }
  let cancelRecheck = clock.after(RECHECK_MS, recheck)
  disposers.add(() => cancelRecheck())
  // What this machine had written as another device, before it took new keys (rule 35).
  const postKept = () => {
    const left = [...open.values()].map(({ space }) => space.ownFork?.post() ?? 'nothing')
    if (left.includes('more')) cancelPosting = clock.after(POST_MORE_MS, postKept)
    else if (left.includes('waits')) cancelPosting = clock.after(POST_LATER_MS, postKept)
  }
  let cancelPosting = clock.after(POST_MORE_MS, postKept)
  disposers.add(() => cancelPosting())

  return {
    identity,
    gate,
    profile,
    signaling,
    trust,
    relayOf({ membership }) {
      const { relays } = membership.state()
      return relays.includes(options.relay.url) ? options.relay.url : (relays[0] ?? '')
    },
    devices,
    groups,
    takeOver,
    keepTaken,
    renewalState: () =>
      renewalState(
        spaces(),
        identity.deviceId,
        storage.settings.get(RESTORED) === identity.deviceId,
      ),
    async leaveForks() {
      for (const space of spaces()) await space.leaveFork()
    },
    renewal: (after) =>
      renewalEntries({ before: identity, after, spaces: spaces(), storage, clock }),
    spaces,
    space: (spaceId) => found(spaceId).space,
    doorkeeper: (spaceId) => found(spaceId).doorkeeper,
    createSpace(name, enamel = enamelOf(identity.userId), sample = false) {
      const log = createSpaceLog(identity, { random, clock, relays: [options.relay.url] })
      const space = keepSpace(log.spaceId, log.entries, { name, enamel, sample })
      space.people.introduce()
      space.documents.changeFeed((feed) => feed.setMeta({ name, enamel }))
      return space
    },
    removeSpace,
    visit: visits.open,
    async join(link, email) {
      const fields = ownCardFields(gate, null)
      if (!fields) throw new FoyerError('LOCKED')
      const card = createCard(identity, { ...fields, version: clock.now() })
      const { visit: before, leave } = visits.open(link)
      try {
        return await before.join({ card, email })
      } finally {
        leave()
      }
    },
    stopAsking: visits.stopAsking,
    now: () => clock.now(),
    indexed: indexing.indexed,
    settingsChanged() {
      transport.recheck()
      mailboxes?.recheck()
    },
    onChange: changed.on,
    close() {
      isClosed = true
      disposers.dispose()
      visits.close()
      for (const { space, doorkeeper } of open.values()) {
        doorkeeper.close()
        space.close()
      }
      signaling.close()
    },
  }
}
