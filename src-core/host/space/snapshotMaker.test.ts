import { beforeEach, describe, expect, test } from 'vitest'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, DocId, SpaceId, UserId } from '../../base/ids.ts'
import type { CoveredRun } from '../../documents/snapshots/index.ts'
import { can, type Member, type Role } from '../../membership/index.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { encodeStub } from '../../sync/index.ts'
import { createVirtualClock } from '../../testing/virtualClock.ts'
import { SNAPSHOT_LIMITS } from './snapshotLimits.ts'
import { createSnapshotMaker } from './snapshotMaker.ts'
import type { InEffect, NotedSnapshot } from './snapshotTypes.ts'

const spaceId = 'S'.repeat(43) as SpaceId
const idOf = (name: string) => name.repeat(21).slice(0, 21).concat('A')
const [NOTE, OTHER] = [idOf('note') as DocId, idOf('other') as DocId]
const ALICE = idOf('alice') as DeviceId
const BOB = idOf('bob') as DeviceId
const EVE = idOf('eve') as DeviceId
const { quietMs, atMostMs, nextAfterMs, envelopes, putOffs } = SNAPSHOT_LIMITS
/** The first look at what was there at the start, and its quiet minute. */
const BEGUN_MS = 15_000

const memberOf = (deviceId: DeviceId, role: Role): Member => ({
  ...{ userId: `user of ${deviceId}` as UserId, role, devices: [deviceId] },
  ...{ expiresAt: null, joinedAt: 0, invitedThrough: null },
})

/** Alice's device, and what it is given to know. */
function scene(self = ALICE) {
  const clock = createVirtualClock()
  const storage = createMemoryStorage()
  const [written, changed] = [createEmitter<DocId>(), createEmitter<void>()]
  const made: DocId[] = []
  const noted: NotedSnapshot[] = []
  const inEffect: InEffect[] = []
  const heads = new Map<DeviceId, number>()
  const is = { role: 'owner' as Role, forked: false, behind: false, spoiled: false, void: false }
  const does = { snapshot: (): boolean => true }
  let admins = [memberOf(ALICE, 'owner'), memberOf(BOB, 'admin')]

  function write(docId: DocId, count: number, by = EVE, size = 100) {
    for (let n = 0; n < count; n++) {
      const seq = (heads.get(by) ?? 0) + 1
      heads.set(by, seq)
      const row = {
        docId,
        deviceId: by,
        seq,
        hash: `${by} ${seq}`,
        bytes: new Uint8Array(size).fill(1),
      }
      storage.envelopes.append(spaceId, row)
    }
    written.emit(docId)
  }
  /** In effect from now on, over all that Eve wrote so far. */
  function cover(docId: DocId, parts = 1) {
    const run: CoveredRun = { first: 1, before: null, last: heads.get(EVE) ?? 0, hash: '' }
    const place = { docId, deviceId: BOB, seq: 1, count: parts, state: 'inEffect' as const }
    inEffect.push({
      ...{ hash: `snapshot ${inEffect.length}`, noted: place, name: 'name', generation: 1 },
      ...{ erases: false, covered: [{ deviceId: EVE, logHeads: [], runs: [run] }] },
    })
  }
  const start = () =>
    createSnapshotMaker({
      ...{ spaceId, self, storage, clock },
      membership: {
        rights: () => can(is.role),
        present: () => admins,
        onChange: changed.on,
      },
      documents: {
        places: () => [NOTE, OTHER],
        onWritten: written.on,
        // biome-ignore lint/correctness/useYield: it has one step.
        *signing(docId, erases) {
          expect(erases).toBe(false)
          made.push(docId)
          return does.snapshot()
        },
      },
      snapshots: {
        inEffect: (docId) => inEffect.filter((one) => one.noted.docId === docId),
        noted: (docId) => noted.filter((one) => one.docId === docId),
        counts: () => true,
        isAllowed: () => !is.void,
      },
      quarantine: { isSpoiled: () => is.spoiled },
      isForked: () => is.forked,
      isBehind: () => is.behind,
      settle() {
        for (const docId of made) cover(docId)
      },
    })
  const begin = async () => {
    const stop = start()
    await clock.settle(BEGUN_MS + quietMs)
    return stop
  }
  return {
    ...{ clock, storage, made, noted, inEffect, heads, is, does, write, cover, begin, changed },
    only: (devices: readonly Member[]) => {
      admins = [...devices]
    },
  }
}

