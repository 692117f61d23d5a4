import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { root } from '../../check/files.ts'
import { electronBinary } from '../../electron-stand-in/launch.ts'
import { desktopMain } from '../shells/desktop.ts'
import { type BuiltShell, mistakes } from './mistakes.ts'
import { probe } from './probe.ts'

/*
 * Plants the classic mistakes into the built app and looks whether the stand-in notices. This tests
 * the stand-in, not the app, so it has nothing to do where Electron itself runs.
 */
const isReal = electronBinary() !== undefined && !process.env.FOYER_STAND_IN
test.skip(isReal, 'real Electron runs here; these mistakes are for the stand-in')

const preloadFile = join(root, 'out/preload/index.cjs')
let folder: string

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-mistake-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

const mainFolder = dirname(desktopMain)

function readBuilt(): BuiltShell {
  const names = readdirSync(mainFolder).filter((name) => /^(electron|chunk-.*)\.js$/.test(name))
  const files = names.map((name) => [name, readFileSync(join(mainFolder, name), 'utf8')])
  return { files: Object.fromEntries(files), preload: readFileSync(preloadFile, 'utf8') }
}

/** A copy of the built app with other main and preload bundles. */
function writeCopy({ files, preload }: BuiltShell): string {
  cpSync(mainFolder, join(folder, 'out/main'), { recursive: true })
  cpSync(dirname(preloadFile), join(folder, 'out/preload'), { recursive: true })
  for (const built of ['out/renderer', 'node_modules', 'package.json']) {
    symlinkSync(join(root, built), join(folder, built))
  }
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, 'out/main', name), text)
  }
  writeFileSync(join(folder, 'out/preload/index.cjs'), preload)
  return join(folder, 'out/main/electron.js')
}

const probeCopy = (built: BuiltShell, expected?: RegExp) =>
  probe({ main: writeCopy(built), dataDir: join(folder, 'data'), expected })

test('the app as it is built has nothing wrong', async () => {
  expect(await probeCopy(readBuilt())).toEqual([])
})

for (const [name, { plant, shows }] of Object.entries(mistakes)) {
  test(`it shows when ${name}`, async () => {
    const built = readBuilt()
    const mutated = plant(built)
    expect(mutated, 'the mistake was planted').not.toEqual(built)
    expect((await probeCopy(mutated, shows)).join('\n')).toMatch(shows)
  })
}
