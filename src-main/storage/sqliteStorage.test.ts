import { createDecipheriv } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VersionId } from '../../src-core/base/ids.ts'
import { describeStorage } from '../../src-core/testing/suites/describeStorage.ts'
import {
  bob,
  commentRow,
  envelopeRow,
  itemIdOf,
  itemRow,
  laptop,
  phone,
  profileRow,
  spaceA,
  spaceRow,
} from '../../src-core/testing/suites/storageRows.ts'
import { createSqliteStorage } from './createSqliteStorage.ts'
import { MIGRATIONS } from './migrations.ts'

const key = new Uint8Array(32).map((_, i) => i)
/** SQLCipher 4: AES-256-CBC a page, its IV before the page's authentication code. */
const PAGE = 4096
function decipherPage(page: Buffer, from: number): Buffer {
  const end = PAGE - 80
  const cipher = createDecipheriv('aes-256-cbc', key, page.subarray(end, end + 16))
  return cipher.setAutoPadding(false).update(page.subarray(from, end))
}
/** What somebody reads who has the key of the database: every page, those in use or not. */
function inTheClear(file: string): Buffer {
  const bytes = readFileSync(file)
  const pages = Array.from({ length: bytes.length / PAGE }, (_, n) =>
    bytes.subarray(n * PAGE, (n + 1) * PAGE),
  )
  return Buffer.concat(pages.map((page, n) => decipherPage(page, n === 0 ? 16 : 0)))
}
/** Undoes the step that says what was given to whom. */
const withoutGiven = `DROP TABLE version_handed; DROP INDEX item_of_device;
  DROP INDEX comment_of_device; ALTER TABLE comment DROP COLUMN seq`
const newFolder = () => mkdtempSync(join(tmpdir(), 'foyer-storage-'))

describeStorage('SQLite', () => {
  const folder = newFolder()
  const storage = createSqliteStorage({ file: join(folder, 'profile.db'), key })
  return {
    storage,
    dispose() {
      storage.close()
      rmSync(folder, { recursive: true })
    },
  }
})

