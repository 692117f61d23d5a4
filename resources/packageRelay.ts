/**
 * `npm run package:relay`: the relay as a package of its own, in dist/relay: what was built, the guest
 * page, and what a self-hoster starts it with. `npm pack` there makes the file that `npx` runs.
 */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './buildOptions.ts'
import { relayPackageJson } from './relayPackageJson.ts'
import { programFile, relayPrograms } from './relayPrograms.ts'

/** Put together from `out` (npm run build) into `folder`, which is emptied first. */
export function packageRelay(out: string, folder: string): void {
  for (const part of ['relay/main.js', 'guest/manifest.json']) {
    if (!existsSync(join(out, part))) throw new Error(`${part} is missing: npm run build makes it.`)
  }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'bin'), { recursive: true })
  cpSync(join(out, 'relay'), join(folder, 'relay'), { recursive: true })
  cpSync(join(out, 'guest'), join(folder, 'guest'), { recursive: true })
  const resources = join(root, 'resources/relay')
  for (const name of ['Caddyfile', 'Containerfile', 'README.md', 'foyer-relay.service']) {
    cpSync(join(resources, name), join(folder, name))
  }
  for (const [name, text] of Object.entries(relayPrograms)) {
    writeFileSync(join(folder, programFile(name)), text, { mode: 0o755 })
  }
  cpSync(join(folder, 'relay/sbom.json'), join(folder, 'sbom.json'))
  cpSync(join(root, 'docs/SELF_HOSTING.md'), join(folder, 'SELF_HOSTING.md'))
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  const json = JSON.stringify(relayPackageJson(), null, 2)
  writeFileSync(join(folder, 'package.json'), `${json}\n`)
}

if (import.meta.main) {
  const folder = join(root, 'dist/relay')
  packageRelay(join(root, 'out'), folder)
  console.log(`The relay's package is in ${folder}; npm pack there makes one file of it.`)
}
