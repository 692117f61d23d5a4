/** Beside `documents/index.ts`, because a visitor's page loads what is in here later. */
export {
  beginWithTree,
  docOfTree,
  type NoteNode,
  type NoteTree,
  treeOf,
  writeTree,
} from './noteTree.ts'
export {
  isVersion,
  openVersion,
  sealVersion,
  type VersionContent,
} from './versionBlob.ts'
export {
  createVersionBook,
  type KeptVersion,
  type VersionBook,
} from './versionBook.ts'
export { tagOfVersion, type VersionKind } from './versionRecord.ts'
