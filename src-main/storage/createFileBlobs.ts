import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { assert } from '../../src-core/base/assert.ts'
import type { Blobs } from '../../src-core/ports/index.ts'
import { guardStore, toStorageError } from './failures.ts'
import { createUnsyncedFiles } from './unsyncedFiles.ts'

const partSuffix = '.part'

/**
 * `Blobs` as files, `folder`/ab/abcd…: a name stands for a whole chunk also after a power cut. What a
 * killed process had not flushed is removed here.
 */
export function createFileBlobs(folder: string): Blobs {
  const pathOf = (hash: string) => {
    assert(/^[0-9a-f]{64}$/.test(hash), 'a chunk is named by 64 lower-case hex digits')
    return join(folder, hash.slice(0, 2), hash)
  }
  const unsynced = createUnsyncedFiles(partSuffix)
  const placeOf = (hash: string) => {
    const path = pathOf(hash)
    return unsynced.placeOf(path) ?? path
  }
  const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size
  let used = sweep(folder)

  return {
    ...guardStore<Omit<Blobs, 'flush'>>({
      has: (hash) => sizeOf(placeOf(hash)) !== undefined,
      write(hash, chunk) {
        if (sizeOf(placeOf(hash)) !== undefined) return
        const path = pathOf(hash)
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
        unsynced.write(path, chunk)
        used += chunk.length
      },
      read(hash) {
        const place = placeOf(hash)
        if (sizeOf(place) === undefined) return undefined
        const bytes = readFileSync(place)
        return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      },
      remove(hash) {
        used -= sizeOf(placeOf(hash)) ?? 0
        unsynced.forget(pathOf(hash))
        rmSync(pathOf(hash), { force: true })
      },
      usedBytes: () => used,
    }),
    flush: () =>
      unsynced.sync().catch((error: unknown) => {
        throw toStorageError(error)
      }),
  }
}

/** Writes a file so that it is there completely, on disk, when this returns, or not at all. */
export function writeDurably(path: string, bytes: Uint8Array): void {
  const part = path + partSuffix
  try {
    const file = openSync(part, 'w', 0o600)
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
  syncFolder(dirname(path))
}

/** Makes a rename survive a power cut; Windows has no such call and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Removes unfinished files; returns the bytes of the finished ones. */
function sweep(folder: string): number {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let bytes = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    if (entry.name.endsWith(partSuffix)) rmSync(path)
    else bytes += statSync(path).size
  }
  return bytes
}
