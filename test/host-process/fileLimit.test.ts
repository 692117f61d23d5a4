import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { laptop, spaceA } from '../../src-core/testing/suites/storageRows.ts'
import { createSqliteStorage } from '../../src-main/storage/createSqliteStorage.ts'
import { TEST_KEY } from './profileFixture.ts'

it.skipIf(process.platform === 'win32')(
  'a profile that may not grow further says so and keeps what was committed',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-limit-'))
    const filler = join(import.meta.dirname, 'filler.ts')
    const command = `ulimit -f 4096; exec "${process.execPath}" "${filler}" "${folder}"`
    const { stdout } = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
    const { code, stored, head } = JSON.parse(stdout)
    expect(code).toMatch(/^DISK_(FULL|FAILED)$/)
    expect(stored).toBeGreaterThan(10)
    expect(head).toBe(stored)
    const storage = createSqliteStorage({ file: join(folder, 'profile.db'), key: TEST_KEY })
    expect(storage.envelopes.ofDevice(spaceA, laptop, 1, 10_000)).toHaveLength(stored)
    storage.close()
    rmSync(folder, { recursive: true })
  },
)
