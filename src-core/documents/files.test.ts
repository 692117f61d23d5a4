import { beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '../base/bytes.ts'
import type { FileId } from '../base/ids.ts'
import { contentHash, ready } from '../crypto/index.ts'
import { createMemoryBlobs } from '../ports/memory/index.ts'
import { openChunk, sealChunk, sealHashList } from './chunks.ts'
import { chunkHashesOf, emptyBitmap, hasBit, haveBytesOf, readRange, setBit } from './fileReader.ts'
import { createFileSealer, type FileDescription } from './fileSealer.ts'
import {
  CHUNK_BYTES,
  type FileManifestWithSecrets,
  MAX_FILE_BYTES,
  MAX_INLINE_HASHES,
  manifestFromBytes,
  manifestToBytes,
} from './manifest.ts'

beforeAll(ready)

let seed = 0
const random = {
  bytes(length: number) {
    seed++
    return Uint8Array.from({ length }, (_, i) => (seed * 31 + i * 7) % 256)
  },
}
const describeFile = (sizeBytes: number): FileDescription => ({
  fileId: 'f'.repeat(21).concat('w') as FileId,
  name: 'plan.pdf',
  sizeBytes,
  mime: 'application/pdf',
  picture: null,
  removed: ['location'],
})
const content = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 13 + (i >> 8)) % 251)

function sealAll(plain: Uint8Array, pieceBytes: number) {
  const blobs = createMemoryBlobs()
  const sealer = createFileSealer({
    file: describeFile(plain.length),
    random,
    onChunk: blobs.write,
  })
  for (let at = 0; at < plain.length; at += pieceBytes) {
    expect(sealer.position).toBe(at)
    expect(sealer.add(plain.subarray(at, at + pieceBytes)).ok).toBe(true)
  }
  const finished = sealer.finish()
  if (!finished.ok) throw new Error(finished.error)
  return { blobs, manifest: finished.value }
}

const wholeOf = ({ manifest, blobs }: ReturnType<typeof sealAll>) =>
  readRange(manifest, blobs, { offset: 0, length: manifest.sizeBytes })

describe('a file', () => {
  test.each([1, 1000, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])(
    'of %i bytes comes out as it went in, whatever the pieces',
    (size) => {
      const plain = content(size)
      for (const pieceBytes of [CHUNK_BYTES, 100_000, size]) {
        const sealed = sealAll(plain, pieceBytes)
        expect(wholeOf(sealed)).toEqual({ ok: true, value: plain })
        expect(chunkHashesOf(sealed.manifest, sealed.blobs)).toHaveLength(
          Math.ceil(size / CHUNK_BYTES),
        )
      }
    },
  )

  test('is read from any place, across chunks and to its end', () => {
    const plain = content(2 * CHUNK_BYTES + 500)
    const { manifest, blobs } = sealAll(plain, 300_000)
    for (const [offset, length] of [
      [0, 10],
      [CHUNK_BYTES - 5, 10],
      [5, 2 * CHUNK_BYTES],
      [2 * CHUNK_BYTES + 490, 100],
      [plain.length, 5],
    ] as const) {
      const read = readRange(manifest, blobs, { offset, length })
      expect(read).toEqual({ ok: true, value: plain.slice(offset, offset + length) })
    }
  })

  test('leaves no plain bytes in what is stored or sent', () => {
    const plain = new TextEncoder().encode('SECRET-CANARY '.repeat(30_000))
    const chunks: Uint8Array[] = []
    const sealer = createFileSealer({
      file: describeFile(plain.length),
      random,
      onChunk: (_, sealed) => chunks.push(sealed),
    })
    sealer.add(plain)
    sealer.finish()
    expect(chunks).toHaveLength(2)
    for (const chunk of chunks)
      expect(new TextDecoder('latin1').decode(chunk)).not.toContain('CANARY')
  })

  test('is refused when empty, too large, or not of the announced size', () => {
    const sealer = (sizeBytes: number) =>
      createFileSealer({ file: describeFile(sizeBytes), random, onChunk: () => undefined })
    expect(sealer(0).finish()).toEqual({ ok: false, error: 'FILE_EMPTY' })
    expect(sealer(MAX_FILE_BYTES + 1).finish()).toEqual({ ok: false, error: 'FILE_TOO_LARGE' })
    expect(sealer(5).add(content(6))).toEqual({ ok: false, error: 'INVALID_INPUT' })
    expect(sealer(5).finish()).toEqual({ ok: false, error: 'INVALID_INPUT' })
  })
})