let parts: ReturnType<typeof scene>
beforeEach(() => {
  parts = scene()
})

describe('rule 16: owner’s and admins’ devices sign a long document by themselves', () => {
  test('when 2,000 envelopes lie beneath no snapshot, a minute after the last', async () => {
    const { clock, made, write, begin } = parts
    await begin()
    write(NOTE, envelopes - 1)
    await clock.settle(2 * quietMs)
    expect(made).toEqual([])
    write(NOTE, 1)
    await clock.settle(quietMs - 1)
    expect(made).toEqual([])
    await clock.settle(100)
    expect(made).toEqual([NOTE])
    await clock.settle(10 * quietMs)
    expect(made).toEqual([NOTE])
  })

  test('a segment counts as what it stands for; stubs and what lies beneath a snapshot do not', async () => {
    const { clock, storage, made, write, cover, heads, begin } = parts
    await begin()
    write(NOTE, 1500)
    await clock.settle(2 * quietMs)
    cover(NOTE)
    write(NOTE, 1500)
    const place = {
      docId: NOTE,
      deviceId: BOB,
      firstSeq: 1,
      seq: 9000,
      hash: 'B'.repeat(42).concat('A'),
    }
    const stub = encodeStub({ ...place, before: place.hash, logHeads: [] })
    storage.envelopes.append(spaceId, { ...place, bytes: stub })
    await clock.settle(2 * quietMs)
    expect(made).toEqual([])
    const firstSeq = (heads.get(EVE) ?? 0) + 1
    heads.set(EVE, firstSeq + 499)
    const segment = { docId: NOTE, deviceId: EVE, firstSeq, seq: firstSeq + 499, hash: 'last' }
    storage.envelopes.append(spaceId, { ...segment, bytes: new Uint8Array(100).fill(1) })
    write(OTHER, 1)
    write(NOTE, 0)
    await clock.settle(2 * quietMs)
    expect(made).toEqual([NOTE])
  })

  test('or 4 MiB', async () => {
    const { clock, made, write, begin } = parts
    await begin()
    write(NOTE, 15, EVE, 256 * 1024)
    await clock.settle(2 * quietMs)
    expect(made).toEqual([])
    write(NOTE, 1, EVE, 256 * 1024)
    await clock.settle(2 * quietMs)
    expect(made).toEqual([NOTE])
  })

  test('a large document the less often: a snapshot goes to everybody whole', async () => {
    const { clock, made, write, cover, begin } = parts
    await begin()
    write(NOTE, 1)
    cover(NOTE, 4)
    write(NOTE, 3 * envelopes, EVE, 50)
    await clock.settle(2 * quietMs)
    expect(made).toEqual([])
    write(NOTE, envelopes)
    await clock.settle(2 * quietMs)
    expect(made).toEqual([NOTE])
  })

  test('after an hour although somebody writes all the time', async () => {
    const { clock, made, write, begin } = parts
    await begin()
    write(NOTE, envelopes)
    for (let waited = 0; waited < atMostMs - quietMs; waited += 30_000) {
      write(NOTE, 1)
      await clock.settle(30_000)
    }
    expect(made).toEqual([])
    for (let waited = 0; waited < 2 * quietMs; waited += 30_000) {
      write(NOTE, 1)
      await clock.settle(30_000)
    }
    expect(made).toEqual([NOTE])
  })

  test('what was there at the start too, one document after the other', async () => {
    const { clock, made, write, begin, is, changed } = parts
    write(NOTE, envelopes)
    write(OTHER, envelopes)
    is.role = 'editor'
    await begin()
    await clock.settle(quietMs)
    expect(made).toEqual([])
    is.role = 'admin'
    changed.emit()
    await clock.settle(quietMs + 1000)
    expect(made).toEqual([NOTE, OTHER])
  })

  test('nobody else does, and nobody who was lowered meanwhile', async () => {
    const { clock, made, write, begin, is, changed } = parts
    await begin()
    write(NOTE, envelopes)
    is.role = 'editor'
    changed.emit()
    await clock.settle(3 * quietMs)
    write(NOTE, envelopes)
    await clock.settle(3 * quietMs)
    expect(made).toEqual([])
    expect(clock.pending).toBe(0)
  })
})

