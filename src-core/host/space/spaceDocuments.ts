import type * as Y from 'yjs'
import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, DocId, ItemId, SpaceId } from '../../base/ids.ts'
import {
  applyAll,
  bodyDocId,
  type Comments,
  commentsDocId,
  createComments,
  createFeed,
  type Feed,
  feedDocId,
  fillFromGone,
  isOverPending,
  splitUpdate,
} from '../../documents/index.ts'
import { coveringHeads, deviceTag, type IdentityWithSecrets } from '../../membership/index.ts'
import type { Clock, EnvelopeRow, Random, Storage } from '../../ports/index.ts'
import { MAX_LOG_HEADS, MAX_PAYLOAD_BYTES, sealEnvelope } from '../../sync/index.ts'
import type { Chains } from './chains.ts'
import type { SpaceChange } from './changes.ts'
import { createNoteRefresh } from './noteRefresh.ts'
import { once } from './once.ts'
import { createDocumentLoader, type DocumentPlace, type OpenDocument } from './openDocument.ts'
import { createPayloadReader } from './payloadReader.ts'
import { createProjection } from './projection.ts'
import { rebuiltRows } from './rebuiltRows.ts'
import { createSettler } from './settler.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Rejudged, Verdicts } from './verdicts.ts'
import type { WriteFailure } from './writeFailure.ts'

export interface SpaceDocumentsOptions {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly dataKey: Uint8Array
  readonly membership: SpaceMembership
  readonly chains: Chains
  readonly verdicts: Verdicts
  readonly failure: WriteFailure
  readonly clock: Clock
  readonly random: Random
  readonly announce: (change: SpaceChange) => void
  /** The feed's own name or enamel changed. */
  readonly onMeta: (feed: Feed) => void
}

/** An update of a note's body that the host now holds, and which page it came from. */
export interface BodyUpdate {
  readonly itemId: ItemId
  readonly update: Uint8Array
  readonly origin: unknown
}

/** An accepted envelope, and what it does to its document. */
export interface AcceptedEnvelope {
  readonly row: EnvelopeRow
  /** Of a void one its placeholder; undefined where nothing is left to apply. */
  readonly update: Uint8Array | undefined
  readonly isVoid: boolean
}

/** The documents of one Space: every change of them, own or received, goes through here. */
export interface SpaceDocuments {
  readonly tag: number
  readonly self: DeviceId
  /** Runs a change of the feed, comments or a body; when it returns, the change is on disk. */
  changeFeed<T>(change: (feed: Feed) => T): T
  changeComments<T>(change: (comments: Comments) => T): T
  changeBody<T>(itemId: ItemId, change: (doc: Y.Doc) => T, origin?: unknown): T
  /** For reading only. */
  feed(): Feed
  comments(): Comments
  body(itemId: ItemId): Y.Doc
  placeOf(docId: DocId): DocumentPlace
  /** Too much has been accepted that refers to something that has not arrived (rule 36). */
  isOverPending(docId: DocId): boolean
  /** Looks at a document that may be one whose note has not arrived yet. */
  read<T>(docId: DocId, look: (doc: Y.Doc) => T): T
  /** Takes envelopes in, all or none. */
  accept(batch: readonly AcceptedEnvelope[]): void
  /** What counts has changed: documents and rows are made anew from the envelopes, all or none (rule 15). */
  rebuild(rejudged: Rejudged): void
  /** A note's body was made anew: no replica of it can go on. */
  onBodyRebuilt(listener: (itemId: ItemId) => void): Disposer
  onBodyUpdate(listener: (update: BodyUpdate) => void): Disposer
  /** Envelopes written here, for those who are linked. */
  onOwnEnvelope(listener: (bytes: Uint8Array) => void): Disposer
  close(): void
}

/** Bodies kept in memory beyond those that a page has open. */
const MAX_BODIES = 16
/**
 * A first sync of 10 MB would write the growing document several times, each taking longer. What a killed
 * host has not in a checkpoint it reads from envelopes, some 30 µs each. In ms.
 */
const CHECKPOINTS_SETTLE = { quietMs: 1000, atMostMs: 30_000 }

