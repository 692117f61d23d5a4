import { type FileId, idFromBytes, idToBytes } from '../base/ids.ts'
import type { Random } from '../ports/random.ts'
import { tagOf } from './clientId.ts'

/**
 * A file's id begins with the tag of the device that posts it (rule 11): nobody can post something else under
 * the id of another's file, which a device that hears of it first would take for that file.
 */
export function freshFileId(tag: number, random: Random): FileId {
  const bytes = random.bytes(16)
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, tag)
  return idFromBytes<FileId>(bytes)
}

/** The id that the device with this tag gives to what was `fileId`, posted again: always the same. */
export function fileIdAgain(tag: number, fileId: FileId): FileId {
  const bytes = idToBytes(fileId)
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, tag)
  return idFromBytes<FileId>(bytes)
}

/** Whether the device that wrote as this Yjs client may name a file so. */
export function isFileOf(fileId: FileId, client: number): boolean {
  const bytes = idToBytes(fileId)
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) === tagOf(client)
}
