import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeBlobs } from '../../src-core/testing/suites/describeBlobs.ts'
import { createFileBlobs } from './createFileBlobs.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'foyer-blobs-'))

describeBlobs('a folder of files', () => {
  const folder = newFolder()
  return {
    blobs: createFileBlobs(join(folder, 'blobs')),
    dispose: () => rmSync(folder, { recursive: true }),
  }
})

describe('a folder of chunks', () => {
  const hash = 'ab'.repeat(32)
  let folder: string
  beforeEach(() => {
    folder = newFolder()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('keeps chunks and their size across restarts, and drops what was half written', async () => {
    const before = createFileBlobs(folder)
    before.write(hash, new Uint8Array(50))
    await before.flush?.()
    before.write('ef'.repeat(32), new Uint8Array(70))
    mkdirSync(join(folder, 'cd'))
    writeFileSync(join(folder, 'cd', `${'cd'.repeat(32)}.part`), 'half')
    const again = createFileBlobs(folder)
    expect(again.usedBytes()).toBe(50)
    expect(again.read(hash)).toEqual(new Uint8Array(50))
    expect(readdirSync(join(folder, 'cd'))).toEqual([])
    expect(readdirSync(join(folder, 'ef'))).toEqual([])
  })

  it('gives a chunk its name only with the flush that put its content on the disk', async () => {
    const blobs = createFileBlobs(folder)
    blobs.write(hash, new Uint8Array(50))
    const names = () => readdirSync(join(folder, 'ab'))
    expect(names()).not.toContain(hash)
    await blobs.flush?.()
    expect(names()).toEqual([hash])
  })

  it('says that a flush failed, has the chunk still, and succeeds once the disk does', async () => {
    const blobs = createFileBlobs(folder)
    blobs.write(hash, new Uint8Array(50))
    mkdirSync(join(folder, 'ab', hash))
    await expect(blobs.flush?.()).rejects.toThrow()
    expect(blobs.read(hash)).toEqual(new Uint8Array(50))
    rmSync(join(folder, 'ab', hash), { recursive: true })
    await blobs.flush?.()
    expect(readdirSync(join(folder, 'ab'))).toEqual([hash])
    expect(blobs.read(hash)).toEqual(new Uint8Array(50))
  })

  it('refuses names that are no hash, so that no name leads elsewhere', () => {
    const blobs = createFileBlobs(folder)
    for (const name of ['../../etc/passwd', '', 'AB'.repeat(32), `${hash}/..`, `${hash}.part`])
      expect(() => blobs.write(name, new Uint8Array(1))).toThrow('64 lower-case hex')
  })
})