export function createSpaceDocuments(options: SpaceDocumentsOptions): SpaceDocuments {
  const { spaceId, identity, storage, dataKey, membership, chains, verdicts } = options
  const { failure, clock, random } = options
  const tag = deviceTag(identity.deviceId)
  const bodyUpdates = createEmitter<BodyUpdate>()
  const bodiesRebuilt = createEmitter<ItemId>()
  const ownEnvelopes = createEmitter<Uint8Array>()
  const openDocuments = new Map<DocId, OpenDocument>()
  const bodyItems = new Map<DocId, ItemId>()
  const handles: { feed?: Feed; comments?: Comments } = {}
  /** Announced once the transaction is on disk. */
  let announcements: SpaceChange[] = []

  const feedId = feedDocId(spaceId)
  const commentsId = commentsDocId(spaceId)
  const loader = createDocumentLoader({
    spaceId,
    storage,
    dataKey,
    tag,
    random,
    openPayload: createPayloadReader({ membership, verdicts }),
    isGone: (tag) => isGone(tag),
  })
  /** What this device wrote beyond its end does not come any more. */
  const isGone = (tag: number) => {
    const device = membership.deviceByTag(tag)
    return device !== undefined && verdicts.lastSeq(device.deviceId) !== undefined
  }
  const nextSeq = () => (chains.head(identity.deviceId)?.seq ?? 0) + 1
  const projection = createProjection({
    spaceId,
    storage,
    dataKey,
    random,
    self: identity.deviceId,
    deviceByTag: membership.deviceByTag,
    nextSeq,
    body(itemId) {
      const doc = open(placeOfBody(itemId)).doc
      return doc.store.clients.size > 0 ? doc : undefined
    },
  })
  const refresh = createNoteRefresh({
    spaceId,
    storage,
    clock,
    refresh: (items) =>
      items.filter((itemId) => projection.bodyChanged(itemId, open(placeOfBody(itemId)).doc)),
    onRefreshed: (items) => options.announce({ type: 'feed', items }),
  })

  /** A checkpoint is a cache: one that the disk refuses is due again, and envelopes are read instead. */
  function writeCheckpoints() {
    try {
      for (const document of openDocuments.values()) loader.checkpoint(document)
    } catch (error) {
      if (!(error instanceof FoyerError)) throw error
    }
  }
  const checkpoints = createSettler({ ...CHECKPOINTS_SETTLE, clock, run: writeCheckpoints })

  function placeOfBody(itemId: ItemId): DocumentPlace {
    const docId = bodyDocId(itemId)
    bodyItems.set(docId, itemId)
    return { docId, kind: 'body', itemId }
  }
  function placeOf(docId: DocId): DocumentPlace {
    if (docId === feedId) return { docId, kind: 'feed', itemId: null }
    if (docId === commentsId) return { docId, kind: 'comments', itemId: null }
    if (!bodyItems.has(docId)) indexNotes()
    return { docId, kind: 'body', itemId: bodyItems.get(docId) ?? null }
  }
  /** A body's id is derived from its note's; the way back is found once a start. */
  const indexNotes = once(() => {
    const notes = storage.feed.window(spaceId, 'note', 0, storage.feed.count(spaceId, 'note'))
    for (const { itemId } of notes) bodyItems.set(bodyDocId(itemId), itemId)
  })

  function open(place: DocumentPlace): OpenDocument {
    const known = openDocuments.get(place.docId)
    if (known) {
      // The newest is last, so that the first of the map is the one to let go.
      openDocuments.delete(place.docId)
      openDocuments.set(place.docId, known)
      return known
    }
    const opened = loader.load(place)
    openDocuments.set(place.docId, opened)
    watch(opened)
    letBodiesGo()
    return opened
  }

  function watch({ doc, kind, itemId }: OpenDocument) {
    if (kind === 'feed') {
      const feed = createFeed(doc)
      handles.feed = feed
      feed.onChange((change) => {
        announcements.push({ type: 'feed', items: projection.feedChanged(change) })
        if (change.meta) options.onMeta(feed)
      })
    }
    if (kind === 'comments') {
      const comments = createComments(doc, { tag, random })
      handles.comments = comments
      comments.onChange((change) => {
        announcements.push({ type: 'feed', items: projection.commentsChanged(change) })
      })
    }
    if (kind === 'body' && itemId) {
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        bodyUpdates.emit({ itemId, update, origin })
        refresh.mark(itemId)
      })
    }
  }

  /** Safe while a page has the note open: pages follow `onBodyUpdate`, not the document itself. */
  function letBodiesGo() {
    const bodies = [...openDocuments.values()].filter(({ kind }) => kind === 'body')
    for (const body of bodies.slice(0, Math.max(0, bodies.length - MAX_BODIES))) {
      loader.checkpoint(body)
      openDocuments.delete(body.docId)
      body.doc.destroy()
    }
  }

  function drop(docId: DocId) {
    const dropped = openDocuments.get(docId)
    if (!dropped) return
    openDocuments.delete(docId)
    if (docId === feedId) {
      handles.feed?.close()
      delete handles.feed
    }
    if (docId === commentsId) {
      handles.comments?.close()
      delete handles.comments
    }
    dropped.doc.destroy()
  }

  /** All or nothing: on failure the documents touched are read from disk again. */
  function write<T>(places: readonly DocumentPlace[], work: () => T): T {
    announcements = []
    try {
      const value = failure.attempt(() => storage.transaction(work))
      const done = announcements
      announcements = []
      for (const change of done) options.announce(change)
      return value
    } catch (error) {
      announcements = []
      chains.reload()
      verdicts.reload()
      for (const { docId } of places) drop(docId)
      throw error
    }
  }

  function seal(document: OpenDocument, update: Uint8Array): Uint8Array {
    const epoch = membership.currentEpoch()
    if (!epoch) throw new FoyerError('NOT_ALLOWED')
    if (update.length > MAX_PAYLOAD_BYTES) throw new FoyerError('TOO_LARGE')
    const seq = nextSeq()
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
      kind: 'update',
      payload: update,
      random,
    })
    const row = { docId: document.docId, deviceId: identity.deviceId, seq, ...envelope }
    document.position = chains.append(row)
    verdicts.note([{ row, isVoid: false }])
    return envelope.bytes
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
        const result = document.doc.transact(work, origin)
        for (const update of updates.flatMap(splitUpdate)) sealed.push(seal(document, update))
        return result
      } finally {
        document.doc.off('update', collect)
      }
    })
    for (const bytes of sealed) ownEnvelopes.emit(bytes)
    const document = openDocuments.get(place.docId)
    if (document) loader.checkpoint(document)
    return value
  }

  const feedPlace = placeOf(feedId)
  const commentsPlace = placeOf(commentsId)
  const feed = () => {
    open(feedPlace)
    return handles.feed as Feed
  }
  const comments = () => {
    open(commentsPlace)
    return handles.comments as Comments
  }

  const isUnseen = ({ kind, itemId }: DocumentPlace) => kind === 'body' && itemId === null

  function accept(batch: readonly AcceptedEnvelope[]) {
    const byDocument = Map.groupBy(batch, ({ row }) => row.docId)
    const places = [...byDocument.keys()].map(placeOf)
    write(places, () => {
      verdicts.note(batch)
      for (const [docId, envelopes] of byDocument) {
        const place = placeOf(docId)
        const document = isUnseen(place) ? undefined : open(place)
        for (const { row } of envelopes) {
          const position = chains.append(row)
          if (document) document.position = position
        }
        if (!document) continue
        applyAll(
          document.doc,
          envelopes.flatMap(({ update }) => update ?? []),
        )
        fillFromGone(document.doc, isGone)
      }
    })
    checkpoints.mark()
  }

  function rebuild({ documents, adopt }: Rejudged) {
    const places = [...documents].map(placeOf).filter((place) => !isUnseen(place))
    write(places, () => {
      // Read by the verdicts of before: that is what the rows were made from.
      const before = places.map((place) => rebuiltRows(open(place).doc, place.kind, random))
      adopt()
      for (const [index, place] of places.entries()) {
        drop(place.docId)
        const fresh = loader.load(place, 'from envelopes')
        openDocuments.set(place.docId, fresh)
        watch(fresh)
        loader.checkpoint(fresh, 0)
        before[index]?.writeDifference(fresh.doc, projection)
        if (place.itemId) projection.bodyChanged(place.itemId, fresh.doc)
      }
      if (places.length > 0) announcements.push({ type: 'feed', items: null })
    })
    if (documents.has(feedId)) options.onMeta(feed())
    for (const { itemId } of places) if (itemId) bodiesRebuilt.emit(itemId)
  }

  function read<T>(docId: DocId, look: (doc: Y.Doc) => T): T {
    const place = placeOf(docId)
    if (!isUnseen(place)) return look(open(place).doc)
    const { doc } = loader.load(place)
    const value = look(doc)
    doc.destroy()
    return value
  }

  return {
    tag,
    self: identity.deviceId,
    changeFeed: (work) => change(feedPlace, () => work(feed())),
    changeComments: (work) => change(commentsPlace, () => work(comments())),
    changeBody(itemId, work, origin) {
      const place = placeOfBody(itemId)
      return change(place, () => work(open(place).doc), origin)
    },
    feed,
    comments,
    body: (itemId) => open(placeOfBody(itemId)).doc,
    placeOf,
    isOverPending: (docId) => read(docId, isOverPending),
    read,
    accept,
    rebuild,
    onBodyRebuilt: bodiesRebuilt.on,
    onBodyUpdate: bodyUpdates.on,
    onOwnEnvelope: ownEnvelopes.on,
    close() {
      refresh.close()
      checkpoints.stop()
      for (const document of openDocuments.values()) {
        loader.checkpoint(document, 20)
        document.doc.destroy()
      }
      openDocuments.clear()
    },
  }
}
