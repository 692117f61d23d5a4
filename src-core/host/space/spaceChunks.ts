import { FoyerError } from '../../base/errors.ts'
import { type FileId, idToBytes, type SpaceId } from '../../base/ids.ts'
import { openAtRest } from '../../crypto/index.ts'
import {
  chunkHashesOf,
  type FileManifestWithSecrets,
  hashListOf,
  manifestFromBytes,
} from '../../documents/index.ts'
import type { Blobs, FileRow, Storage } from '../../ports/index.ts'
import { once } from './once.ts'

export interface SpaceChunksOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly blobs: Blobs
  readonly dataKey: Uint8Array
}

/** What the feed knows of one file. */
export interface KnownFile {
  readonly row: FileRow
  readonly manifest: FileManifestWithSecrets
}

/** Which chunks are one Space's, so that no other Space's can be asked for, and what they are part of. */
export interface SpaceChunks {
  /** Undefined when what is on the disk is not what this Space sealed. */
  manifestOf(row: FileRow): FileManifestWithSecrets | undefined
  /** Throws FoyerError NOT_FOUND. */
  file(fileId: FileId): KnownFile
  /** All chunks of a file are this Space's. */
  own(manifest: FileManifestWithSecrets): void
  /** One chunk is, although its file has not told of it yet. */
  add(hash: string): void
  /** A sealed chunk of this Space; undefined when it is not here, or not this Space's. */
  read(hash: string): Uint8Array | undefined
  eraseAll(): void
}

export function createSpaceChunks(options: SpaceChunksOptions): SpaceChunks {
  const { spaceId, storage, blobs, dataKey } = options
  const owned = new Set<string>()

  function manifestOf(row: FileRow) {
    const place = { kind: 'manifest', context: [idToBytes(row.fileId)] }
    const bytes = openAtRest(dataKey, place, row.sealedManifest)
    return bytes && manifestFromBytes(bytes)
  }
  function own(manifest: FileManifestWithSecrets) {
    const list = hashListOf(manifest)
    if (list) owned.add(list)
    for (const hash of chunkHashesOf(manifest, blobs) ?? []) owned.add(hash)
  }
  /** Once a start: files that were complete before it. */
  const ownAll = once(() => {
    const count = storage.feed.count(spaceId, 'file')
    for (const { content } of storage.feed.window(spaceId, 'file', 0, count)) {
      const row = storage.files.get(spaceId, JSON.parse(content).fileId)
      const manifest = row && manifestOf(row)
      if (manifest) own(manifest)
    }
  })

  return {
    manifestOf,
    file(fileId) {
      const row = storage.files.get(spaceId, fileId)
      const manifest = row && manifestOf(row)
      if (!row || !manifest) throw new FoyerError('NOT_FOUND')
      return { row, manifest }
    },
    own,
    add: (hash) => void owned.add(hash),
    read(hash) {
      if (!owned.has(hash)) ownAll()
      return owned.has(hash) ? blobs.read(hash) : undefined
    },
    eraseAll() {
      ownAll()
      for (const hash of owned) blobs.remove(hash)
    },
  }
}
