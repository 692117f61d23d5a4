/**
 * `npm run build`: everything that runs from out/. What an earlier build left is removed first, and
 * the stamp is written last, so that an interrupted build is seen as none.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as buildHosts } from 'electron-vite'
import { build as buildPage } from 'vite'
import { entriesOf, root } from './buildOptions.ts'
import { writeGuestManifest } from './guestManifest.ts'

const out = join(root, 'out')
const startedAt = performance.now()
const quiet = { logLevel: process.argv.includes('--quiet') ? ('warn' as const) : ('info' as const) }

/** Fails the build when the preload is not what a sandboxed renderer can load. */
function assertLoadablePreload(file: string): void {
  const text = readFileSync(file, 'utf8')
  const required = [...text.matchAll(/\brequire\(["'`]([^"'`]+)/g)].map(([, name]) => name)
  const foreign = required.filter((name) => name !== 'electron')
  if (foreign.length > 0) throw new Error(`The preload requires ${foreign.join(', ')}.`)
  if (/^\s*(import|export)\s/m.test(text)) throw new Error('The preload is not CommonJS.')
}

rmSync(out, { recursive: true, force: true })
process.chdir(root)
await buildHosts({ configFile: join(root, 'electron.vite.config.ts'), ...quiet })
assertLoadablePreload(join(out, 'preload/index.cjs'))

if ('guest' in entriesOf('src-renderer/entries', ['guest.html'])) {
  await buildPage({ configFile: join(root, 'vite.guest.config.ts'), ...quiet })
  writeGuestManifest(join(out, 'guest'))
}
await buildPage({ configFile: join(root, 'vite.relay.config.ts'), ...quiet })
if (!existsSync(join(out, 'main'))) throw new Error('The build wrote no main bundle.')
writeFileSync(join(out, 'built'), new Date().toISOString())
console.log(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
