import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeGuestPage } from '../signaling/guestManifest.ts'

/** Writes beside the guest page what it consists of (signaling/guestManifest.ts). */
export function writeGuestManifest(folder: string): void {
  const manifest = describeGuestPage(folder)
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}
