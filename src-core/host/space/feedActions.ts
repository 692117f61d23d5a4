import { FoyerError } from '../../base/errors.ts'
import {
  type CommentId,
  type FileId,
  type ItemId,
  idFromBytes,
  type SpaceId,
} from '../../base/ids.ts'
import {
  type BodyBlock,
  createBodyOf,
  createUndoStack,
  type FeedEnamel,
  type NewItem,
  type StoredEdit,
} from '../../documents/index.ts'
import type { Clock, ItemRow, Random, Storage } from '../../ports/index.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'

export interface FeedActionsOptions {
  readonly spaceId: SpaceId
  readonly documents: SpaceDocuments
  readonly membership: SpaceMembership
  readonly storage: Storage
  readonly clock: Clock
  readonly random: Random
}

/** What a person does in a Space's feed; every act can be undone. Throws FoyerError. */
export interface FeedActions {
  post(text: string): ItemId
  postFile(fileId: FileId, manifest: Uint8Array, text: string): ItemId
  createNote(title: string, blocks?: readonly BodyBlock[]): ItemId
  edit(itemId: ItemId, change: Omit<StoredEdit, 'at'>): void
  bin(itemId: ItemId): void
  restore(itemId: ItemId): void
  addComment(itemId: ItemId, text: string): CommentId
  editComment(commentId: CommentId, text: string): void
  binComment(commentId: CommentId): void
  rename(name: string, enamel: FeedEnamel | undefined): void
  /** Does `redo` now; `undo` takes it back when the person asks for that. */
  perform(what: string, redo: () => void, undo: () => void): void
  undo(): string
  redo(): string
}

const UNDO_LIMIT = 100
/** A message that is nothing but an address becomes a link. */
const ADDRESS = /^https?:\/\/[^\s]+$/i

type Act = () => void
type NewContent = NewItem extends infer T
  ? T extends NewItem
    ? Omit<T, 'id' | 'at'>
    : never
  : never

export function createFeedActions(options: FeedActionsOptions): FeedActions {
  const { spaceId, documents, membership, storage, clock, random } = options
  const undos = createUndoStack<Act>(UNDO_LIMIT)

  const demand = (right: 'post' | 'comment' | 'rename') => {
    if (!membership.rights()[right]) throw new FoyerError('NOT_ALLOWED')
  }
  function itemOf(itemId: ItemId): ItemRow {
    const row = storage.feed.item(spaceId, itemId)
    if (!row) throw new FoyerError('NOT_FOUND')
    return row
  }
  const now = () => clock.now()
  const feedDo = (act: Parameters<SpaceDocuments['changeFeed']>[0]) => documents.changeFeed(act)

  /** Does it now and remembers how to take it back. */
  function perform(what: string, redo: Act, undo: Act) {
    redo()
    undos.push({ what, undo, redo })
  }
  const putInBin = (itemId: ItemId) => feedDo((feed) => feed.bin(itemId, now()))
  const takeFromBin = (itemId: ItemId) => feedDo((feed) => feed.restore(itemId))

  function add(what: string, content: NewContent, alsoDo?: (itemId: ItemId) => void): ItemId {
    demand('post')
    const itemId = idFromBytes<ItemId>(random.bytes(16))
    feedDo((feed) => feed.post({ id: itemId, at: now(), ...content } as NewItem))
    alsoDo?.(itemId)
    undos.push({ what, undo: () => putInBin(itemId), redo: () => takeFromBin(itemId) })
    return itemId
  }

  return {
    post(text) {
      const trimmed = text.trim()
      return ADDRESS.test(trimmed)
        ? add('feed.post', { kind: 'link', url: trimmed, text: '' })
        : add('feed.post', { kind: 'message', text })
    },
    postFile: (_fileId, manifest, text) =>
      add('files.finish', { kind: 'file', manifest: manifest.slice(), text }),
    createNote: (title, blocks = []) =>
      add('feed.createNote', { kind: 'note', title }, (itemId) =>
        documents.changeBody(itemId, (doc) => createBodyOf(doc, blocks)),
      ),
    edit(itemId, change) {
      demand('post')
      const { author, kind } = itemOf(itemId)
      const isMine = membership.device(documents.self)?.userId === author
      if (!isMine && kind !== 'note') throw new FoyerError('NOT_ALLOWED')
      const before = documents.feed().editOf(itemId)
      perform(
        'feed.edit',
        () => feedDo((feed) => feed.edit(itemId, { ...change, at: now() })),
        () =>
          feedDo((feed) => {
            feed.clearEdit(itemId)
            if (before) feed.edit(itemId, before)
          }),
      )
    },
    bin(itemId) {
      demand('post')
      itemOf(itemId)
      perform(
        'feed.bin',
        () => putInBin(itemId),
        () => takeFromBin(itemId),
      )
    },
    restore(itemId) {
      demand('post')
      itemOf(itemId)
      perform(
        'feed.restore',
        () => takeFromBin(itemId),
        () => putInBin(itemId),
      )
    },
    addComment(itemId, text) {
      demand('comment')
      itemOf(itemId)
      const commentId = documents.changeComments((comments) =>
        comments.add({ itemId, text, at: now() }),
      )
      undos.push({
        what: 'comments.add',
        undo: () => documents.changeComments((comments) => comments.bin(commentId, now())),
        redo: () => documents.changeComments((comments) => comments.restore(commentId)),
      })
      return commentId
    },
    editComment(commentId, text) {
      demand('comment')
      const before = storage.feed.comment(spaceId, commentId)
      if (!before) throw new FoyerError('NOT_FOUND')
      const write = (to: string) =>
        documents.changeComments((comments) => {
          if (!comments.edit(commentId, to, now())) throw new FoyerError('NOT_ALLOWED')
        })
      perform(
        'comments.edit',
        () => write(text),
        () => write(before.text),
      )
    },
    binComment(commentId) {
      demand('comment')
      const found = storage.feed.comment(spaceId, commentId)
      if (!found) throw new FoyerError('NOT_FOUND')
      const isMine = membership.device(documents.self)?.userId === found.author
      if (!isMine && !membership.rights().moderate) throw new FoyerError('NOT_ALLOWED')
      perform(
        'comments.remove',
        () => documents.changeComments((comments) => comments.bin(commentId, now())),
        () => documents.changeComments((comments) => comments.restore(commentId)),
      )
    },
    rename(name, enamel) {
      demand('rename')
      const before = documents.feed().meta()
      perform(
        'spaces.rename',
        () => feedDo((feed) => feed.setMeta({ name, ...(enamel ? { enamel } : {}) })),
        () =>
          feedDo((feed) =>
            feed.setMeta({
              ...(before.name ? { name: before.name } : {}),
              ...(before.enamel ? { enamel: before.enamel } : {}),
            }),
          ),
      )
    },
    perform,
    undo: () => step('undo'),
    redo: () => step('redo'),
  }

  /** What cannot be carried out stays where it was. */
  function step(direction: 'undo' | 'redo'): string {
    const entry = undos[direction]()
    if (!entry) throw new FoyerError('NOTHING_TO_UNDO')
    try {
      entry[direction]()
    } catch (error) {
      undos[direction === 'undo' ? 'redo' : 'undo']()
      throw error
    }
    return entry.what
  }
}
