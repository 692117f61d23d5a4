import { fromHex } from '../base/bytes.ts'
import type { ErrorCode } from '../base/errors.ts'
import type { FileId } from '../base/ids.ts'
import { err, ok, type Result } from '../base/result.ts'
import { contentHash } from '../crypto/index.ts'
import type { Random } from '../ports/random.ts'
import { sealChunk, sealHashList } from './chunks.ts'
import { cleanFileName, cleanMime } from './fileName.ts'
import {
  CHUNK_BYTES,
  type FileManifestWithSecrets,
  MAX_FILE_BYTES,
  MAX_INLINE_HASHES,
  type Picture,
  type Removed,
} from './manifest.ts'

/** What the page knows about a file; the rest of the manifest is made while sealing. */
export interface FileDescription {
  readonly fileId: FileId
  readonly name: string
  readonly sizeBytes: number
  readonly mime: string
  readonly picture: Picture | null
  readonly removed: readonly Removed[]
}

export interface FileSealerOptions {
  readonly file: FileDescription
  readonly random: Random
  /** Called with every sealed chunk, in order; must keep it before returning. */
  readonly onChunk: (hash: string, sealed: Uint8Array) => void
}

export interface FileSealer {
  /** Bytes taken in so far: where the next piece must begin. */
  readonly position: number
  /** Takes the next piece, of any size. Nothing is taken when it would exceed the announced size. */
  add(piece: Uint8Array): Result<void, ErrorCode>
  /** Seals the rest. INVALID_INPUT while bytes are missing. */
  finish(): Result<FileManifestWithSecrets, ErrorCode>
}

/** FILE_EMPTY and FILE_TOO_LARGE, before a byte is taken. */
export function checkFileSize(sizeBytes: number): ErrorCode | undefined {
  if (sizeBytes <= 0) return 'FILE_EMPTY'
  return sizeBytes > MAX_FILE_BYTES ? 'FILE_TOO_LARGE' : undefined
}

/** Cuts and seals a file as it streams in; holds at most one chunk in memory. */
export function createFileSealer({ file, random, onChunk }: FileSealerOptions): FileSealer {
  const key = random.bytes(32)
  const hashes: Uint8Array[] = []
  let chunk = new Uint8Array(Math.min(CHUNK_BYTES, file.sizeBytes))
  let filled = 0
  let position = 0

  function keep(sealed: Uint8Array): Uint8Array {
    const hash = contentHash(sealed)
    onChunk(hash, sealed)
    return fromHex(hash)
  }
  function flush(): void {
    hashes.push(keep(sealChunk(key, hashes.length, chunk.subarray(0, filled), random)))
    filled = 0
  }
  function fill(piece: Uint8Array): void {
    for (let offset = 0; offset < piece.length; ) {
      const part = piece.subarray(offset, offset + chunk.length - filled)
      chunk.set(part, filled)
      filled += part.length
      offset += part.length
      position += part.length
      if (filled === chunk.length) flush()
    }
  }
  const chunks = (): FileManifestWithSecrets['chunks'] =>
    hashes.length <= MAX_INLINE_HASHES
      ? { type: 'inline', hashes }
      : {
          type: 'list',
          hash: keep(sealHashList(key, hashes, random)),
          count: hashes.length,
        }

  return {
    get position() {
      return position
    },
    add(piece) {
      if (position + piece.length > file.sizeBytes) return err('INVALID_INPUT')
      fill(piece)
      return ok(undefined)
    },
    finish() {
      const fault = checkFileSize(file.sizeBytes)
      if (fault) return err(fault)
      if (position !== file.sizeBytes) return err('INVALID_INPUT')
      if (filled > 0) flush()
      chunk = new Uint8Array(0)
      return ok({
        ...file,
        name: cleanFileName(file.name),
        mime: cleanMime(file.mime),
        key,
        chunkBytes: CHUNK_BYTES,
        chunks: chunks(),
      })
    },
  }
}
