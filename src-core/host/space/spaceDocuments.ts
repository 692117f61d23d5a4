import type * as Y from 'yjs'
import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, DocId, ItemId, SpaceId } from '../../base/ids.ts'
import { inOneTurn, type Steps } from '../../base/steps.ts'
import {
  applyAll,
  type Comments,
  type Feed,
  fillFromGone,
  isOverPending,
  isPending,
  splitUpdate,
} from '../../documents/index.ts'
import {
  acceptedState,
  cutSnapshot,
  openPart,
  type SnapshotPart,
} from '../../documents/snapshots/index.ts'
import { coveringHeads, deviceTag, type IdentityWithSecrets } from '../../membership/index.ts'
import type { Clock, EnvelopeRow, Random, Storage } from '../../ports/index.ts'
import { MAX_LOG_HEADS, MAX_PAYLOAD_BYTES, sealEnvelope } from '../../sync/index.ts'
import type { Chains } from './chains.ts'
import type { SpaceChange } from './changes.ts'
import { coveredInSteps } from './coveredBy.ts'
import { type BodyUpdate, createDocumentShelf } from './documentShelf.ts'
import type { DocumentPlace, OpenDocument } from './openDocument.ts'
import { type RowsBefore, rebuiltRows } from './rebuiltRows.ts'
import type { Snapshots } from './snapshots.ts'
import type { Base, Vouching } from './snapshotTypes.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Rejudged, Verdicts } from './verdicts.ts'
import { type ChainsHere, withBeneath } from './withBeneath.ts'
import type { WriteFailure } from './writeFailure.ts'

export interface SpaceDocumentsOptions {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly dataKey: Uint8Array
  readonly membership: SpaceMembership
  readonly chains: Chains
  readonly verdicts: Verdicts
  readonly snapshots: Snapshots
  readonly failure: WriteFailure
  readonly clock: Clock
  readonly random: Random
  readonly announce: (change: SpaceChange) => void
  /** The feed's own name or enamel changed. */
  readonly onMeta: (feed: Feed) => void
}

/** An accepted envelope, and what it does to its document. */
export interface AcceptedEnvelope {
  readonly row: EnvelopeRow
  /** Of what is void placeholders; none where nothing is left to apply. */
  readonly updates: readonly Uint8Array[]
  /** Its numbers that do not count: its own, or some of those that a segment stands for. */
  readonly voids: readonly number[]
  /** Of a snapshot. */
  readonly part?: SnapshotPart | undefined
  /** Of a stub: what it stands for lies beneath this snapshot. */
  readonly beneath?: Vouching | undefined
}

/** The documents of one Space: every change of them, own or received, goes through here. */
export interface SpaceDocuments {
  readonly tag: number
  readonly self: DeviceId
  /** Runs a change of the feed, comments or a body; when it returns, the change is on disk. */
  changeFeed<T>(change: (feed: Feed) => T): T
  /** The same, for those who keep something in it beside the feed. */
  changeFeedDoc<T>(change: (doc: Y.Doc) => T): T
  changeComments<T>(change: (comments: Comments) => T): T
  changeBody<T>(itemId: ItemId, change: (doc: Y.Doc) => T, origin?: unknown): T
  /** For reading only. */
  feed(): Feed
  feedDoc(): Y.Doc
  comments(): Comments
  body(itemId: ItemId): Y.Doc
  placeOf(docId: DocId): DocumentPlace
  /** Feed, comments, and the bodies of all notes. */
  places(): readonly DocId[]
  /** Too much has been accepted that refers to something that has not arrived (rule 36). */
  isOverPending(docId: DocId): boolean
  /** Looks at a document that may be one whose note has not arrived yet. */
  read<T>(docId: DocId, look: (doc: Y.Doc) => T): T
  /** Takes envelopes in, all or none. */
  accept(batch: readonly AcceptedEnvelope[]): void
  /** Puts segments in the place of the envelopes they stand for, whose content they have. */
  compact(segments: readonly EnvelopeRow[]): void
  /** What counts has changed: documents and rows are made anew from the envelopes, all or none (rule 15). */
  rebuild(rejudged: Rejudged): void
  /** The log has changed: documents that were filled for devices of which more comes after all are made anew. */
  unfill(): void
  /**
   * Signs the document as it is now, in parts (rule 16). False where it cannot be told whole, because something that it
   * builds on has not arrived. Throws NOT_ALLOWED for all but owner and admins, and KEYS_CHANGING.
   */
  snapshot(docId: DocId, erases: boolean): boolean
  /** The same in steps; false too where documents were made anew meanwhile. */
  signing(docId: DocId, erases: boolean): Steps<boolean>
  /**
   * From now on a document begins with a snapshot. In steps, of which only the last changes anything; false where what it
   * was compared with was made anew meanwhile: then nothing has changed.
   */
  rebase(rebase: Rebase): Steps<boolean>
  /** Another one as soon as documents or chains were made anew, and did not only go on. */
  revision(): number
  /** A note's body was made anew: no replica of it can go on. */
  onBodyRebuilt(listener: (itemId: ItemId) => void): Disposer
  onFeedOpened(listener: () => void): Disposer
  onBodyUpdate(listener: (update: BodyUpdate) => void): Disposer
  /** Somebody wrote in it, and it is on disk. */
  onWritten(listener: (docId: DocId) => void): Disposer
  /** Envelopes written here, for those who are linked. */
  onOwnEnvelope(listener: (bytes: Uint8Array) => void): Disposer
  close(): void
}

