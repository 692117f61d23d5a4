import { fromBase64Url, utf8 } from '../../base/bytes.ts'
import { FoyerError } from '../../base/errors.ts'
import { type ItemId, idFromBytes } from '../../base/ids.ts'
import { hash } from '../../crypto/index.ts'
import {
  fileIdAgain,
  isNewerBody,
  manifestFromBytes,
  manifestToBytes,
  tagOf,
} from '../../documents/index.ts'
import { beginWithTree, type NoteTree, treeOf, writeTree } from '../../documents/versions/index.ts'
import type { Clock } from '../../ports/index.ts'
import type { SpaceDocuments } from '../space/spaceDocuments.ts'
import type { SpaceMembership } from '../space/spaceMembership.ts'
import type { VersionsAgain } from '../versions/versionsAgain.ts'
import { holdsAll } from './holdsAll.ts'
import type { Kept } from './keptPieces.ts'

export interface PostKeptOptions {
  readonly documents: Pick<
    SpaceDocuments,
    'tag' | 'feed' | 'comments' | 'body' | 'changeFeed' | 'changeComments' | 'changeBody'
  >
  readonly membership: Pick<SpaceMembership, 'rights'>
  readonly clock: Pick<Clock, 'now'>
  readonly versions: () => Pick<VersionsAgain, 'again'> | undefined
  /** Of a note that is kept beside the one with this title. */
  readonly titleOf: (title: string) => string
}

type Of<Type extends Kept['type']> = Extract<Kept, { readonly type: Type }>

/**
 * Posts one thing again that was written on a branch of a chain that was left. What is there anyway is left as
 * it is, so that it can be done once more after a crash. Throws FoyerError: nothing, or a part of it, was
 * written; the rest can be done later.
 */
export function createPostKept(options: PostKeptOptions): (kept: Kept) => void {
  const { documents, membership, clock, titleOf } = options

  const demand = (right: 'post' | 'comment' | 'rename') => {
    if (!membership.rights()[right]) throw new FoyerError('NOT_ALLOWED')
  }
  const row = (itemId: ItemId) => documents.feed().row(itemId)

  function item({ itemId, at, content }: Of<'item'>) {
    if (row(itemId)) return
    const posted = content.kind === 'file' ? fileOf(content, documents.tag) : content
    if (posted) documents.changeFeed((feed) => feed.post({ id: itemId, at, ...posted }))
  }

  /** Later edits stand, as they do between devices that write at one time. */
  function edit({ itemId, edit }: Of<'edit'>) {
    const now = documents.feed().editOf(itemId)
    if (row(itemId) && (!now || now.at < edit.at))
      documents.changeFeed((feed) => feed.edit(itemId, edit))
  }

  function bin({ itemId, at }: Of<'bin'>) {
    const found = row(itemId)
    if (found && !found.binned) documents.changeFeed((feed) => feed.bin(itemId, at))
  }

  function comment({ commentId, itemId, at, text }: Of<'comment'>) {
    if (documents.comments().row(commentId)?.text === text) return
    documents.changeComments((comments) => comments.addAgain(commentId, { itemId, at, text }))
  }

  const isEmpty = (itemId: ItemId) => treeOf(documents.body(itemId))?.nodes.length === 0
  const isNewer = (itemId: ItemId) => isNewerBody(documents.body(itemId))
  const write = (itemId: ItemId, tree: NoteTree) =>
    documents.changeBody(itemId, (doc) => writeTree(doc, tree))
  const begin = (itemId: ItemId, tree: NoteTree) =>
    documents.changeBody(itemId, (doc) => beginWithTree(doc, tree))

  /** Where a note that others know has what this one lacks, its text stays, and this one is kept beside it. */
  function note({ device, itemId, title, tree }: Of<'note'>) {
    const now = treeOf(documents.body(itemId))
    if (now && sameText(now, tree)) return
    const found = row(itemId)
    const isOwn = found !== undefined && tagOf(found.created.client) === documents.tag
    if (isOwn && isEmpty(itemId)) return begin(itemId, tree)
    if (found && now && !isNewer(itemId) && holdsAll(tree, now)) return write(itemId, tree)
    const beside = idFromBytes<ItemId>(hash(utf8(`kept ${device} ${itemId}`)).subarray(0, 16))
    const post = { id: beside, kind: 'note', title: titleOf(title), at: clock.now() } as const
    if (!row(beside)) documents.changeFeed((feed) => feed.post(post))
    if (isEmpty(beside)) begin(beside, tree)
  }

  function meta({ given }: Of<'meta'>) {
    const change = documents.feed().metaToGive(given)
    if (Object.keys(change).length > 0) documents.changeFeed((feed) => feed.setMeta(change))
  }

  return (kept) => {
    if (kept.type === 'mark') return
    demand(kept.type === 'comment' ? 'comment' : kept.type === 'meta' ? 'rename' : 'post')
    if (kept.type === 'item') item(kept)
    else if (kept.type === 'note') note(kept)
    else if (kept.type === 'edit') edit(kept)
    else if (kept.type === 'bin') bin(kept)
    else if (kept.type === 'meta') meta(kept)
    else if (kept.type === 'version' || kept.type === 'erasure') options.versions()?.again(kept)
    else comment(kept)
  }
}

/** Under an id of this device's own: nobody may name another's file (rule 11). Chunks and key stay. */
function fileOf(content: Extract<Of<'item'>['content'], { kind: 'file' }>, tag: number) {
  const manifest = manifestFromBytes(fromBase64Url(content.manifest))
  if (!manifest) return undefined
  const own = { ...manifest, fileId: fileIdAgain(tag, manifest.fileId) }
  return { kind: 'file', text: content.text, manifest: manifestToBytes(own).slice() } as const
}

const sameText = (a: NoteTree, b: NoteTree) => JSON.stringify(a.nodes) === JSON.stringify(b.nodes)