describe('the profile’s database', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = newFolder()
    file = join(folder, 'profile.db')
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const open = (withKey = key) => createSqliteStorage({ file, key: withKey })
  const raw = () => {
    const database = new Database(file)
    database.pragma(`cipher='sqlcipher'`)
    database.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`)
    return database
  }
  const code = (wanted: string) => expect.objectContaining({ code: wanted })

  it('is there again after it was closed', () => {
    const before = open()
    before.personal.putProfile(profileRow())
    before.feed.putItems(spaceA, [itemRow(1)])
    before.close()
    const after = open()
    expect(after.personal.profile()).toEqual(profileRow())
    expect(after.feed.window(spaceA, 'everything', 0, 9)).toEqual([itemRow(1)])
    after.close()
  })

  it('shows no plaintext in any file, while open and after erasure', () => {
    const storage = open()
    storage.spaces.put(spaceRow({ name: 'CANARY-space' }))
    storage.feed.putItems(spaceA, [itemRow(1, { searchText: 'CANARY-text', content: 'CANARY-c' })])
    storage.feed.putComments(spaceA, [commentRow(1, itemIdOf(1), { text: 'CANARY-comment' })])
    storage.personal.putProfile(profileRow({ name: 'CANARY-name' }))
    storage.settings.set('CANARY-key', 'CANARY-value')
    storage.spaces.erase(spaceA)
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
    expect(bytes.length).toBeGreaterThan(1)
    for (const one of bytes) expect(one.includes('CANARY')).toBe(false)
    storage.close()
    const plain = new Database(file)
    expect(() => plain.prepare('SELECT * FROM sqlite_master').all()).toThrow()
    plain.close()
  })

  it('keeps neither key nor content of an erased version, in no page and not in the log', () => {
    const storage = open()
    storage.spaces.put(spaceRow())
    const versionId = 'versionversionversionA' as VersionId
    const sealedKey = Buffer.from('CANARY-key'.repeat(6))
    const blob = Buffer.from('CANARY-content '.repeat(5_000))
    storage.versions.put(spaceA, { versionId, itemId: itemIdOf(1), sealedKey, blob })
    const held = () => inTheClear(file).includes('CANARY')
    const log = () => readFileSync(`${file}-wal`).length
    storage.settings.set('a', '1')
    expect(log()).toBeGreaterThan(0)
    storage.versions.erase(spaceA, { versionId, deviceId: phone, seq: 1 })
    expect(log()).toBe(0)
    expect(held()).toBe(false)
    storage.close()

    const other = open()
    other.versions.put(spaceA, {
      ...{ versionId: 'anotheranotheranotherA' as VersionId, itemId: itemIdOf(1) },
      ...{ sealedKey, blob },
    })
    other.close()
    expect(held()).toBe(true)
  })

  it('keeps nothing of envelopes that went beneath a snapshot, in no page and not in the log', () => {
    const storage = open()
    storage.spaces.put(spaceRow())
    const rows = [1, 2, 3].map((seq) =>
      envelopeRow(seq, { bytes: Buffer.from(`CANARY ${seq} `.repeat(2_000)) }),
    )
    for (const row of rows) storage.envelopes.append(spaceA, row)
    const log = () => readFileSync(`${file}-wal`).length
    expect(log()).toBeGreaterThan(0)
    const stub = envelopeRow(3, { firstSeq: 1, bytes: Buffer.from([0]) })
    storage.transaction(() => storage.envelopes.prune(spaceA, stub))
    expect(log()).toBe(0)
    expect(inTheClear(file).includes('CANARY')).toBe(false)
    expect(storage.envelopes.ofDevice(spaceA, rows[0]?.deviceId as never, 1, 9)).toHaveLength(1)
    storage.close()
  })

  it('finds everything when it was closed in the middle of indexing, and its index is sound', () => {
    const storage = open()
    const rows = Array.from({ length: 2_000 }, (_, n) => itemRow(n, { searchText: `word${n} all` }))
    storage.feed.putItems(spaceA, rows)
    expect(storage.feed.indexSome()).toBe('rows')
    expect(() =>
      storage.transaction(() => {
        storage.feed.indexSome()
        throw new Error('stop')
      }),
    ).toThrow('stop')
    storage.feed.putItems(spaceA, [itemRow(3, { searchText: 'changed' })])
    storage.close()
    const after = open()
    expect(after.feed.search('word1999', spaceA, 5)).toHaveLength(1)
    expect(after.feed.search('word3', spaceA, 5).map(({ itemId }) => itemId)).not.toContain(
      itemIdOf(3),
    )
    expect(after.feed.search('changed', spaceA, 5)).toHaveLength(1)
    while (after.feed.indexSome() !== 'nothing');
    after.close()
    const database = raw()
    const check = database.prepare('INSERT INTO item_text (item_text, rank) VALUES (?, 1)')
    expect(() => check.run('integrity-check')).not.toThrow()
    database.close()
  })

  it('shows of each hit what stands in it, not in another one', () => {
    const storage = open()
    const texts = ['A room for two', 'The room upstairs', 'Nothing of the kind', 'No room is left']
    storage.feed.putItems(
      spaceA,
      texts.map((searchText, place) => itemRow(place, { searchText })),
    )
    storage.feed.putComments(spaceA, [
      commentRow(1, itemIdOf(0), { text: 'Which room?' }),
      commentRow(2, itemIdOf(0), { text: 'The other room.' }),
    ])
    const shown = storage.feed
      .search('roo', null, 8)
      .map(({ snippet }) => snippet.replaceAll('\u0001', '').replaceAll('\u0002', ''))
    expect(shown.sort()).toEqual(
      [
        'A room for two',
        'The room upstairs',
        'No room is left',
        'Which room?',
        'The other room.',
      ].sort(),
    )
    storage.close()
  })

  it('finds what an earlier version had indexed', () => {
    const storage = open()
    storage.feed.putItems(spaceA, [itemRow(1, { searchText: 'early bird' })])
    storage.feed.putComments(spaceA, [commentRow(1, itemIdOf(1), { text: 'early comment' })])
    storage.close()
    const database = raw()
    for (const { type, name } of database
      .prepare<[], { type: string; name: string }>(
        `SELECT type, name FROM sqlite_master WHERE name IN ('item_text', 'comment_text',
          'item_waiting', 'comment_waiting', 'item_source', 'comment_source')
          OR type = 'trigger' ORDER BY type = 'table'`,
      )
      .all())
      database.exec(`DROP ${type} ${name}`)
    const [before = ''] = MIGRATIONS
    database.exec(
      before.slice(before.indexOf('CREATE VIEW item_source'), before.indexOf('CREATE TABLE file')),
    )
    database.exec(`INSERT INTO item_text (item_text) VALUES ('rebuild');
      INSERT INTO comment_text (comment_text) VALUES ('rebuild')`)
    // All that came later comes again.
    database.exec(`DROP TABLE device_card; ${withoutGiven}`)
    const waits = MIGRATIONS.findIndex((one) => one.includes('CREATE TABLE item_waiting'))
    database.pragma(`user_version = ${waits}`)
    database.close()
    const after = open()
    expect(after.feed.search('early', spaceA, 5)).toHaveLength(2)
    after.close()
  })

  it('says of what an earlier version had that it came at the latest with its author’s newest envelope', () => {
    const storage = open()
    storage.spaces.put(spaceRow())
    for (const seq of [1, 2, 3]) storage.envelopes.append(spaceA, envelopeRow(seq))
    storage.feed.putItems(spaceA, [itemRow(1, { seq: 0 }), itemRow(2, { seq: 2 })])
    storage.feed.putComments(spaceA, [commentRow(1, itemIdOf(1), { device: laptop })])
    storage.close()
    const database = raw()
    database.exec(withoutGiven)
    database.pragma(
      `user_version = ${MIGRATIONS.findIndex((one) => one.includes('version_handed'))}`,
    )
    database.close()
    const after = open()
    expect(after.feed.item(spaceA, itemIdOf(1))?.seq).toBe(3)
    expect(after.feed.item(spaceA, itemIdOf(2))?.seq).toBe(2)
    expect(after.feed.comments(spaceA, itemIdOf(1)).map(({ seq }) => seq)).toEqual([3])
    after.close()
  })

  it('does not open with another key', () => {
    open().close()
    expect(() => open(new Uint8Array(32))).toThrowError(code('PROFILE_DAMAGED'))
    open().close()
  })

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 2000)],
    ['overwritten', (bytes: Buffer) => Buffer.alloc(bytes.length, 0x5a)],
  ])('is refused and left alone when it was %s', (_how, damage) => {
    open().close()
    const damaged = Buffer.from(damage(readFileSync(file)))
    writeFileSync(file, damaged)
    expect(() => open()).toThrowError(code('PROFILE_DAMAGED'))
    expect(readFileSync(file).equals(damaged)).toBe(true)
  })

  it('is refused and left alone when a newer Foyer wrote it', () => {
    open().close()
    const newer = new Database(file)
    newer.pragma(`cipher='sqlcipher'`)
    newer.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`)
    newer.pragma('user_version = 99')
    newer.close()
    const before = readFileSync(file)
    expect(() => open()).toThrowError(code('PROFILE_NEWER'))
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('tells of damage that shows only on reading', () => {
    const storage = open()
    storage.feed.putItems(
      spaceA,
      Array.from({ length: 2000 }, (_, n) => itemRow(n)),
    )
    storage.close()
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 64 * 1024, bytes.length)
    writeFileSync(file, bytes)
    expect(() => {
      const damaged = open()
      try {
        damaged.feed.window(spaceA, 'everything', 0, 2000)
        damaged.feed.search('text', spaceA, 10)
      } finally {
        damaged.close()
      }
    }).toThrowError(code('PROFILE_DAMAGED'))
  })

  it('answers windows and searches in 100,000 items from its indexes', () => {
    const storage = open()
    const rows = Array.from({ length: 100_000 }, (_, n) =>
      itemRow(n, { searchText: n % 2 ? 'common words here' : `rare${n} common` }),
    )
    storage.feed.putItems(spaceA, rows)
    expect(storage.feed.window(spaceA, 'everything', 99_990, 50)).toHaveLength(10)
    expect(storage.feed.indexOf(spaceA, 'message', itemIdOf(70_000))).toBe(70_000)
    expect(storage.feed.search('common', spaceA, 20)[0]?.itemId).toBe(itemIdOf(99_999))
    expect(storage.feed.search('rare500', null, 20).length).toBeGreaterThan(1)
    expect(storage.feed.unread(spaceA, 50_000, bob)).toBe(49_999)
    storage.close()
    const database = new Database(file)
    database.pragma(`cipher='sqlcipher'`)
    database.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`)
    const plan = database
      .prepare(
        `EXPLAIN QUERY PLAN SELECT number FROM item WHERE space = 1 AND binned_at IS NULL
        ORDER BY sort, item_id LIMIT 50 OFFSET 5`,
      )
      .all() as { detail: string }[]
    expect(plan.map(({ detail }) => detail).join()).toContain('COVERING INDEX item_in_order')
    database.close()
  })
})