export interface Rebase {
  readonly docId: DocId
  /** With the new one. */
  readonly bases: readonly Base[]
  /** Inside the transaction. */
  adopt(): void
  /** Runs what can hang (rule 13). */
  guard<T>(apply: () => T): T
}

export function createSpaceDocuments(options: SpaceDocumentsOptions): SpaceDocuments {
  const { spaceId, identity, storage, membership, chains, verdicts, failure, random } = options
  const { snapshots } = options
  const bodiesRebuilt = createEmitter<ItemId>()
  const ownEnvelopes = createEmitter<Uint8Array>()
  const written = createEmitter<DocId>()
  /** Announced once the transaction is on disk. */
  let announcements: SpaceChange[] = []
  let revision = 0
  const shelf = createDocumentShelf({
    ...options,
    onProjected: (change) => void announcements.push(change),
  })
  const { open, placeOf, isUnseen, projection } = shelf

  /** All or nothing: on failure the documents touched are read from disk again. */
  function write<T>(places: readonly DocumentPlace[], work: () => T, isSynced = true): T {
    announcements = []
    const transaction = isSynced ? storage.transaction : storage.unsynced
    try {
      const value = failure.attempt(() => transaction(work))
      const done = announcements
      announcements = []
      for (const change of done) options.announce(change)
      return value
    } catch (error) {
      announcements = []
      revision++
      chains.reload()
      verdicts.reload()
      snapshots.reload()
      for (const { docId } of places) shelf.drop(docId)
      throw error
    }
  }

  function seal(
    document: Pick<OpenDocument, 'docId'>,
    payload: Uint8Array,
    kind: 'update' | 'snapshot' = 'update',
  ): { readonly row: EnvelopeRow; readonly position: number } {
    const epoch = membership.currentEpoch()
    if (!epoch) throw new FoyerError('NOT_ALLOWED')
    if (payload.length > MAX_PAYLOAD_BYTES) throw new FoyerError('TOO_LARGE')
    const seq = shelf.nextSeq()
    const envelope = sealEnvelope({
      identity,
      spaceId,
      docId: document.docId,
      epoch,
      seq,
      prev: chains.head(identity.deviceId)?.hash ?? null,
      logHeads: coveringHeads(
        membership.state(),
        chains.logHeads(identity.deviceId),
        MAX_LOG_HEADS,
      ),
      kind,
      payload,
      random,
    })
    const row = { docId: document.docId, deviceId: identity.deviceId, seq, ...envelope }
    const position = chains.append(row)
    verdicts.note([{ row, voids: [] }])
    return { row, position }
  }

  function change<T>(place: DocumentPlace, work: () => T, origin?: unknown): T {
    const sealed: Uint8Array[] = []
    // Rule 8: until somebody makes a new one, nothing more is written for those who were removed.
    if (!failure.attempt(membership.writableEpoch)) throw new FoyerError('KEYS_CHANGING')
    const value = write([place], () => {
      const document = open(place)
      const updates: Uint8Array[] = []
      const collect = (update: Uint8Array) => void updates.push(update)
      document.doc.on('update', collect)
      try {
        const result = shelf.writing(() => document.doc.transact(work, origin))
        for (const update of updates.flatMap(splitUpdate)) {
          const { row, position } = seal(document, update)
          document.position = position
          sealed.push(row.bytes)
        }
        return result
      } finally {
        document.doc.off('update', collect)
      }
    })
    for (const bytes of sealed) ownEnvelopes.emit(bytes)
    if (sealed.length > 0) written.emit(place.docId)
    const document = shelf.peek(place.docId)
    if (document) shelf.checkpoint(document)
    return value
  }

  function accept(batch: readonly AcceptedEnvelope[]) {
    const byDocument = Map.groupBy(batch, ({ row }) => row.docId)
    const places = [...byDocument.keys()].map(placeOf)
    const work = () => {
      verdicts.note(batch)
      for (const [docId, envelopes] of byDocument) {
        const place = placeOf(docId)
        const document = isUnseen(place) ? undefined : open(place)
        for (const { row, part, beneath } of envelopes) {
          const position = chains.append(row)
          if (part) snapshots.keep(row, part)
          if (beneath) snapshots.relyOn(beneath)
          if (document) document.position = position
        }
        if (!document) continue
        applyAll(
          document.doc,
          envelopes.flatMap(({ updates }) => updates),
        )
        fillFromGone(document.doc, shelf.isGone)
      }
      // The last of somebody who was removed: others may have built elsewhere on what never comes.
      if (batch.some(({ row }) => verdicts.isOver(row.deviceId))) shelf.fillFromGone()
    }
    // A power cut may undo it: nobody is told that it is here before it is settled, and it is asked for again.
    write(places, work, false)
    for (const { docId } of places) written.emit(docId)
    shelf.checkpointSoon()
  }

  const rowsNow = (place: DocumentPlace) => rebuiltRows(open(place).doc, place.kind, random)

  function renew(place: DocumentPlace, before: RowsBefore | undefined) {
    const fresh = shelf.renew(place)
    before?.writeDifference(fresh.doc, projection)
    if (place.itemId) projection.bodyChanged(place.itemId, fresh.doc)
  }

  function tellRenewed(places: readonly DocumentPlace[]) {
    if (places.some(({ docId }) => docId === shelf.feedPlace.docId)) options.onMeta(shelf.feed())
    for (const { itemId } of places) if (itemId) bodiesRebuilt.emit(itemId)
  }

  function rebuild({ documents, adopt }: Rejudged) {
    const places = [...documents].map(placeOf).filter((place) => !isUnseen(place))
    const renewed: DocumentPlace[] = []
    revision++
    write(places, () => {
      // Read by the verdicts of before: that is what the rows were made from.
      const before = places.map(rowsNow)
      adopt()
      for (const [index, place] of places.entries()) {
        // Beneath a snapshot verdicts change nothing: whoever has it open can go on.
        if (snapshots.inEffect(place.docId).length > 0 && shelf.isRenewedAlike(place)) continue
        renew(place, before[index])
        renewed.push(place)
      }
      if (renewed.length > 0) announcements.push({ type: 'feed', items: null })
    })
    tellRenewed(renewed)
  }

  /** Else what still comes of a device whose end was lifted would find its clocks taken. */
  function unfill() {
    const documents = new Set(shelf.filledInVain().map(({ docId }) => docId))
    if (documents.size > 0) rebuild({ documents, adopt() {} })
  }

  /** Where it says the same as before, whoever has it open can go on with it. */
  function* rebase({ docId, bases, adopt, guard }: Rebase): Steps<boolean> {
    const since = revision
    const place = placeOf(docId)
    const isSeen = !isUnseen(place)
    const isAlike = isSeen && (yield* shelf.wouldBeAlike(place, bases, guard))
    yield
    if (revision !== since || isSeen === isUnseen(placeOf(docId))) return false
    guard(() => write([place], () => adoptBases(place, { isSeen, isAlike, adopt })))
    if (isSeen && !isAlike) tellRenewed([place])
    return true
  }

  function adoptBases(
    place: DocumentPlace,
    how: { readonly isSeen: boolean; readonly isAlike: boolean; readonly adopt: () => void },
  ) {
    const before = how.isSeen && !how.isAlike ? rowsNow(place) : undefined
    how.adopt()
    if (how.isAlike) shelf.checkpointNow(open(place))
    if (!before) return
    revision++
    renew(place, before)
    announcements.push({ type: 'feed', items: null })
  }

  const chainsHere: ChainsHere = {
    head: chains.head,
    hashAt(deviceId, seq) {
      const [row] = storage.envelopes.ofDevice(spaceId, deviceId, seq, 1)
      return row?.seq === seq ? row.hash : undefined
    },
    isRemoved: (deviceId) => {
      const userId = membership.device(deviceId)?.userId
      return userId !== undefined && !membership.state().members.has(userId)
    },
  }
  function maySign() {
    if (!membership.rights().writeLog) throw new FoyerError('NOT_ALLOWED')
    if (!failure.attempt(membership.writableEpoch)) throw new FoyerError('KEYS_CHANGING')
  }
  function* signing(docId: DocId, erases: boolean): Steps<boolean> {
    maySign()
    const place = placeOf(docId)
    const since = revision
    // The last step goes on: what comes before it is covered, and in the state.
    const here = yield* coveredInSteps(storage.envelopes, spaceId, docId)
    maySign()
    if (revision !== since || isUnseen(place) || isPending(open(place).doc)) return false
    const covered = withBeneath(here, snapshots.inEffect(docId), chainsHere)
    if (!covered) return false
    const newest = snapshots.newest(docId)
    const state = acceptedState(open(place).doc, shelf.cameOf(place))
    const cut = cutSnapshot({
      ...{ generation: (newest?.generation ?? 0) + 1, parent: newest?.name ?? null, erases },
      ...{ covered, state },
    })
    if (!cut) return false
    const sealed: Uint8Array[] = []
    write([], () => {
      for (const payload of cut.payloads) {
        const { row } = seal(place, payload, 'snapshot')
        const part = openPart(payload)
        if (part) snapshots.keep(row, part)
        sealed.push(row.bytes)
      }
    })
    for (const bytes of sealed) ownEnvelopes.emit(bytes)
    return true
  }

  return {
    tag: deviceTag(identity.deviceId),
    self: identity.deviceId,
    changeFeed: (work) => change(shelf.feedPlace, () => work(shelf.feed())),
    changeFeedDoc: (work) => change(shelf.feedPlace, () => work(open(shelf.feedPlace).doc)),
    changeComments: (work) => change(shelf.commentsPlace, () => work(shelf.comments())),
    changeBody(itemId, work, origin) {
      const place = shelf.placeOfBody(itemId)
      return change(place, () => work(open(place).doc), origin)
    },
    feed: shelf.feed,
    feedDoc: () => open(shelf.feedPlace).doc,
    comments: shelf.comments,
    body: (itemId) => open(shelf.placeOfBody(itemId)).doc,
    placeOf,
    places: shelf.places,
    isOverPending: (docId) => shelf.read(docId, isOverPending),
    read: shelf.read,
    accept,
    // Undone by a power cut, the envelopes themselves are there again.
    compact: (segments) =>
      storage.unsynced(() => {
        for (const segment of segments) chains.append(segment)
      }),
    rebuild,
    unfill,
    snapshot: (docId, erases) => inOneTurn(signing(docId, erases)),
    signing,
    rebase,
    revision: () => revision,
    onBodyRebuilt: bodiesRebuilt.on,
    onFeedOpened: shelf.onFeedOpened,
    onBodyUpdate: shelf.onBodyUpdate,
    onWritten: written.on,
    onOwnEnvelope: ownEnvelopes.on,
    close: shelf.close,
  }
}
