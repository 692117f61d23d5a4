import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { envelopeRow, spaceA, spaceRow } from '../../src-core/testing/suites/storageRows.ts'
import { createSqliteStorage } from './createSqliteStorage.ts'
import { LONG_LOG_BYTES } from './logCopier.ts'

const key = new Uint8Array(32).fill(3)
const PART_BYTES = 200_000

describe('a long write-ahead log', () => {
  let folder: string
  let file: string
  let storage: ReturnType<typeof createSqliteStorage>
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-log-'))
    file = join(folder, 'profile.db')
    storage = createSqliteStorage({ file, key })
    storage.spaces.put(spaceRow())
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const size = (path: string) => statSync(path).size

  /** Part by part, as a first sync does. */
  async function writeLong() {
    for (let seq = 1; seq * PART_BYTES < LONG_LOG_BYTES * 1.2; seq++) {
      const row = { ...envelopeRow(seq), bytes: new Uint8Array(PART_BYTES).fill(seq) }
      storage.unsynced(() => storage.envelopes.append(spaceA, row))
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  it('is copied into the database when it is quiet, without a commit that does it', async () => {
    await writeLong()
    expect(size(file)).toBeLessThan(LONG_LOG_BYTES / 2)
    await vi.waitFor(() => expect(size(file)).toBeGreaterThan(LONG_LOG_BYTES), 30_000)
    storage.settings.set('after', '1')
    expect(storage.settings.get('after')).toBe('1')
    storage.close()
  }, 60_000)

  it('is whole when the storage is closed while it is copied, and nobody has the file open then', async () => {
    await writeLong()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    storage.close()
    const again = createSqliteStorage({ file, key })
    const rows = again.envelopes.ofDevice(spaceA, envelopeRow(1).deviceId, 1, 1_000)
    expect(rows.at(-1)?.seq).toBe(rows.length)
    expect(rows.length * PART_BYTES).toBeGreaterThan(LONG_LOG_BYTES)
    again.close()
  }, 60_000)

  it('is empty after an erasure, also when it is being copied', async () => {
    await writeLong()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    storage.spaces.erase(spaceA)
    expect(readFileSync(`${file}-wal`)).toHaveLength(0)
    storage.close()
  }, 60_000)
})
