import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The files of the guest page by path relative to its folder, each with its SHA-256 in hex, and one
 * hash over all of them, which a release publishes. `manifest.json` in that folder holds it.
 */
export interface GuestManifest {
  readonly version: 1
  /** SHA-256 (hex) over the lines `<hash>  <path>\n`, sorted by path, as `sha256sum` prints them. */
  readonly pageHash: string
  readonly files: Readonly<Record<string, string>>
}

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')

/** The one hash over the hashes of all files. */
export function pageHashOf(files: Readonly<Record<string, string>>): string {
  const paths = Object.keys(files).sort()
  return sha256(paths.map((path) => `${files[path]}  ${path}\n`).join(''))
}

/** Describes the files of a folder as they lie on disk, the manifest itself left out. */
export function describeGuestPage(folder: string): GuestManifest {
  const paths = globSync('**/*', { cwd: folder })
    .filter((path) => path !== 'manifest.json' && statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
  const files = Object.fromEntries(
    paths.map((path) => [path, sha256(readFileSync(join(folder, path)))]),
  )
  return { version: 1, pageHash: pageHashOf(files), files }
}

const LOOK_EVERY_MS = 30_000

/** The hash of what lies in the folder, looked at now and then; nothing when there is no guest page. */
export function createGuestHash(
  folder: string,
  now: () => number = () => performance.now(),
): () => string | undefined {
  let known: string | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  return () => {
    if (now() - lookedAt < LOOK_EVERY_MS) return known
    lookedAt = now()
    const { files, pageHash } = describeGuestPage(folder)
    known = Object.keys(files).length > 0 ? pageHash : undefined
    return known
  }
}
