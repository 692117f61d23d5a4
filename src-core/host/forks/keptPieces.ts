import { toBase64Url, utf8 } from '../../base/bytes.ts'
import type { CommentId, DeviceId, DocId, ItemId } from '../../base/ids.ts'
import { contentHash } from '../../crypto/index.ts'
import {
  type CommentDocRow,
  type FeedRow,
  type GivenMeta,
  inspectUpdate,
  type StoredEdit,
} from '../../documents/index.ts'
import { type NoteTree, treeOf } from '../../documents/versions/index.ts'
import type { EnvelopeRow } from '../../ports/index.ts'
import type { SpaceDocuments } from '../space/spaceDocuments.ts'
import type { VersionsAgain, WrittenVersion } from '../versions/versionsAgain.ts'

/** One thing that a person wrote with a device on a branch of its chain that is left. */
export type Kept = { readonly device: DeviceId } & (
  | {
      readonly type: 'item'
      readonly itemId: ItemId
      readonly at: number
      readonly content:
        | { readonly kind: 'message'; readonly text: string }
        | { readonly kind: 'note'; readonly title: string }
        | { readonly kind: 'link'; readonly url: string; readonly text: string }
        /** `manifest`: base64url. */
        | { readonly kind: 'file'; readonly text: string; readonly manifest: string }
    }
  | {
      readonly type: 'note'
      readonly itemId: ItemId
      readonly title: string
      readonly tree: NoteTree
    }
  | { readonly type: 'edit'; readonly itemId: ItemId; readonly edit: StoredEdit }
  | { readonly type: 'bin'; readonly itemId: ItemId; readonly at: number }
  | {
      readonly type: 'comment'
      readonly commentId: CommentId
      readonly itemId: ItemId
      readonly at: number
      readonly text: string
    }
  | WrittenVersion
  | { readonly type: 'meta'; readonly given: GivenMeta }
  /** The branch was left, whether anything was kept of it or not. */
  | { readonly type: 'mark' }
)

export const idOfKept = (kept: Kept): string => {
  const of = 'versionId' in kept ? kept.versionId : nameOf(kept)
  return contentHash(utf8(`${kept.type} ${of}`))
}

const nameOf = (kept: Kept): string =>
  'commentId' in kept ? kept.commentId : 'itemId' in kept ? kept.itemId : ''

export interface CollectOptions {
  readonly documents: Pick<SpaceDocuments, 'self' | 'feed' | 'comments' | 'placeOf' | 'read'>
  readonly versions: Pick<VersionsAgain, 'written'> | undefined
  /** What an envelope or segment does; undefined where this device cannot open it. */
  readonly open: (bytes: Uint8Array) => Uint8Array | undefined
}

/**
 * What the envelopes `rows` of this very device brought into the documents, as a person sees it now. May hold
 * more than that, of the same openings of a document: what is there anyway is not posted again.
 */
export function collectKept(rows: readonly EnvelopeRow[], options: CollectOptions): Kept[] {
  const { documents } = options
  const device = documents.self
  const clients = clientsOf(rows, options.open)
  const isOf = (deed: { client: number } | null) => deed !== null && clients.has(deed.client)
  const feed = documents.feed()
  const kept: Kept[] = [{ device, type: 'mark' }]
  for (const row of feed.rows()) {
    const { itemId, binned } = row
    if (isOf(row.created) && !binned) kept.push({ device, ...itemOf(row) })
    const edit = isOf(row.edited) ? feed.editOf(itemId) : undefined
    if (edit) kept.push({ device, type: 'edit', itemId, edit })
    if (binned && isOf(binned)) kept.push({ device, type: 'bin', itemId, at: binned.at })
  }
  for (const row of documents.comments().rows())
    if (isOf(row.created) && !row.binned) kept.push({ device, ...commentOf(row) })
  const given = feed.metaBy(clients)
  if (given) kept.push({ device, type: 'meta', given })
  for (const version of options.versions?.written(clients) ?? []) kept.push({ device, ...version })
  const bodies = [...new Set(rows.map(({ docId }) => docId))]
  return [...kept, ...bodies.flatMap((docId) => noteOf(docId, options) ?? [])]
}

/** Yjs clients that wrote in these envelopes: each is one opening of one document by the device. */
function clientsOf(rows: readonly EnvelopeRow[], open: CollectOptions['open']): Set<number> {
  const clients = new Set<number>()
  for (const { bytes } of rows) {
    const update = open(bytes)
    const inspected = update && inspectUpdate(update)
    if (inspected?.ok) for (const client of inspected.value.clients) clients.add(client)
  }
  return clients
}

function itemOf(row: FeedRow) {
  const { content, itemId } = row
  const place = { type: 'item', itemId, at: row.created.at } as const
  switch (content.kind) {
    case 'file': {
      const manifest = toBase64Url(row.manifestWithSecrets ?? new Uint8Array())
      return { ...place, content: { kind: 'file', text: content.text, manifest } } as const
    }
    default:
      return { ...place, content } as const
  }
}

const commentOf = ({ commentId, itemId, created, text }: CommentDocRow) =>
  ({ type: 'comment', commentId, itemId, at: created.at, text }) as const

function noteOf(docId: DocId, { documents }: CollectOptions): Kept | undefined {
  const { kind, itemId } = documents.placeOf(docId)
  if (kind !== 'body' || !itemId) return undefined
  const content = documents.feed().row(itemId)?.content
  const tree = documents.read(docId, treeOf)
  if (content?.kind !== 'note' || !tree) return undefined
  return { device: documents.self, type: 'note', itemId, title: content.title, tree }
}
