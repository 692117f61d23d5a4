import { concatBytes, toHex } from '../base/bytes.ts'
import type { ErrorCode } from '../base/errors.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Blobs } from '../ports/blobs.ts'
import { openChunk, openHashList } from './chunks.ts'
import { chunkCountOf, type FileManifestWithSecrets } from './manifest.ts'

/** Bytes that the given chunk holds. */
export const chunkSizeOf = (manifest: FileManifestWithSecrets, index: number): number =>
  Math.max(0, Math.min(manifest.chunkBytes, manifest.sizeBytes - index * manifest.chunkBytes))

/**
 * Names of a file's chunks, in order, as lower-case hex. Undefined while the list of hashes of a large
 * file has not arrived (`hashListOf` names it), or is not what its sender sealed.
 */
export function chunkHashesOf(
  manifest: FileManifestWithSecrets,
  blobs: Pick<Blobs, 'read'>,
): readonly string[] | undefined {
  const { chunks, key } = manifest
  if (chunks.type === 'inline') return chunks.hashes.map(toHex)
  const sealed = blobs.read(toHex(chunks.hash))
  return sealed && openHashList(key, chunks.count, sealed)?.map(toHex)
}

/** The name of the blob with the hashes of a large file; null where they are in the manifest. */
export const hashListOf = ({ chunks }: FileManifestWithSecrets): string | null =>
  chunks.type === 'list' ? toHex(chunks.hash) : null

/**
 * At most `length` plain bytes from `offset`; fewer at the end of the file. FILE_INCOMPLETE while a
 * chunk of the range is missing, or is not what the manifest's author sealed.
 */
export function readRange(
  manifest: FileManifestWithSecrets,
  blobs: Pick<Blobs, 'read'>,
  range: { readonly offset: number; readonly length: number },
): Result<Uint8Array, ErrorCode> {
  const start = Math.max(0, range.offset)
  const end = Math.min(manifest.sizeBytes, start + range.length)
  if (end <= start) return ok(new Uint8Array(0))
  const hashes = chunkHashesOf(manifest, blobs)
  if (!hashes) return err('FILE_INCOMPLETE')
  const { chunkBytes } = manifest
  const parts: Uint8Array[] = []
  for (let index = Math.floor(start / chunkBytes); index * chunkBytes < end; index++) {
    const sealed = blobs.read(hashes[index] ?? '')
    const plain = sealed && openChunk(manifest.key, index, sealed)
    if (plain?.length !== chunkSizeOf(manifest, index)) return err('FILE_INCOMPLETE')
    const from = index * chunkBytes
    parts.push(plain.subarray(Math.max(0, start - from), Math.min(plain.length, end - from)))
  }
  return ok(parts.length === 1 ? (parts[0] as Uint8Array) : concatBytes(...parts))
}

/** How many plain bytes of a file are here, for progress. */
export function haveBytesOf(manifest: FileManifestWithSecrets, have: Uint8Array): number {
  let total = 0
  for (let index = 0; index < chunkCountOf(manifest); index++)
    if (hasBit(have, index)) total += chunkSizeOf(manifest, index)
  return total
}

/** A bitmap of chunks, lowest bit of the first byte first, all absent. */
export const emptyBitmap = (count: number): Uint8Array => new Uint8Array(Math.ceil(count / 8))

export const hasBit = (bits: Uint8Array, index: number): boolean =>
  (((bits[index >> 3] ?? 0) >> (index & 7)) & 1) === 1

/** Sets a bit in place. */
export function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7))
}
