export {
  type BodyBlock,
  bodyFragment,
  createBody,
  createBodyOf,
  isNewerBody,
  KNOWN_MARKS,
  KNOWN_NODES,
  SCHEMA_VERSION,
  schemaVersionOf,
} from './bodies.ts'
export type { InspectionFailure } from './boundedDecoder.ts'
export { applyAll, encodeState, isOverPending, loadDoc, pendingBytes } from './checkpoint.ts'
export { MAX_SEALED_CHUNK_BYTES, openChunk, sealChunk } from './chunks.ts'
export { clientIdFor, freshClientId, isOfTag, tagOf } from './clientId.ts'
export { tagOfComment } from './commentKeys.ts'
export type { CommentDocRow } from './commentRow.ts'
export {
  type Comments,
  type CommentsChange,
  type CommentsOptions,
  createComments,
  type NewComment,
} from './comments.ts'
export { bodyDocId, commentsDocId, feedDocId } from './docIds.ts'
export { createFeed, type Feed, type FeedChange, type NewItem } from './feed.ts'
export { ENAMELS, type FeedEnamel, type FeedMeta, type NewMeta } from './feedMaps.ts'
export type { Deed, FeedRow } from './feedRow.ts'
export { cleanFileName, cleanMime } from './fileName.ts'
export {
  chunkHashesOf,
  chunkSizeOf,
  emptyBitmap,
  hasBit,
  hashListOf,
  haveBytesOf,
  readRange,
  setBit,
} from './fileReader.ts'
export {
  checkFileSize,
  createFileSealer,
  type FileDescription,
  type FileSealer,
  type FileSealerOptions,
} from './fileSealer.ts'
export {
  type ContentKind,
  type DeletedRange,
  type InspectedStruct,
  type InspectedUpdate,
  inspectUpdate,
  type StructId,
} from './inspect.ts'
export { type FileFacts, type ItemContent, itemContent, type StoredEdit } from './items.ts'
export {
  MAX_PENDING_BYTES,
  MAX_PRESENCE_BYTES,
  MAX_STRUCTS,
  MAX_UPDATE_BYTES,
} from './limits.ts'
export {
  CHUNK_BYTES,
  chunkCountOf,
  type FileManifestWithSecrets,
  MAX_FILE_BYTES,
  manifestFromBytes,
  manifestToBytes,
  type Picture,
  type Removed,
} from './manifest.ts'
export { MAX_BLOCKS, type NoteBlockView, type NoteView, noteBlocks } from './noteBlocks.ts'
export type { NoteMark, NoteRun } from './noteRuns.ts'
export { stripPictureMetadata } from './pictures/stripPicture.ts'
export type { Orientation, StrippedPicture } from './pictures/strippedPicture.ts'
export { type CursorState, checkPresence, type PresenceRefusal } from './presence.ts'
export { SAMPLE_SPACES } from './sample/sampleSpace.ts'
export type { SampleItem, SampleSpace } from './sample/sampleTypes.ts'
export { splitUpdate } from './splitUpdate.ts'
export { createUndoStack, type UndoEntry, type UndoStack } from './undo.ts'
export {
  checkUpdate,
  type DocumentKind,
  mayWrite,
  type UpdateRefusal,
  type UpdateToCheck,
  type WriterRole,
} from './validate.ts'
