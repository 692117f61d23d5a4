import type * as Y from 'yjs'
import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, DocId, ItemId, SpaceId } from '../../base/ids.ts'
import { inOneTurn, type Steps } from '../../base/steps.ts'
import {
  bodyDocId,
  type Comments,
  commentsDocId,
  createComments,
  createFeed,
  encodeState,
  type Feed,
  feedDocId,
  fillFromGone,
  isFilledInVain,
} from '../../documents/index.ts'
import { isSameInSteps } from '../../documents/snapshots/index.ts'
import { deviceTag, type IdentityWithSecrets } from '../../membership/index.ts'
import type { Clock, Random, Storage } from '../../ports/index.ts'
import type { Chains } from './chains.ts'
import type { SpaceChange } from './changes.ts'
import { createNoteRefresh } from './noteRefresh.ts'
import { once } from './once.ts'
import { createDocumentLoader, type DocumentPlace, type OpenDocument } from './openDocument.ts'
import { createPayloadReader } from './payloadReader.ts'
import { createProjection, type Projection } from './projection.ts'
import { createSettler } from './settler.ts'
import type { Snapshots } from './snapshots.ts'
import type { Base } from './snapshotTypes.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

/** An update of a note's body that the host now holds, and which page it came from. */
export interface BodyUpdate {
  readonly itemId: ItemId
  readonly update: Uint8Array
  readonly origin: unknown
}

export interface DocumentShelfOptions {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly dataKey: Uint8Array
  readonly membership: SpaceMembership
  readonly chains: Chains
  readonly verdicts: Verdicts
  readonly snapshots: Pick<Snapshots, 'bases'>
  readonly clock: Clock
  readonly random: Random
  /** Outside of any write, e.g. a preview of a note that was written later. */
  readonly announce: (change: SpaceChange) => void
  /** Inside a transaction: rows were written from a change of a document. */
  readonly onProjected: (change: SpaceChange) => void
  /** The feed's own name or enamel changed. */
  readonly onMeta: (feed: Feed) => void
}

/** The documents of one Space that are in memory: read from disk when wanted, kept, let go. */
export interface DocumentShelf {
  readonly feedPlace: DocumentPlace
  readonly commentsPlace: DocumentPlace
  readonly projection: Projection
  placeOf(docId: DocId): DocumentPlace
  placeOfBody(itemId: ItemId): DocumentPlace
  /** All that have a place here: feed, comments, and the bodies of all notes. */
  places(): readonly DocId[]
  /** A body whose note has not arrived yet: it has no rows, and nobody can open it. */
  isUnseen(place: DocumentPlace): boolean
  open(place: DocumentPlace): OpenDocument
  /** Undefined where it is not in memory. */
  peek(docId: DocId): OpenDocument | undefined
  feed(): Feed
  comments(): Comments
  /** Looks at a document that may be one whose note has not arrived yet. */
  read<T>(docId: DocId, look: (doc: Y.Doc) => T): T
  /** Its next opening reads it from disk. */
  drop(docId: DocId): void
  /** Reads it from its envelopes alone, in place of the one in memory. */
  renew(place: DocumentPlace): OpenDocument
  /** Whether it would be the same, read from its snapshots and envelopes alone; then a checkpoint says so. */
  isRenewedAlike(place: DocumentPlace): boolean
  /**
   * The same in steps, by these snapshots and without the checkpoint: until something is made anew, both go on alike
   * with what comes after the step that compares them.
   */
  wouldBeAlike(
    place: DocumentPlace,
    bases: readonly Base[],
    guard: (apply: () => void) => void,
  ): Steps<boolean>
  /** Writes a checkpoint although none is due. */
  checkpointNow(document: OpenDocument): void
  /** The clock behind what came of a client, without what was filled in for what never comes. */
  cameOf(place: DocumentPlace): (client: number) => number
  /** Writes a checkpoint where one is due. */
  checkpoint(document: OpenDocument): void
  /** Many envelopes have come: checkpoints follow when that has settled. */
  checkpointSoon(): void
  onBodyUpdate(listener: (update: BodyUpdate) => void): Disposer
  /** The feed's document is another one from now on. */
  onFeedOpened(listener: () => void): Disposer
  /** Nothing more comes from the device with this tag: it was removed. */
  isGone(tag: number): boolean
  /** A device's chain is whole, and nothing more comes: nothing in memory waits for it any longer. */
  fillFromGone(): void
  /** Those in memory that were filled for a device of which more comes after all. */
  filledInVain(): readonly DocumentPlace[]
  nextSeq(): number
  /** Runs a change that this device's next envelopes will carry. */
  writing<T>(work: () => T): T
  close(): void
}

/** Bodies kept in memory beyond those that a page has open. */
const MAX_BODIES = 16
/**
 * A first sync of 10 MB would write the growing document several times, each taking longer. What a killed
 * host has not in a checkpoint it reads from envelopes, some 30 µs each. In ms.
 */
const CHECKPOINTS_SETTLE = { quietMs: 1000, atMostMs: 30_000 }

