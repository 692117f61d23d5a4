import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeGuestManifest } from '../../resources/guestManifest.ts'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { createGuestHash } from '../../signaling/guestManifest.ts'
import { verifyGuest } from '../../signaling/verifyGuest.ts'

let guestDir: string
let relay: Relay
beforeEach(async () => {
  guestDir = mkdtempSync(join(tmpdir(), 'foyer-guest-'))
  mkdirSync(join(guestDir, 'assets'))
  writeFileSync(join(guestDir, 'guest.html'), '<!doctype html><title>Foyer</title>')
  writeFileSync(join(guestDir, 'assets/guest-abcdefgh.js'), `console.log(${'1 +'.repeat(999)} 1)`)
  writeFileSync(join(guestDir, 'assets/face-abcdefgh.woff2'), Buffer.alloc(2_000, 7))
  writeGuestManifest(guestDir)
  relay = await createRelay({ guestDir })
})
afterEach(async () => {
  await relay.close()
  rmSync(guestDir, { recursive: true, force: true })
})

const verify = (expected?: string) =>
  verifyGuest({ relay: relay.url.replace('ws', 'http'), expected })

test('an unchanged page is found unchanged, compressed as it is served', async () => {
  const pageHash = createGuestHash(guestDir)()
  expect(await verify(pageHash)).toEqual({ ok: true, value: { pageHash, files: 3 } })
  expect((await verify()).ok).toBe(true)
})

test('the fingerprint is what sha256sum makes of the files', async () => {
  const verified = await verify()
  const command =
    'find . -type f ! -name manifest.json | sed s,^./,, | LC_ALL=C sort | xargs sha256sum | sha256sum'
  const said = execFileSync('sh', ['-c', command], { cwd: guestDir, encoding: 'utf8' })
  expect(verified.ok && verified.value.pageHash).toBe(said.split(' ')[0])
})

test.each([
  ['a changed script', 'assets/guest-abcdefgh.js', 'guest-abcdefgh.js is not what'],
  ['a changed page', 'guest.html', 'guest.html is not what'],
])('%s is found out', async (_, file, sentence) => {
  writeFileSync(join(guestDir, file), 'steal()')
  const verified = await verify()
  expect(verified.ok ? '' : verified.error).toContain(sentence)
})

test('a page put in front of the right one is found out', async () => {
  writeFileSync(join(guestDir, 'index.html'), '<!doctype html><script src=//eve.example></script>')
  const verified = await verify()
  expect(verified.ok ? '' : verified.error).toContain('What /join shows')
})

test('a whole other page that fits its own manifest is not the expected one', async () => {
  const expected = createGuestHash(guestDir)()
  writeFileSync(join(guestDir, 'assets/guest-abcdefgh.js'), 'steal()')
  writeGuestManifest(guestDir)
  const verified = await verify(expected)
  expect(verified.ok ? '' : verified.error).toContain('another page than expected')
})

test('a manifest cannot lead to files elsewhere', async () => {
  const files = { '../../secret': 'a'.repeat(64) }
  const manifest = { version: 1, pageHash: 'a'.repeat(64), files }
  writeFileSync(join(guestDir, 'manifest.json'), JSON.stringify(manifest))
  const verified = await verify()
  expect(verified.ok ? '' : verified.error).toContain('not one of Foyer’s')
})
