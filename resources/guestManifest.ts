import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What `out/guest/manifest.json` says: the files of the guest page by path relative to that folder,
 * each with its SHA-256 in hex, and one hash over all of them, which a release publishes.
 */
export interface GuestManifest {
  readonly version: 1
  /** SHA-256 (hex) over the lines `<hash>  <path>\n`, sorted by path, as `sha256sum` prints them. */
  readonly pageHash: string
  readonly files: Readonly<Record<string, string>>
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

/** Describes the files of a folder as they lie on disk, the manifest itself left out. */
export function describeGuestPage(folder: string): GuestManifest {
  const paths = globSync('**/*', { cwd: folder })
    .filter((path) => path !== 'manifest.json' && statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
  const hashes = paths.map((path) => [path, sha256(readFileSync(join(folder, path)))] as const)
  const lines = hashes.map(([path, hash]) => `${hash}  ${path}\n`).join('')
  return { version: 1, pageHash: sha256(lines), files: Object.fromEntries(hashes) }
}

export function writeGuestManifest(folder: string): void {
  const manifest = describeGuestPage(folder)
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}
