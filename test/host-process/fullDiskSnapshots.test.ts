import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DocId } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import type { Storage } from '../../src-core/ports/index.ts'
import { isStub } from '../../src-core/sync/index.ts'
import { createSqliteStorage } from '../../src-main/storage/createSqliteStorage.ts'
import { NOTE, type Parts, snapshotScene } from '../adversary/support/snapshotScene.ts'
import { TEST_KEY } from './profileFixture.ts'

beforeAll(ready)

const mount = (folder: string) =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'tmpfs', folder]).status === 0

const folderOfDisk = () => join(mkdtempSync(join(tmpdir(), 'foyer-full-')), 'disk')

const canMount = (() => {
  const folder = folderOfDisk()
  mkdirSync(folder)
  const isMounted = mount(folder)
  if (isMounted) execFileSync('umount', ['-l', folder])
  rmSync(join(folder, '..'), { recursive: true })
  return isMounted
})()

// Mounting a disk takes root.
describe.skipIf(!canMount)('rule 16 on a disk that is full', () => {
  let folder: string
  beforeEach(() => {
    folder = folderOfDisk()
    mkdirSync(folder)
    mount(folder)
  })
  afterEach(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(join(folder, '..'), { recursive: true })
  })

  /** Until not a byte more fits. */
  function fill() {
    const file = openSync(join(folder, 'other'), 'w')
    try {
      for (;;) writeSync(file, new Uint8Array(4096))
    } catch {
      closeSync(file)
    }
  }
  const makeRoom = () => rmSync(join(folder, 'other'))
  const open = () => createSqliteStorage({ file: join(folder, 'profile.db'), key: TEST_KEY })

  /** Others take the last of its room just before this store writes the `nth` time with `method`. */
  function fillBefore(
    storage: Storage,
    store: 'spaces' | 'envelopes',
    method: 'putSecret' | 'prune',
    nth: number,
    counts: (...said: unknown[]) => boolean = () => true,
  ): Storage {
    let calls = 0
    const real = storage[store] as unknown as Record<string, (...said: unknown[]) => unknown>
    const write = (...said: unknown[]) => {
      if (counts(...said) && ++calls === nth) fill()
      return real[method]?.(...said)
    }
    return { ...storage, [store]: { ...storage[store], [method]: write } }
  }

  const LETTERS = 'x'.repeat(600)
  function scene(seed: string) {
    const all = snapshotScene(seed)
    const { eve, typing, stateOf, signed, bob } = all
    const chain = all.chainOf(eve)
    const updates = typing(eve, LETTERS)
    for (const update of updates) chain.say(update)
    const hash = chain.all.at(-1)?.hash ?? ''
    const covered = [
      { deviceId: eve.deviceId, logHeads: [], runs: [{ first: 1, before: null, last: 600, hash }] },
    ]
    const snapshot = signed(bob, { covered, state: stateOf(updates), erases: true })
    return { ...all, letters: chain.all, snapshot }
  }
  const stubsIn = (parts: Parts, device: Parameters<Parts['rows']>[0]) =>
    parts.rows(device).filter(({ bytes }) => isStub(bytes)).length
  const afresh = ({ documents }: Parts, docId: DocId) => {
    documents.rebuild({ documents: new Set([docId]), adopt() {} })
    return documents.body(NOTE).getText('body').toString()
  }

  it('a snapshot that takes effect then does so when there is room again, and nothing is lost', async () => {
    const { alice, bob, eve, replica, give, letters, snapshot, textAt, inEffect, clock, docId } =
      scene('rebase')
    const real = open()
    // Once when it is kept, then when it takes effect.
    const isSnapshot = (...said: unknown[]) => said[1] === 'snapshot'
    const atAlice = replica(alice, fillBefore(real, 'spaces', 'putSecret', 2, isSnapshot))
    await give(atAlice, eve, letters)
    await give(atAlice, bob, snapshot).catch(() => {})
    await clock.settle(1000)
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([0, LETTERS])
    expect(stubsIn(atAlice, eve.deviceId)).toBe(0)
    expect(atAlice.refusedSnapshots).toEqual([])
    atAlice.close()
    makeRoom()
    const again = replica(alice, real)
    again.settle()
    await clock.settle(20_000)
    expect([inEffect(again), textAt(again)]).toEqual([1, LETTERS])
    expect(stubsIn(again, eve.deviceId)).toBe(1)
    expect(afresh(again, docId)).toBe(LETTERS)
    again.close()
    real.close()
  })

  it('what is pruned then goes on going when there is room again, and nothing is lost', async () => {
    const { alice, bob, eve, replica, give, letters, snapshot, textAt, inEffect, clock } =
      scene('prune')
    const real = open()
    const atAlice = replica(alice, fillBefore(real, 'envelopes', 'prune', 2))
    await give(atAlice, eve, letters)
    await give(atAlice, bob, snapshot)
    await clock.settle(1000)
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([1, LETTERS])
    // The first of it is gone, and all the rest is there.
    expect(atAlice.rows(eve.deviceId).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 351 }, (_, index) => 250 + index),
    )
    expect(atAlice.chains.head(eve.deviceId)?.seq).toBe(600)
    atAlice.close()
    makeRoom()
    const again = replica(alice, real)
    expect([inEffect(again), textAt(again)]).toEqual([1, LETTERS])
    await clock.settle(20_000)
    expect(again.rows(eve.deviceId).map(({ firstSeq, seq }) => [firstSeq, seq])).toEqual([[1, 600]])
    expect(textAt(again)).toBe(LETTERS)
    again.close()
    real.close()
  })
})
