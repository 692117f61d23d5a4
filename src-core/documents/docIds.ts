import { utf8 } from '../base/bytes.ts'
import type { DocId, ItemId, SpaceId } from '../base/ids.ts'
import { idFromBytes, idToBytes } from '../base/ids.ts'
import { hash } from '../crypto/index.ts'

const derive = (kind: string, id: SpaceId | ItemId): DocId =>
  idFromBytes<DocId>(hash(utf8(`foyer/v1/doc/${kind}`), idToBytes(id)).slice(0, 16))

/** Items, their edits and the bin of a Space: one document, one authority (protocol rule 9). */
export const feedDocId = (spaceId: SpaceId): DocId => derive('feed', spaceId)

/** Comments on all items of a Space. */
export const commentsDocId = (spaceId: SpaceId): DocId => derive('comments', spaceId)

/** The rich text of one note. */
export const bodyDocId = (itemId: ItemId): DocId => derive('body', itemId)