describe('rule 16: of several such devices', () => {
  test('the next one waits for its turn, and does nothing where it was done', async () => {
    const { clock, made, write, cover, begin } = scene(BOB)
    await begin()
    write(NOTE, envelopes)
    await clock.settle(quietMs + nextAfterMs - 1)
    expect(made).toEqual([])
    cover(NOTE)
    await clock.settle(10 * quietMs)
    expect(made).toEqual([])
  })

  test('the next one does it where the first does not, also a second device of the same person', async () => {
    for (const admins of [
      [memberOf(BOB, 'admin'), memberOf(ALICE, 'owner')],
      [{ ...memberOf(ALICE, 'owner'), devices: [ALICE, BOB] }],
    ]) {
      const { clock, made, write, begin, only } = scene(BOB)
      only(admins)
      await begin()
      await clock.settle(nextAfterMs)
      write(NOTE, envelopes)
      await clock.settle(quietMs + nextAfterMs - 1)
      expect(made).toEqual([])
      await clock.settle(100)
      expect(made).toEqual([NOTE])
    }
  })

  test('two that did not know of each other are followed by one that covers both', async () => {
    const { clock, made, write, cover, begin, inEffect, does } = parts
    await begin()
    does.snapshot = () => {
      inEffect.length = 0
      return true
    }
    write(NOTE, 1)
    cover(NOTE)
    cover(NOTE)
    write(NOTE, 0)
    await clock.settle(2 * quietMs)
    expect(made).toEqual([NOTE])
    write(NOTE, 1)
    await clock.settle(2 * quietMs)
    expect(made).toEqual([NOTE])
  })

  test('one whose maker may not sign any more, beneath which envelopes went, is followed by one that counts', async () => {
    const { clock, made, write, cover, begin, is, does } = parts
    await begin()
    does.snapshot = () => {
      is.void = false
      return true
    }
    write(NOTE, 1)
    cover(NOTE)
    is.void = true
    write(NOTE, 1)
    await clock.settle(2 * quietMs)
    expect(made).toEqual([NOTE])
  })
})

describe('rule 16: nothing is signed', () => {
  test('while something is held or left out here, or this device went on from a backup', async () => {
    for (const why of ['spoiled', 'forked'] as const) {
      const { clock, made, write, begin, is } = scene()
      await begin()
      is[why] = true
      write(NOTE, envelopes)
      await clock.settle(2 * quietMs)
      expect(made).toEqual([])
      is[why] = false
      write(NOTE, 1)
      await clock.settle(2 * quietMs)
      expect(made).toEqual([NOTE])
    }
  })

  test('while more is on its way here; who only says so does not keep it up for ever', async () => {
    const waiting = { docId: NOTE, deviceId: BOB, seq: 1, count: 1, state: 'waiting' } as const
    for (const set of [
      ({ is }: typeof parts) => {
        is.behind = true
      },
      ({ noted }: typeof parts) => void noted.push(waiting),
    ]) {
      const one = scene()
      const { clock, made, write, begin } = one
      await begin()
      set(one)
      write(NOTE, envelopes)
      await clock.settle(putOffs * quietMs)
      expect(made).toEqual([])
      await clock.settle(2 * quietMs)
      expect(made).toEqual([NOTE])
    }
  })

  test('while keys are changing; a minute later it is tried again', async () => {
    const { clock, made, write, begin, does } = parts
    await begin()
    does.snapshot = () => {
      if (made.length < 3) throw new FoyerError('KEYS_CHANGING')
      return true
    }
    write(NOTE, envelopes)
    await clock.settle(quietMs + 100)
    expect(made).toHaveLength(1)
    await clock.settle(20 * quietMs)
    expect(made).toHaveLength(3)
  })

  test('a second time before what was signed has taken effect, or after several were refused', async () => {
    const { clock, made, write, begin, noted, inEffect } = parts
    await begin()
    const own = { docId: NOTE, deviceId: ALICE, seq: 1, count: 1 } as const
    noted.push({ ...own, state: 'waiting' })
    write(NOTE, envelopes)
    await clock.settle((putOffs + 2) * quietMs)
    expect(made).toEqual([])
    noted.length = 0
    for (let refused = 0; refused < 5; refused++) {
      write(NOTE, 1)
      await clock.settle(2 * quietMs)
      inEffect.length = 0
      noted.push({ ...own, state: 'refused' })
    }
    expect(made).toHaveLength(3)
  })

  test('once the Space is closed', async () => {
    const { clock, made, write, begin } = parts
    const stop = await begin()
    write(NOTE, envelopes)
    stop()
    await clock.settle(2 * quietMs)
    expect(made).toEqual([])
    expect(clock.pending).toBe(0)
  })
})
