import { utf8 } from '../../base/bytes.ts'
import type { ItemId, SpaceId } from '../../base/ids.ts'
import { contentHash } from '../../crypto/index.ts'
import {
  type NoteNode,
  type NoteTree,
  treeOf,
  type VersionContent,
} from '../../documents/versions/index.ts'
import type { Storage } from '../../ports/index.ts'
import type { SpaceDocuments } from '../space/spaceDocuments.ts'

/** A note as it reads at this moment. */
export interface NoteNow {
  readonly title: string
  readonly tree: NoteTree
}

/** Equal for what reads alike. */
export const markOf = ({ title, tree }: NoteNow | VersionContent): string =>
  contentHash(utf8(JSON.stringify([title, tree.nodes])))

/** Undefined where there is no such note, or where it is too large to be kept. */
export function noteNow(
  { documents, storage, spaceId }: NotePlace,
  itemId: ItemId,
): NoteNow | undefined {
  const row = storage.feed.item(spaceId, itemId)
  if (row?.kind !== 'note') return undefined
  const tree = treeOf(documents.body(itemId))
  return tree && { title: (JSON.parse(row.content) as { title: string }).title, tree }
}

export interface NotePlace {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly documents: Pick<SpaceDocuments, 'body'>
}

export const isEmptyNote = ({ tree }: NoteNow): boolean => tree.nodes.every(isEmptyNode)

const isEmptyNode = (node: NoteNode): boolean =>
  'name' in node ? (node.children ?? []).every(isEmptyNode) : 'text' in node && node.text === ''
