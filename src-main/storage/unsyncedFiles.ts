import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Files that get their name once they are on the disk for good. */
export interface UnsyncedFiles {
  /** Takes the bytes at once; the file waits for `sync` under a passing name. */
  write(path: string, bytes: Uint8Array): void
  /** Where the bytes of a waiting file are now; undefined: it does not wait. */
  placeOf(path: string): string | undefined
  /** Removes a waiting file. */
  forget(path: string): void
  /**
   * Resolves when all files written before the call have their names, content and name on disk. Rejects
   * with the error of the file system; the files wait on, and the next call tries again.
   */
  sync(): Promise<void>
}

interface Waiting {
  readonly path: string
  place: string
  /** The disk refused it: a second try on the same file could say yes to pages that are lost. */
  suspect: boolean
}

/**
 * Many at once, because each wait for the disk is long and they share it, and away from this thread,
 * which goes on meanwhile. `suffix` ends the passing names, for whoever clears up after a killed process.
 */
export function createUnsyncedFiles(suffix: string): UnsyncedFiles {
  const files = new Map<string, Waiting>()
  // One's own, so that nobody who opened the folder after us meets a file of ours, or we one of his.
  const ending = `.${randomBytes(6).toString('hex')}${suffix}`
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined

  const waits = (file: Waiting) => files.get(file.path) === file

  async function syncContent(file: Waiting): Promise<void> {
    if (file.place === file.path) return
    if (file.suspect) writeAnew(file.place, readFileSync(file.place))
    file.suspect = true
    await syncPath(file.place, 'r+')
    file.suspect = false
  }

  async function round(): Promise<void> {
    const batch = [...files.values()]
    const synced = await settleAll(batch, async (file) => {
      try {
        await syncContent(file)
      } catch (error) {
        // Removed meanwhile.
        if (waits(file)) throw error
      }
    })
    const named = synced.done.filter(waits)
    for (const file of named) {
      if (file.place !== file.path) renameSync(file.place, file.path)
      file.place = file.path
    }
    const folders = new Set(named.map(({ path }) => dirname(path)))
    const renamed = await settleAll([...folders], syncFolder)
    for (const file of named)
      if (waits(file) && renamed.done.includes(dirname(file.path))) files.delete(file.path)
    const failed = [...synced.errors, ...renamed.errors]
    if (failed.length > 0) throw failed[0]
  }

  function sync(): Promise<void> {
    if (!running) {
      running = round().finally(() => {
        running = undefined
      })
      return running
    }
    // What is under way may have begun before the last file was written.
    next ??= running
      .catch(() => {})
      .then(() => {
        next = undefined
        return sync()
      })
    return next
  }

  return {
    write(path, bytes) {
      const place = path + ending
      writeAnew(place, bytes)
      files.set(path, { path, place, suspect: false })
    },
    placeOf: (path) => files.get(path)?.place,
    forget(path) {
      const file = files.get(path)
      if (!file) return
      files.delete(path)
      rmSync(file.place, { force: true })
    },
    sync,
  }
}

function writeAnew(path: string, bytes: Uint8Array): void {
  try {
    rmSync(path, { force: true })
    writeFileSync(path, bytes, { mode: 0o600 })
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
}

async function syncPath(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a rename survive a power cut; Windows has no such call and needs none. */
const syncFolder = async (folder: string) => {
  if (process.platform !== 'win32') await syncPath(folder, 'r')
}

async function settleAll<T>(items: readonly T[], work: (item: T) => Promise<void>) {
  const results = await Promise.allSettled(items.map(work))
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  return { done: items.filter((_, i) => results[i]?.status === 'fulfilled'), errors }
}
