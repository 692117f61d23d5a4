/**
 * `npm run build`: everything that runs from out/. It is built beside out/ and put there when it is
 * complete, so that an interrupted or failed build changes nothing, and a running app keeps its files
 * until then.
 */
import { existsSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as buildHosts } from 'electron-vite'
import { build as buildPage } from 'vite'
import { entriesOf, root } from './buildOptions.ts'
import { writeGuestManifest } from './guestManifest.ts'

const final = join(root, 'out')
// The configurations read it when they are loaded, so it is set before them.
const out = join(root, `out-new-${process.pid}`)
process.env.FOYER_OUT = out
const startedAt = new Date()
const quiet = { logLevel: process.argv.includes('--quiet') ? ('warn' as const) : ('info' as const) }

/** Fails the build when the preload is not what a sandboxed renderer can load. */
function assertLoadablePreload(file: string): void {
  const text = readFileSync(file, 'utf8')
  const required = [...text.matchAll(/\brequire\(["'`]([^"'`]+)/g)].map(([, name]) => name)
  const foreign = required.filter((name) => name !== 'electron')
  if (foreign.length > 0) throw new Error(`The preload requires ${foreign.join(', ')}.`)
  if (/^\s*(import|export)\s/m.test(text)) throw new Error('The preload is not CommonJS.')
}

/** Puts the new folder where the old one was. */
function replaceOld(): void {
  const old = join(root, `out-old-${process.pid}`)
  if (existsSync(final)) renameSync(final, old)
  renameSync(out, final)
  rmSync(old, { recursive: true, force: true })
}

process.on('exit', () => rmSync(out, { recursive: true, force: true }))
process.chdir(root)
await buildHosts({ configFile: join(root, 'electron.vite.config.ts'), ...quiet })
assertLoadablePreload(join(out, 'preload/index.cjs'))

if ('guest' in entriesOf('src-renderer/entries', ['guest.html'])) {
  await buildPage({ configFile: join(root, 'vite.guest.config.ts'), ...quiet })
  writeGuestManifest(join(out, 'guest'))
}
await buildPage({ configFile: join(root, 'vite.relay.config.ts'), ...quiet })
if (!existsSync(join(out, 'main'))) throw new Error('The build wrote no main bundle.')

// What was saved while this ran may not be in it: the stamp is as old as the beginning.
const stamp = join(out, 'built')
writeFileSync(stamp, startedAt.toISOString())
utimesSync(stamp, startedAt, startedAt)
replaceOld()
console.log(`Built in ${((Date.now() - startedAt.getTime()) / 1000).toFixed(1)} s`)
