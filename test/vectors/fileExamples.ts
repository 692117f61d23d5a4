import { fromHex } from '../../src-core/base/bytes.ts'
import { type DeviceId, type FileId, idFromBytes } from '../../src-core/base/ids.ts'
import { contentHash, hash } from '../../src-core/crypto/index.ts'
import { sealChunk, sealHashList } from '../../src-core/documents/chunks.ts'
import { manifestToBytes } from '../../src-core/documents/manifest.ts'

const fill = (byte: number, length = 32) => new Uint8Array(length).fill(byte)
const random = { bytes: (length: number) => fill(0x24, length) }
const CHUNK = 256 * 1024

/** A file of two chunks, of which the second has five bytes, and one whose hashes are in a list. */
export function fileOf() {
  const device = fill(0x31, 16)
  const file = fill(0x32, 16)
  file.set(hash(device).subarray(0, 4))
  const key = fill(0x33)
  const sealed = [fill(0x34, CHUNK), fill(0x35, 5)].map((chunk, index) =>
    sealChunk(key, index, chunk, random),
  )
  const hashes = sealed.map((chunk) => fromHex(contentHash(chunk)))
  const list = sealHashList(key, hashes, random)
  const described = {
    ...{ fileId: idFromBytes<FileId>(file), name: 'plan.png', mime: 'image/png', key },
    ...{ chunkBytes: CHUNK, removed: ['location', 'author'] as const },
  }
  const inline = {
    ...{ ...described, sizeBytes: CHUNK + 5, picture: { width: 640, height: 480, alt: 'A plan' } },
    chunks: { type: 'inline' as const, hashes },
  }
  const listed = {
    ...{ ...described, sizeBytes: 501 * CHUNK, picture: null },
    chunks: { type: 'list' as const, hash: fromHex(contentHash(list)), count: 501 },
  }
  return {
    device: idFromBytes<DeviceId>(device),
    key,
    last: { index: 1, plain: fill(0x35, 5), sealed: sealed[1], hash: hashes[1] },
    list: { hashes, sealed: list },
    manifests: [inline, listed].map((manifest) => ({ manifest, bytes: manifestToBytes(manifest) })),
  }
}
