/**
 * `npm run package`: the desktop app for this platform, in dist/. Where Electron's binary cannot be
 * had, a folder takes its place, so that everything but the binary itself is still packed and can be
 * looked at; such a package says so and does not start.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'electron-builder'
import { builderConfig } from './builderConfig.ts'
import { root } from './buildOptions.ts'

const electronFolder = join(root, 'node_modules/electron/dist')
const hasElectron = existsSync(join(electronFolder, 'version'))

/** What electron-builder expects to find in a Linux distribution of Electron. */
function createStandInDistribution(): string {
  const folder = join(root, 'out/electron-absent')
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const sentence = 'This package was built without Electron and cannot start.'
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\necho '${sentence}' >&2\nexit 1\n`, {
    mode: 0o755,
  })
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) {
    writeFileSync(join(folder, name), '')
  }
  return folder
}

const directory = process.argv.indexOf('--output')
const output = directory > 0 ? process.argv[directory + 1] : undefined
const config = builderConfig({ hasElectron, output: output ?? join(root, 'dist') })

if (!hasElectron) console.log('Electron’s binary is not here: packing everything else.')
await build({
  projectDir: root,
  config: hasElectron ? config : { ...config, electronDist: createStandInDistribution() },
  // Installers need tools that electron-builder fetches; a folder does not.
  ...(hasElectron ? {} : { linux: ['dir'] }),
  publish: 'never',
})
