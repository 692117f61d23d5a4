import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { compileCache } from './compileCache.ts'

const script = join(import.meta.dirname, 'writeProfile.ts')

/** Makes somebody's profile in a folder, without Foyer running: named, no Space, a cheap passphrase. */
export async function makeProfile(
  dataDir: string,
  name: string,
  passphrase: string,
): Promise<void> {
  const env = { ...process.env, ...compileCache }
  await promisify(execFile)(process.execPath, [script, dataDir, name, passphrase], { env })
}