describe('a chunk', () => {
  test('opens only under its key, at its index, unaltered', () => {
    const key = random.bytes(32)
    const sealed = sealChunk(key, 3, content(50), random)
    expect(openChunk(key, 3, sealed)).toEqual(content(50))
    expect(openChunk(key, 4, sealed)).toBeUndefined()
    expect(openChunk(random.bytes(32), 3, sealed)).toBeUndefined()
    sealed[30] = (sealed[30] as number) ^ 1
    expect(openChunk(key, 3, sealed)).toBeUndefined()
  })

  test('that is missing or swapped makes the file incomplete, not wrong', () => {
    const sealed = sealAll(content(2 * CHUNK_BYTES), CHUNK_BYTES)
    const [first = '', second = ''] = chunkHashesOf(sealed.manifest, sealed.blobs) ?? []
    const swapped = { read: (hash: string) => sealed.blobs.read(hash === first ? second : first) }
    const range = { offset: 0, length: 10 }
    expect(readRange(sealed.manifest, swapped, range)).toEqual({
      ok: false,
      error: 'FILE_INCOMPLETE',
    })
    sealed.blobs.remove(first)
    expect(wholeOf(sealed)).toEqual({ ok: false, error: 'FILE_INCOMPLETE' })
    expect(readRange(sealed.manifest, sealed.blobs, { offset: CHUNK_BYTES, length: 5 }).ok).toBe(
      true,
    )
  })
})

describe('a manifest', () => {
  test('has one encoding, and only what adds up is read', () => {
    const made = sealAll(content(CHUNK_BYTES + 1), CHUNK_BYTES).manifest
    const bytes = manifestToBytes(made)
    expect(manifestFromBytes(bytes)).toEqual(made)
    expect(manifestFromBytes(Uint8Array.of(...bytes, 0))).toBeUndefined()
    expect(manifestFromBytes(bytes.subarray(1))).toBeUndefined()
    for (const change of [
      { name: 'a/b' },
      { mime: 'a\r\nb: c' },
      { sizeBytes: 0 },
      { sizeBytes: 5 * CHUNK_BYTES },
      { chunkBytes: 1 },
    ])
      expect(manifestFromBytes(manifestToBytes({ ...made, ...change }))).toBeUndefined()
  })

  test('of a file of 2 GiB stays small: its hashes are a sealed chunk of their own', () => {
    const key = random.bytes(32)
    const count = MAX_FILE_BYTES / CHUNK_BYTES
    const hashes = Array.from({ length: count }, (_, i) => new Uint8Array(32).fill(i % 256))
    const sealed = sealHashList(key, hashes, random)
    const blobs = createMemoryBlobs()
    blobs.write(contentHash(sealed), sealed)
    const hash = Uint8Array.from(Buffer.from(contentHash(sealed), 'hex'))
    const large: FileManifestWithSecrets = {
      ...describeFile(MAX_FILE_BYTES),
      key,
      chunkBytes: CHUNK_BYTES,
      chunks: { type: 'list', hash, count },
    }
    expect(manifestToBytes(large).length).toBeLessThan(300)
    expect(manifestFromBytes(manifestToBytes(large))).toEqual(large)
    expect(chunkHashesOf(large, blobs)).toEqual(hashes.map(toHex))
    expect(chunkHashesOf(large, createMemoryBlobs())).toBeUndefined()
    expect(chunkHashesOf({ ...large, key: random.bytes(32) }, blobs)).toBeUndefined()
  })

  test('of a file with more chunks than fit carries the list', () => {
    const size = (MAX_INLINE_HASHES + 1) * CHUNK_BYTES
    const blobs = createMemoryBlobs()
    const sealer = createFileSealer({ file: describeFile(size), random, onChunk: blobs.write })
    const piece = new Uint8Array(CHUNK_BYTES)
    for (let i = 0; i <= MAX_INLINE_HASHES; i++) sealer.add(piece)
    const finished = sealer.finish()
    expect(finished.ok && finished.value.chunks.type).toBe('list')
    const large = (finished.ok ? finished.value : undefined) as FileManifestWithSecrets
    expect(readRange(large, blobs, { offset: size - 3, length: 9 })).toEqual({
      ok: true,
      value: new Uint8Array(3),
    })
  })
})

test('a bitmap tells how much is here, the shorter last chunk included', () => {
  const { manifest } = sealAll(content(CHUNK_BYTES * 2 + 7), CHUNK_BYTES)
  const have = emptyBitmap(3)
  expect(haveBytesOf(manifest, have)).toBe(0)
  setBit(have, 2)
  expect([hasBit(have, 0), hasBit(have, 2)]).toEqual([false, true])
  expect(haveBytesOf(manifest, have)).toBe(7)
  setBit(have, 0)
  expect(haveBytesOf(manifest, have)).toBe(CHUNK_BYTES + 7)
})
