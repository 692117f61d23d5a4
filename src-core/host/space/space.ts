import { createDisposerStore, type Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import type { SpaceId } from '../../base/ids.ts'
import { bodyDocId, CHUNK_BYTES } from '../../documents/index.ts'
import {
  type IdentityWithSecrets,
  type MembershipState,
  namedEnvelopes,
} from '../../membership/index.ts'
import type {
  Blobs,
  Clock,
  Mailboxes,
  Random,
  Signaling,
  SpaceRow,
  Storage,
  Transport,
} from '../../ports/index.ts'
import type { PrivacyGate } from '../../privacy/index.ts'
import type { OwnExchange } from '../devices/ownSpaces.ts'
import { createRequestBook, type RequestBook } from '../door/requestBook.ts'
import type { CreateOwnFork, OwnFork } from '../forks/ownFork.ts'
import { heldOfOwnChain, withOwnFork } from '../forks/withOwnFork.ts'
import type { GroupActions } from '../groups/groupActions.ts'
import type { GroupExchange } from '../groups/groupExchange.ts'
import type { GroupOf } from '../groups/groupOf.ts'
import type { CreateSpaceMailbox } from '../mailbox/spaceMailbox.ts'
import { toPerson } from '../people.ts'
import type { Trust } from '../trust.ts'
import { createVersionDoor, type VersionDoor } from '../versions/versionDoor.ts'
import type { VersionsSource } from '../versions/versionService.ts'
import { createAside } from './aside.ts'
import { type Chains, createChains } from './chains.ts'
import type { SpaceChange } from './changes.ts'
import type { CreateCompactor } from './compactor.ts'
import { createCutoffs } from './cutoffs.ts'
import { createFeedActions, type FeedActions } from './feedActions.ts'
import { createFeedView, type FeedView } from './feedView.ts'
import { createForks } from './forks.ts'
import { createHistoryErasure } from './historyErasure.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { isKnownToOwner } from './knownToOwner.ts'
import { createMemberActions, type MemberActions } from './memberActions.ts'
import { createNamedBranches, type NamedBranches } from './namedBranches.ts'
import { createNotices } from './notices.ts'
import { createOverlaps } from './overlaps.ts'
import { createPruner } from './pruner.ts'
import { createQuarantine, type Quarantine } from './quarantine.ts'
import type { Refusal } from './refusals.ts'
import { createSealedNotes } from './sealedNotes.ts'
import { createSettler } from './settler.ts'
import type { CreateSnapshotMaker } from './snapshotMaker.ts'
import { createSnapshotSettler } from './snapshotSettler.ts'
import { createSnapshots } from './snapshots.ts'
import { createSpaceBodies, type SpaceBodies } from './spaceBodies.ts'
import { createSpaceDocuments, type SpaceDocuments } from './spaceDocuments.ts'
import { createSpaceFiles, type SpaceFiles } from './spaceFiles.ts'
import { createSpaceMembership, type SpaceMembership } from './spaceMembership.ts'
import { createSpacePeople, type SpacePeople } from './spacePeople.ts'
import { createSpaceSync, type SpaceSync } from './spaceSync.ts'
import { createSpaceViews, type SpaceViews } from './spaceViews.ts'
import { createToldRole } from './toldRole.ts'
import { createUndoneHere } from './undoneHere.ts'
import { createVerdicts, type Verdicts } from './verdicts.ts'
import { createWriteFailure } from './writeFailure.ts'

export interface SpaceOptions {
  readonly spaceId: SpaceId
  /** Its log, where it was read before. */
  readonly read?: MembershipState | undefined
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly blobs: Blobs
  readonly gate: PrivacyGate
  readonly trust: Trust
  /** Of a hidden group (rule 10). */
  readonly group?: GroupOf | undefined
  readonly groups?: GroupExchange | undefined
  readonly own: OwnExchange
  readonly signaling: Signaling
  readonly createMailbox?: CreateSpaceMailbox | undefined
  readonly versions?: VersionsSource | undefined
  readonly createCompactor?: CreateCompactor | undefined
  readonly createSnapshotMaker?: CreateSnapshotMaker | undefined
  readonly createOwnFork?: CreateOwnFork | undefined
  /** Of the relays, as far as they are to be used. */
  readonly mailboxes?: Mailboxes | undefined
  readonly transport: Transport
  /** Others had envelopes of this device that it had lost (rule 11). */
  readonly onRestored?: () => void
  readonly clock: Clock
  readonly random: Random
  readonly online: () => boolean
  readonly log: (message: string) => void
}

/**
 * Each keystroke of an open note is sent, and confirmed some 50 ms later: pages are told what holds when
 * that has settled, because all of a Space's page looks at it. In ms.
 */
const SYNC_SETTLES = { quietMs: 150, atMostMs: 1000 }

/** One Space, open on this device: the parts and nothing else. */
export interface Space {
  readonly spaceId: SpaceId
  row(): SpaceRow
  putRow(change: Partial<SpaceRow>): void
  readonly membership: SpaceMembership
  /** Of a hidden group. */
  readonly group: (GroupActions & { readonly parent: SpaceId }) | undefined
  readonly members: MemberActions
  readonly people: SpacePeople
  /** Who waits at this device's doors to be let in. */
  readonly requests: RequestBook
  readonly documents: SpaceDocuments
  readonly feed: FeedView
  readonly actions: FeedActions
  readonly bodies: SpaceBodies
  readonly files: SpaceFiles
  readonly versions: VersionDoor
  readonly sync: SpaceSync
  readonly quarantine: Pick<Quarantine, 'retry' | 'drop'>
  /** Where this device went on from a backup; undefined on hosts that keep nothing. */
  readonly ownFork: OwnFork | undefined
  /** Takes the branch of this device's chain that others hold; its own is kept to be posted again (rule 35). */
  leaveFork(): Promise<void>
  readonly views: SpaceViews
  /** What is told of one's own role was read. */
  roleSeen(): void
  onChange(listener: (change: SpaceChange) => void): Disposer
  announce(change: SpaceChange): void
  close(): void
}

export function createSpace(options: SpaceOptions): Space {
  const { spaceId, identity, storage, clock, random, gate } = options
  const disposers = createDisposerStore()
  const changes = createEmitter<SpaceChange>()
  const announce = (change: SpaceChange) => changes.emit(change)
  const failure = createWriteFailure()
  const refusals: Refusal[] = []

  const row = () => {
    const found = storage.spaces.get(spaceId)
    if (!found) throw new FoyerError('NOT_FOUND')
    return found
  }
  const putRow = (change: Partial<SpaceRow>) => {
    storage.transaction(() => storage.spaces.put({ ...row(), ...change }))
    announce({ type: 'row' })
  }
  const { dataKey } = row()

  const { group } = options
  const membership = createSpaceMembership({
    ...{ spaceId, identity, storage, clock, random },
    ...{ gate: group?.gate, read: options.read },
  })
  disposers.add(membership.close)
  const people =
    group?.people ?? createSpacePeople({ spaceId, identity, gate, membership, storage, clock })
  const notes = { spaceId, storage, dataKey, random }
  const chains: Chains = createChains(
    spaceId,
    storage,
    (deviceId) => verdicts.lastSeq(deviceId),
    (deviceId, seq) =>
      namedEnvelopes(membership.state(), deviceId).find((named) => named.seq === seq)?.hash,
  )
  const forks = createForks({
    ...{ spaceId, storage, membership, clock },
    notes: createSealedNotes({ ...notes, kind: 'proof' }),
  })
  const quarantine = createQuarantine({
    ...{ spaceId, storage, clock },
    notes: createSealedNotes({ ...notes, kind: 'suspect' }),
  })
  const branches: NamedBranches = createNamedBranches({
    ...{ spaceId, self: identity.deviceId, storage, membership, chains },
    provenEnd: forks.provenEnd,
    snapshots: () => snapshots,
    agrees: (bytes) => createOverlaps({ membership, chains, verdicts }).agrees(bytes),
  })
  const aside = createAside(createSealedNotes({ ...notes, kind: 'aside' }), clock)
  const verdicts: Verdicts = createVerdicts({
    membership,
    chains,
    notes: createSealedNotes({ ...notes, kind: 'verdict' }),
    kindOf: (docId) => documents.placeOf(docId).kind,
    chain: (deviceId, fromSeq, limit) =>
      storage.envelopes.ofDevice(spaceId, deviceId, fromSeq, limit),
    provenEnd: forks.provenEnd,
    branchEnd: branches.lastSeq,
    isDropped: quarantine.isDropped,
  })
  const cutoffs = createCutoffs(membership, chains, branches)
  const members = createMemberActions({ identity, membership, cutoffs, clock })
  const snapshots = createSnapshots({
    ...{ spaceId, storage, membership, verdicts },
    notes: createSealedNotes({ ...notes, kind: 'snapshot' }),
  })
  const documents: SpaceDocuments = createSpaceDocuments({
    spaceId,
    identity,
    storage,
    dataKey,
    membership,
    chains,
    verdicts,
    snapshots,
    failure,
    clock,
    random,
    announce,
    onMeta(feed) {
      const { name, enamel, document } = feed.meta()
      putRow({ ...(name ? { name } : {}), ...(enamel ? { enamel } : {}), document })
    },
  })
  const snapshotSettler = createSnapshotSettler({
    ...{ spaceId, storage, membership, chains, verdicts, snapshots, documents, quarantine, clock },
    onEffect(_, { docId }) {
      pruner.look(docId)
      // Behind what lies beneath it, others may have waited for its clocks.
      disposers.add(clock.after(0, retryHeld))
    },
    onRefused(_, reason) {
      options.log(`refused a snapshot: ${reason}`)
      announce({ type: 'sync' })
    },
  })
  const retryHeld = () => {
    inbox.retryHeld().catch(() => options.log('held envelopes could not be kept'))
  }
  const erasure = createHistoryErasure({
    ...{ spaceId, storage, membership, documents, snapshots, clock, log: options.log },
    notes: createSealedNotes({ ...notes, kind: 'erasure' }),
    settle: snapshotSettler.look,
  })
  const pruner = createPruner({
    ...{ spaceId, storage, snapshots, clock },
    isKnownToOwner: (snapshot) =>
      isKnownToOwner(snapshot, identity.deviceId, membership, (device) => sync.peer(device).heads),
    onLeft: (docId) => erasure.owe(docId, 'others'),
  })
  disposers.add(erasure.stop)
  disposers.add(pruner.stop)
  disposers.add(snapshotSettler.stop)
  // Before anyone else hears of a change of the log: what they read must count by it (rule 15).
  const rejudge = () => {
    const rejudged = verdicts.rejudge()
    if (rejudged) documents.rebuild(rejudged)
    documents.unfill()
    snapshotSettler.look()
  }
  rejudge()
  disposers.add(membership.onChange(rejudge))
  disposers.add(forks.onChange(rejudge))
  const ownFork = options.createOwnFork?.({
    ...{ spaceId, self: identity.deviceId, storage, dataKey, random, clock },
    ...{ membership, chains, verdicts, documents, forks, log: options.log },
    told: () => heldOfOwnChain(identity.deviceId, { membership, sync }),
    versions: () => versions.again(),
  })
  const gathered = withOwnFork(identity.deviceId, branches, ownFork)
  const inbox: Inbox = createInbox({
    spaceId,
    storage,
    membership,
    chains,
    documents,
    verdicts,
    quarantine,
    branches: gathered,
    aside,
    snapshots,
    clock,
    onBranch(deviceId) {
      options.log(`another branch of ${deviceId} counts: what was kept of it lies aside`)
      rejudge()
      announce({ type: 'sync' })
    },
    onForked: forks.learn,
    onAccepted(authors) {
      snapshotSettler.look()
      pruner.lookLater()
      if (!authors.has(identity.deviceId)) return
      options.onRestored?.()
      sync.gotOwnBack()
    },
    onRefused(refusal) {
      refusals.push(refusal)
      options.log(`refused an envelope: ${refusal.reason}`)
      announce({ type: 'sync' })
    },
  })
  const actions = createFeedActions({ documents, membership, storage, spaceId, clock, random })
  const files: SpaceFiles = createSpaceFiles({
    spaceId,
    storage,
    blobs: options.blobs,
    dataKey,
    self: identity.deviceId,
    random,
    clock,
    failure,
    sessions: () => sync?.sessions() ?? [],
    post: (fileId, manifest, text) => actions.postFile(fileId, manifest, text),
    onProgress: (items) => announce({ type: 'feed', items }),
  })
  const sync: SpaceSync = createSpaceSync({
    ...options,
    membership,
    people,
    chains,
    inbox,
    forks,
    branches: gathered,
    snapshots,
    chunks: files,
    versions: () => versions,
  })
  const { mailboxes } = options
  const mailbox =
    mailboxes &&
    options.createMailbox?.({
      ...{ ...options, mailboxes, membership, people, chains, inbox, sync },
      letters: group ? undefined : options.groups?.letters(spaceId),
    })
  const bodies = createSpaceBodies({
    documents,
    membership,
    sync,
    person: (userId) => toPerson(people, userId),
    clock,
    random,
  })
  const requests = createRequestBook()
  const toldRole = createToldRole({ spaceId, userId: identity.userId, membership, storage })
  const views = createSpaceViews({
    roleChange: toldRole.untold,
    spaceId,
    trust: options.trust,
    asking: () => requests.list().length,
    identity,
    storage,
    row,
    membership,
    people,
    chains,
    sync,
    failure,
    refusals: () => refusals,
    notices: createNotices({
      ...{ self: identity, forks, quarantine, aside, snapshots },
      ...{ documents, sync, membership, clock },
      isLeft: () => ownFork?.isLeft() ?? false,
    }),
    undone: createUndoneHere({ self: identity, membership, verdicts, chains, clock }),
    keptUntil: (from, to) => mailbox?.keptUntil(from, to) ?? null,
    mailboxTrouble: () => mailbox?.trouble() ?? null,
    signaling: options.signaling,
    online: options.online,
    hasGroups: options.groups !== undefined,
  })
  const versions: VersionDoor = createVersionDoor(
    {
      ...{ spaceId, identity, storage, dataKey, membership, chains, documents, actions },
      ...{ clock, random, log: options.log, devices: views.devices },
      sessions: sync.sessions,
      person: (userId) => toPerson(people, userId),
      has(device, author, seq) {
        const head = sync.peer(device).heads?.find(({ deviceId }) => deviceId === author)
        return head !== undefined && head.seq >= seq
      },
      keptUntil: (from, to) => mailbox?.keptUntil(from, to) ?? null,
      announce: () => announce({ type: 'versions' }),
      onErased: (itemId, by) => erasure.owe(bodyDocId(itemId), by),
    },
    options.versions,
  )
  const feed = createFeedView({
    spaceId,
    feed: storage.feed,
    files: storage.files,
    names: people,
    rights: membership.rights,
    delivery: views.delivery,
    writing: views.writing,
    chunkBytes: CHUNK_BYTES,
  })

  disposers.add(documents.onOwnEnvelope(sync.announceEnvelope))
  if (options.createCompactor) {
    const own = { spaceId, identity, storage, membership, verdicts, documents, snapshots }
    const more = { clock, random, onSegment: sync.announceEnvelope }
    disposers.add(options.createCompactor({ ...own, ...more }))
  }
  if (options.createSnapshotMaker) {
    const self = identity.deviceId
    const maker = options.createSnapshotMaker({
      ...{ spaceId, self, storage, membership, documents, snapshots, quarantine, clock },
      isForked: () =>
        sync.restored().has(self) || forks.list().some(({ deviceId }) => deviceId === self),
      isBehind: () => views.isBehind(),
      settle: snapshotSettler.look,
    })
    disposers.add(maker)
  }
  const syncSettled = createSettler({
    ...SYNC_SETTLES,
    clock,
    run: () => announce({ type: 'sync' }),
  })
  disposers.add(sync.onChange(syncSettled.mark))
  disposers.add(sync.onChange(pruner.heardOfOthers))
  if (mailbox) disposers.add(mailbox.onChange(syncSettled.mark))
  disposers.add(syncSettled.stop)
  disposers.add(sync.presence.onPlaces(() => announce({ type: 'presence' })))
  disposers.add(membership.onChange(() => announce({ type: 'members' })))
  disposers.add(people.onChange(() => announce({ type: 'members' })))
  disposers.add(requests.onChange(() => announce({ type: 'requests' })))
  disposers.add(forks.onChange(() => announce({ type: 'sync' })))
  disposers.add(
    quarantine.onChange(() => {
      rejudge()
      announce({ type: 'sync' })
      inbox.retryHeld().catch(() => options.log('held envelopes could not be kept'))
    }),
  )
  disposers.add(failure.changed.on(() => announce({ type: 'sync' })))
  disposers.add(files.onTransfers(() => announce({ type: 'files' })))
  disposers.add(changes.on((change) => change.type === 'feed' && files.look()))
  files.look()
  disposers.add(
    changes.on((change) => change.type === 'feed' && versions.feedChanged(change.items)),
  )
  // After everything else that has to hear of the Space's log.
  if (group) disposers.add(group.follow({ identity, membership, cutoffs, clock }))

  return {
    spaceId,
    row,
    putRow,
    group: group && {
      parent: group.parent,
      ...group.actions({ identity, membership, cutoffs, clock }),
    },
    membership,
    members,
    people,
    requests,
    documents,
    feed,
    actions,
    bodies,
    files,
    versions,
    sync,
    quarantine,
    ownFork,
    async leaveFork() {
      if (!ownFork) return
      try {
        await inbox.takeOwn(ownFork.branch, (rows) => {
          ownFork.keep(rows)
          options.onRestored?.()
        })
      } finally {
        ownFork.reload()
        announce({ type: 'sync' })
      }
    },
    views,
    roleSeen() {
      toldRole.seen()
      announce({ type: 'row' })
    },
    onChange: changes.on,
    announce,
    close() {
      versions.close()
      mailbox?.close()
      sync.close()
      inbox.close()
      files.close()
      documents.close()
      disposers.dispose()
      changes.clear()
    },
  }
}
