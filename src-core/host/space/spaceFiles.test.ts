import { beforeAll, describe, expect, it, vi } from 'vitest'
import { FoyerError } from '../../base/errors.ts'
import { type DeviceId, type FileId, type ItemId, idToBytes, type SpaceId } from '../../base/ids.ts'
import { createDataKey, ready, sealAtRest } from '../../crypto/index.ts'
import { chunkCountOf, createFileSealer, manifestToBytes } from '../../documents/index.ts'
import { createMemoryBlobs, createMemoryStorage } from '../../ports/memory/index.ts'
import type { Session } from '../../sync/index.ts'
import { createCastRandom } from '../../testing/cast.ts'
import { createVirtualClock } from '../../testing/virtualClock.ts'
import { createSpaceFiles } from './spaceFiles.ts'
import { createWriteFailure } from './writeFailure.ts'

beforeAll(ready)

const spaceId = 'canal house' as SpaceId
const fileId = 'AAAAAAAAAAAAAAAAAAAAAA' as FileId
const itemId = 'BBBBBBBBBBBBBBBBBBBBBB' as ItemId
const CHUNKS = 4

/** Chunks that are on the disk for good only once the test says so. */
function createSlowBlobs() {
  const flushes: PromiseWithResolvers<void>[] = []
  const blobs = {
    ...createMemoryBlobs(),
    flush() {
      const flush = Promise.withResolvers<void>()
      flushes.push(flush)
      return flush.promise
    },
  }
  return { blobs, flushes }
}

/** A file of Bob's of four chunks, of which Alice has the manifest and none of the chunks. */
function createScene() {
  const random = createCastRandom('files')
  const dataKey = createDataKey(random)
  const chunks: { readonly hash: string; readonly bytes: Uint8Array }[] = []
  const sealer = createFileSealer({
    file: {
      fileId,
      name: 'plan.pdf',
      sizeBytes: CHUNKS * 256 * 1024,
      mime: 'application/pdf',
      picture: null,
      removed: [],
    },
    random,
    onChunk: (hash, bytes) => chunks.push({ hash, bytes }),
  })
  sealer.add(random.bytes(CHUNKS * 256 * 1024))
  const manifest = sealer.finish()
  if (!manifest.ok) throw new Error(manifest.error)
  expect(chunkCountOf(manifest.value)).toBe(CHUNKS)

  const storage = createMemoryStorage()
  const place = { kind: 'manifest', context: [idToBytes(fileId)] } as const
  storage.files.put(spaceId, {
    fileId,
    itemId,
    sealedManifest: sealAtRest(dataKey, place, manifestToBytes(manifest.value), random),
    chunkCount: CHUNKS,
    have: new Uint8Array(1),
    state: 'partial',
  })
  const clock = createVirtualClock()
  const failure = createWriteFailure()
  const { blobs, flushes } = createSlowBlobs()
  const wantChunks = vi.fn()
  const bob = { greeted: true, device: 'bob' as DeviceId, wantChunks, cancelChunks() {} }
  const files = createSpaceFiles({
    spaceId,
    storage,
    blobs,
    dataKey,
    self: 'CCCCCCCCCCCCCCCCCCCCCA' as DeviceId,
    random,
    clock,
    failure,
    sessions: () => [bob as unknown as Session],
    post: () => itemId,
    onProgress() {},
  })
  files.look()
  const arrive = (...which: number[]) => {
    for (const index of which) {
      const chunk = chunks[index]
      if (chunk) files.receiveChunk(chunk.hash, chunk.bytes)
    }
  }
  const onDisk = () => {
    const row = storage.files.get(spaceId, fileId)
    return [row?.have[0]?.toString(2).padStart(CHUNKS, '0'), row?.state]
  }
  return { files, clock, failure, flushes, wantChunks, arrive, onDisk }
}

describe('a file that arrives', () => {
  it('is recorded as received only once its chunks are on the disk for good', async () => {
    const { clock, flushes, arrive, onDisk } = createScene()
    arrive(0, 1, 2, 3)
    await clock.settle(10_000)
    expect(flushes.length).toBe(1)
    expect(onDisk()).toEqual(['0000', 'partial'])
    flushes[0]?.resolve()
    await clock.settle(0)
    expect(onDisk()).toEqual(['1111', 'complete'])
  })

  it('is not recorded further than the flush reached that it waited for', async () => {
    const { clock, flushes, arrive, onDisk } = createScene()
    arrive(0, 1)
    await clock.settle(200)
    arrive(2)
    flushes[0]?.resolve()
    await clock.settle(0)
    expect(onDisk()).toEqual(['0011', 'partial'])
    await clock.settle(200)
    flushes[1]?.resolve()
    await clock.settle(0)
    expect(onDisk()).toEqual(['0111', 'partial'])
  })

  it('pauses where the disk refuses, says so, and goes on when it is resumed', async () => {
    const { files, clock, failure, flushes, wantChunks, arrive, onDisk } = createScene()
    arrive(0, 1)
    await clock.settle(200)
    flushes[0]?.reject(new FoyerError('DISK_FULL'))
    await clock.settle(0)
    expect(onDisk()).toEqual(['0000', 'paused'])
    expect(failure.code()).toBe('DISK_FULL')
    expect(files.transfers()).toMatchObject([{ state: 'paused' }])

    wantChunks.mockClear()
    files.resume(fileId)
    // What has arrived is not asked for again.
    expect(wantChunks.mock.calls.flat(2)).toHaveLength(2)
    arrive(2, 3)
    for (let flush = 1; flush < 3; flush++) {
      await clock.settle(200)
      flushes[flush]?.resolve()
    }
    await clock.settle(200)
    expect(onDisk()).toEqual(['1111', 'complete'])
    expect(failure.code()).toBeNull()
  })
})
