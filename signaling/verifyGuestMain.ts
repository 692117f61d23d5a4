import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { resolveRelayOptions } from './relayOptions.ts'
import { verifyGuest } from './verifyGuest.ts'

const usage = `Usage: npm run verify-guest -- https://relay.example/ [--expect HASH]
Without --expect, the page is compared with the one that was built or came with this program.`

/** The fingerprint of the guest page here, if there is one. */
function ownHash(): string | undefined {
  const manifest = resolve(resolveRelayOptions({}).guestDir, 'manifest.json')
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).pageHash : undefined
}

async function main(): Promise<number> {
  const options = { expect: { type: 'string' } } as const
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [relay] = positionals
  if (relay === undefined || positionals.length > 1 || !/^https?:/.test(relay)) {
    console.error(usage)
    return 2
  }
  const expected = values.expect?.toLowerCase() ?? ownHash()
  const verified = await verifyGuest({ relay, expected })
  if (!verified.ok) {
    console.error(verified.error)
    return 1
  }
  const { files, pageHash } = verified.value
  console.log(`${files} files, all as the manifest says. Fingerprint of the page:\n${pageHash}`)
  console.log(
    expected === undefined
      ? 'There was nothing to compare it with: compare it with the one that the release names.'
      : 'It is the page that was expected.',
  )
  return 0
}

main()
  .then((code) => {
    process.exitCode = code
  })
  .catch((error: Error) => {
    console.error(`${error.message}\n${usage}`)
    process.exitCode = 2
  })