export function createDocumentShelf(options: DocumentShelfOptions): DocumentShelf {
  const { spaceId, identity, storage, dataKey, membership, chains, verdicts } = options
  const { clock, random } = options
  const tag = deviceTag(identity.deviceId)
  const bodyUpdates = createEmitter<BodyUpdate>()
  const feedOpened = createEmitter<void>()
  const openDocuments = new Map<DocId, OpenDocument>()
  const bodyItems = new Map<DocId, ItemId>()
  const handles: { feed?: Feed; comments?: Comments } = {}

  const feedId = feedDocId(spaceId)
  const commentsId = commentsDocId(spaceId)
  const loader = createDocumentLoader({
    spaceId,
    storage,
    dataKey,
    tag,
    random,
    openPayload: createPayloadReader({ membership, verdicts }),
    bases: options.snapshots.bases,
    isGone: (tag) => isGone(tag),
  })
  /** What this device wrote beyond its end does not come any more. */
  const isGone = (tag: number) => {
    const device = membership.writerByTag(tag)
    return device !== undefined && verdicts.isOver(device.deviceId)
  }
  const nextSeq = () => (chains.head(identity.deviceId)?.seq ?? 0) + 1
  let isWriting = false
  /** What others wrote is in its chain before it is shown, what is written here not yet. */
  const seqOf = (device: DeviceId) =>
    isWriting && device === identity.deviceId ? nextSeq() : (chains.head(device)?.seq ?? 0)
  const projection = createProjection({
    spaceId,
    storage,
    dataKey,
    random,
    writerByTag: membership.writerByTag,
    seqOf,
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
  function checkpoint(document: OpenDocument, every?: number) {
    try {
      loader.checkpoint(document, every)
    } catch (error) {
      if (!(error instanceof FoyerError)) throw error
    }
  }
  const writeCheckpoints = () => {
    for (const document of openDocuments.values()) checkpoint(document)
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
        options.onProjected({ type: 'feed', items: projection.feedChanged(change) })
        if (change.meta) options.onMeta(feed)
      })
      feedOpened.emit()
    }
    if (kind === 'comments') {
      const comments = createComments(doc, { tag, random })
      handles.comments = comments
      comments.onChange((change) => {
        options.onProjected({ type: 'feed', items: projection.commentsChanged(change) })
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
      checkpoint(body)
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

  function* wouldBeAlike(
    place: DocumentPlace,
    bases: readonly Base[],
    guard: (apply: () => void) => void,
  ): Steps<boolean> {
    const doc = yield* loader.prepare(place, bases, guard)
    // In the step that took what came last: nothing can be in one and not in the other.
    const states = [encodeState(open(place).doc), encodeState(doc)] as const
    doc.destroy()
    yield
    return yield* isSameInSteps(...states)
  }

  const feedPlace = placeOf(feedId)
  const commentsPlace = placeOf(commentsId)
  const isUnseen = ({ kind, itemId }: DocumentPlace) => kind === 'body' && itemId === null

  return {
    feedPlace,
    commentsPlace,
    projection,
    placeOf,
    placeOfBody,
    places() {
      indexNotes()
      return [feedId, commentsId, ...bodyItems.keys()]
    },
    isUnseen,
    open,
    peek: (docId) => openDocuments.get(docId),
    feed() {
      open(feedPlace)
      return handles.feed as Feed
    },
    comments() {
      open(commentsPlace)
      return handles.comments as Comments
    },
    read(docId, look) {
      const place = placeOf(docId)
      if (!isUnseen(place)) return look(open(place).doc)
      const { doc } = loader.load(place)
      const value = look(doc)
      doc.destroy()
      return value
    },
    drop,
    renew(place) {
      drop(place.docId)
      const fresh = loader.load(place, 'from envelopes')
      openDocuments.set(place.docId, fresh)
      watch(fresh)
      loader.checkpoint(fresh, 0)
      return fresh
    },
    isRenewedAlike(place) {
      const bases = options.snapshots.bases(place.docId)
      const isAlike = inOneTurn(wouldBeAlike(place, bases, (apply) => apply()))
      if (isAlike) loader.checkpoint(open(place), 0)
      return isAlike
    },
    wouldBeAlike,
    checkpointNow: (document) => loader.checkpoint(document, 0),
    cameOf({ docId }) {
      let ends: ReadonlyMap<number, number> | undefined
      return (client) => {
        ends ??= loader.cameOf(docId)
        return ends.get(client) ?? 0
      }
    },
    checkpoint,
    checkpointSoon: checkpoints.mark,
    onBodyUpdate: bodyUpdates.on,
    onFeedOpened: feedOpened.on,
    isGone,
    filledInVain: () =>
      [...openDocuments.values()].filter(({ doc }) => isFilledInVain(doc, isGone)),
    fillFromGone() {
      for (const { doc } of openDocuments.values()) fillFromGone(doc, isGone)
    },
    nextSeq,
    writing(work) {
      isWriting = true
      try {
        return work()
      } finally {
        isWriting = false
      }
    },
    close() {
      refresh.close()
      checkpoints.stop()
      for (const document of openDocuments.values()) {
        checkpoint(document, 20)
        document.doc.destroy()
      }
      openDocuments.clear()
    },
  }
}
