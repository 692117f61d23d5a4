export {
  BODY_ROOT,
  type BodyBlock,
  createBodyOf,
  isNewerBody,
  SCHEMA_VERSION,
  schemaVersionOf,
} from './bodies.ts'
export { applyAll, encodeState, isOverPending, isPending, loadDoc } from './checkpoint.ts'
export { clientIdFor, freshClientId, tagOf } from './clientId.ts'
export type { CommentDocRow } from './commentRow.ts'
export { type Comments, type CommentsChange, createComments } from './comments.ts'
export { bodyDocId, commentsDocId, feedDocId } from './docIds.ts'
export { createFeed, type Feed, type FeedChange, type NewItem } from './feed.ts'
export type { FeedEnamel } from './feedMaps.ts'
export type { GivenMeta } from './feedMeta.ts'
export type { FeedRow } from './feedRow.ts'
export { fileIdAgain, freshFileId } from './fileId.ts'
export { chunkHashesOf, hasBit, hashListOf, haveBytesOf, readRange, setBit } from './fileReader.ts'
export {
  checkFileSize,
  createFileSealer,
  type FileDescription,
  type FileSealer,
} from './fileSealer.ts'
export { type InspectedUpdate, inspectUpdate } from './inspect.ts'
export type { StoredEdit } from './items.ts'
export {
  CHUNK_BYTES,
  chunkCountOf,
  type FileManifestWithSecrets,
  manifestFromBytes,
  manifestToBytes,
} from './manifest.ts'
export { nextClock } from './nextClock.ts'
export { noteBlocks } from './noteBlocks.ts'
export { fillFromGone, isFilledInVain, placeholderFor } from './placeholder.ts'
export { type CursorState, checkPresence, encodeCursors } from './presence.ts'
export { SAMPLE_SPACES } from './sample/sampleSpace.ts'
export { joinUpdates, MAX_SEGMENT_UPDATES, openSegment, type Segment } from './segment.ts'
export { splitUpdate } from './splitUpdate.ts'
export { createUndoStack } from './undo.ts'
export { checkUpdate, type DocumentKind, type UpdateRefusal } from './validate.ts'
