import * as z from 'zod/mini'
import { err, ok, type Result } from '../src-core/base/result.ts'
import { pageHashOf, sha256 } from './guestManifest.ts'

const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))
/** Paths as the build names them: nothing that leads elsewhere. */
const path = /^(?!\/)(?!.*(?:^|\/)\.)[\w./-]{1,200}$/
const Manifest = z.object({
  version: z.literal(1),
  pageHash: Hash,
  files: z.record(z.string().check(z.regex(path)), Hash),
})

const MAX_FILES = 1_000
const WITHIN_MS = 30_000

export interface VerifyOptions {
  /** `https://relay.example/` */
  readonly relay: string
  /** The fingerprint that a release names; nothing: the page is only checked against its own manifest. */
  readonly expected: string | undefined
}

export interface VerifiedGuest {
  readonly pageHash: string
  readonly files: number
}

/**
 * Fetches a relay's guest page as a browser gets it and compares every file with what the page should
 * consist of. An error says what differs. It proves what this relay sent to this computer now; a relay
 * could send something else to others.
 */
export async function verifyGuest(options: VerifyOptions): Promise<Result<VerifiedGuest>> {
  const { expected } = options
  try {
    const base = new URL('/join/', options.relay)
    const parsed = Manifest.safeParse(JSON.parse(String(await get(new URL('manifest.json', base)))))
    if (!parsed.success) return err('This relay’s manifest.json is not one of Foyer’s.')
    const { pageHash, files } = parsed.data
    const paths = Object.keys(files)
    if (paths.length > MAX_FILES) return err('This relay names more files than a guest page has.')
    if (pageHashOf(files) !== pageHash) return err('The manifest contradicts itself.')
    if (expected !== undefined && expected !== pageHash) {
      return err(
        `This is another page than expected.\n  expected ${expected}\n  found    ${pageHash}`,
      )
    }
    for (const name of paths) {
      if (sha256(await get(new URL(name, base))) !== files[name]) {
        return err(`${name} is not what the manifest says.`)
      }
    }
    return await verifyEntry(base, files, { pageHash, files: paths.length })
  } catch (error) {
    return err(`The page could not be fetched: ${error instanceof Error ? error.message : error}.`)
  }
}

/** What a guest's link opens is `/join`, whatever the files beside it are. */
async function verifyEntry(
  base: URL,
  files: Readonly<Record<string, string>>,
  verified: VerifiedGuest,
): Promise<Result<VerifiedGuest>> {
  const shown = sha256(await get(new URL('/join', base)))
  const entry = files['index.html'] ?? files['guest.html']
  return shown === entry ? ok(verified) : err('What /join shows is not in the manifest.')
}

async function get(url: URL): Promise<Buffer> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(WITHIN_MS) })
  if (!response.ok) throw new Error(`${url.pathname} answers ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}
