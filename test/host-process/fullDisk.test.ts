import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { envelopeRow, itemRow, spaceA } from '../../src-core/testing/suites/storageRows.ts'
import { createFileBlobs } from '../../src-main/storage/createFileBlobs.ts'
import { createSqliteStorage } from '../../src-main/storage/createSqliteStorage.ts'
import { hashOf, TEST_KEY } from './profileFixture.ts'

/** A disk of 4 MiB in memory; undefined where mounting one is not allowed. */
function mountSmallDisk(folder: string): (() => void) | undefined {
  mkdirSync(folder)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder])
  return mounted.status === 0 ? () => execFileSync('umount', ['-l', folder]) : undefined
}

const probe = join(mkdtempSync(join(tmpdir(), 'foyer-probe-')), 'disk')
const canMount = (() => {
  const unmount = mountSmallDisk(probe)
  unmount?.()
  rmSync(join(probe, '..'), { recursive: true })
  return unmount !== undefined
})()

// Mounting a disk takes root; `fileLimit.test.ts` shows the same where that is not allowed.
describe.skipIf(!canMount)('a profile on a full disk', () => {
  let folder: string
  let unmount: (() => void) | undefined
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'foyer-full-')), 'disk')
    unmount = mountSmallDisk(folder)
  })
  afterEach(() => {
    unmount?.()
    rmSync(join(folder, '..'), { recursive: true })
  })
  const full = expect.objectContaining({ code: 'DISK_FULL' })

  it('says so, keeps what it had, and goes on when there is room again', () => {
    const storage = createSqliteStorage({ file: join(folder, 'profile.db'), key: TEST_KEY })
    storage.feed.putItems(spaceA, [itemRow(1, { searchText: 'kept' })])
    writeFileSync(join(folder, 'other'), new Uint8Array(1_500_000))
    let stored = 0
    const fill = () => {
      for (let seq = 1; seq < 1000; seq++) {
        storage.transaction(() => {
          storage.envelopes.append(spaceA, envelopeRow(seq, { bytes: new Uint8Array(30_000) }))
          storage.settings.set('last', String(seq))
        })
        stored = seq
      }
    }
    expect(fill).toThrowError(full)
    expect(stored).toBeGreaterThan(0)
    expect(storage.settings.get('last')).toBe(String(stored))
    expect(storage.envelopes.heads(spaceA)[0]?.seq).toBe(stored)
    expect(storage.feed.search('kept', spaceA, 5)).toHaveLength(1)

    rmSync(join(folder, 'other'))
    storage.envelopes.append(spaceA, envelopeRow(stored + 1))
    expect(storage.envelopes.heads(spaceA)[0]?.seq).toBe(stored + 1)
    storage.close()
  })

  it('leaves no part of a chunk that did not fit', () => {
    const blobs = createFileBlobs(join(folder, 'blobs'))
    let written = 0
    const fill = () => {
      for (; written < 100; written++) blobs.write(hashOf(written), new Uint8Array(256 * 1024))
    }
    expect(fill).toThrowError(full)
    expect(blobs.has(hashOf(written))).toBe(false)
    expect(blobs.usedBytes()).toBe(written * 256 * 1024)
    blobs.remove(hashOf(0))
    blobs.write(hashOf(written), new Uint8Array(256 * 1024))
    expect(blobs.read(hashOf(written))).toHaveLength(256 * 1024)
  })
})
