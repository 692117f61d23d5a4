import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { itemIdOf, laptop, spaceA } from '../../src-core/testing/suites/storageRows.ts'
import { createFileBlobs } from '../../src-main/storage/createFileBlobs.ts'
import { createSqliteStorage } from '../../src-main/storage/createSqliteStorage.ts'
import { lockProfile } from '../../src-main/storage/profileLock.ts'
import { hashOf, TEST_KEY } from './profileFixture.ts'

const script = join(import.meta.dirname, 'writer.ts')

describe('a host that is killed while it writes', () => {
  let folder: string
  let child: ChildProcess | undefined
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-kill-'))
  })
  afterEach(() => {
    child?.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })

  /** Lets a writer commit at least `rows` transactions, kills it, and says the last one it reported. */
  async function writeAndKill(rows: number, delayMs: number): Promise<number> {
    const started = spawn(process.execPath, [script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = started
    let output = ''
    started.stdout.on('data', (part) => {
      output += part
    })
    const reported = () => output.split('\n').length - 1
    while (reported() < rows) {
      if (started.exitCode !== null) throw new Error(`the writer ended with ${started.exitCode}`)
      await new Promise((done) => setTimeout(done, 2))
    }
    await new Promise((done) => setTimeout(done, delayMs))
    started.kill('SIGKILL')
    await once(started, 'close')
    return Number(output.trimEnd().split('\n').at(-1))
  }

  it('keeps every committed row, has nothing half done, and frees its lock', async () => {
    const seed = Date.now() % 1000
    console.log(`seed ${seed}`)
    for (let round = 0; round < 4; round++) {
      rmSync(folder, { recursive: true })
      folder = mkdtempSync(join(tmpdir(), 'foyer-kill-'))
      const reported = await writeAndKill(20 + round * 5, ((seed + round * 37) % 11) / 3)
      const unlock = lockProfile(join(folder, 'lock'))
      const storage = createSqliteStorage({ file: join(folder, 'profile.db'), key: TEST_KEY })
      const last = Number(storage.settings.get('last'))
      expect(last).toBeGreaterThanOrEqual(reported)
      expect(storage.feed.count(spaceA, 'everything')).toBe(last)
      expect(storage.feed.item(spaceA, itemIdOf(last))).toBeDefined()
      expect(storage.feed.search(`word${last}`, spaceA, 5).map(({ itemId }) => itemId)).toContain(
        itemIdOf(last),
      )
      const envelopes = storage.envelopes.ofDevice(spaceA, laptop, 1, 100_000)
      expect(envelopes.map(({ seq }) => seq)).toEqual(
        Array.from({ length: last }, (_, index) => index + 1),
      )
      const blobs = createFileBlobs(join(folder, 'blobs'))
      for (let number = 1; number <= reported; number++)
        expect(blobs.read(hashOf(number))).toEqual(new Uint8Array(50_000).fill(number))
      for (let number = 1_000_000; number <= 1_000_000 + last; number++)
        expect([undefined, 50_000]).toContain(blobs.read(hashOf(number))?.length)
      const names = readdirSync(join(folder, 'blobs'), { recursive: true }) as string[]
      expect(names.filter((name) => name.endsWith('.part'))).toEqual([])
      expect(blobs.usedBytes() % 50_000).toBe(0)
      storage.close()
      unlock()
    }
  })

  it('keeps others out while it lives', async () => {
    const running = spawn(process.execPath, [script, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    child = running
    await once(running.stdout, 'data')
    expect(() => lockProfile(join(folder, 'lock'))).toThrowError(
      expect.objectContaining({ code: 'PROFILE_IN_USE' }),
    )
    running.kill('SIGKILL')
    await once(running, 'close')
    lockProfile(join(folder, 'lock'))()
  })
})
