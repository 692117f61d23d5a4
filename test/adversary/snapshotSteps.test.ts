import { beforeAll, describe, expect, test } from 'vitest'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { DocId } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import type { Clock } from '../../src-core/ports/index.ts'
import { NOTE, type Parts, snapshotScene } from './support/snapshotScene.ts'

beforeAll(ready)

/** Runs what is due by hand, turn by turn. */
function handClock() {
  const turns: (() => void)[] = []
  const clock: Clock = {
    now: () => 0,
    after(ms, run) {
      if (ms > 0) return () => {}
      turns.push(run)
      return () => void turns.splice(turns.indexOf(run), turns.includes(run) ? 1 : 0)
    },
  }
  /** At most so many; how many there were. */
  function run(most = Number.POSITIVE_INFINITY): number {
    let count = 0
    for (; count < most; count++) {
      const turn = turns.shift()
      if (!turn) return count
      turn()
    }
    return count
  }
  return { clock, run }
}

/** Carol has what Eve typed, and Bob’s snapshot of it; her host takes that in as it is run. */
function scene(seed: string) {
  const cast = snapshotScene(seed)
  const { bob, carol, eve, eves, replica, signed, rows, typing, clock, docId } = cast
  const first = rows.slice()
  const snapshot = signed(bob)
  const more = typing(eve, 'evesdropper').slice(8)
  const later = more.map((update) => eves.say(update))
  async function take() {
    const hand = handClock()
    const atCarol = replica(carol, undefined, hand.clock)
    async function give(envelopes: readonly { readonly bytes: Uint8Array }[], by = eve) {
      const received = atCarol.inbox.receive(
        envelopes.map(({ bytes }) => bytes),
        by.deviceId,
      )
      await clock.settle(50)
      await received
    }
    await give(first)
    await give(snapshot, bob)
    return { hand, atCarol, give }
  }
  /** Read from snapshot and envelopes alone. */
  function afresh({ documents }: Parts): string {
    documents.rebuild({ documents: new Set<DocId>([docId]), adopt() {} })
    return documents.body(NOTE).getText('body').toString()
  }
  /** After each number of turns that it has. */
  async function* everywhere() {
    const turns = (await take()).hand.run()
    expect(turns).toBeGreaterThan(5)
    for (let count = 0; count <= turns; count++) {
      const taking = await take()
      taking.hand.run(count)
      yield { ...taking, done: count, turns }
    }
  }
  return { ...cast, first, later, take, afresh, everywhere }
}

describe('rule 16: while a snapshot is taken in, between any two turns', () => {
  test('what comes is there afterwards, and the open note goes on', async () => {
    const { everywhere, later, textAt, inEffect, afresh } = scene('steps: comes')
    for await (const { atCarol, give, hand } of everywhere()) {
      const before = atCarol.documents.body(NOTE)
      await give(later)
      hand.run()
      expect([inEffect(atCarol), textAt(atCarol)]).toEqual([1, 'evesdropper'])
      expect(atCarol.documents.body(NOTE)).toBe(before)
      expect(afresh(atCarol)).toBe('evesdropper')
    }
  })

  test('something is made anew: it is looked at from the beginning', async () => {
    const { everywhere, inEffect } = scene('steps: anew')
    for await (const { atCarol, hand, done, turns } of everywhere()) {
      if (inEffect(atCarol) === 1) return expect(done).toBeGreaterThan(5)
      atCarol.documents.rebuild({ documents: new Set(), adopt() {} })
      expect(hand.run()).toBeGreaterThanOrEqual(turns)
      expect(inEffect(atCarol)).toBe(1)
    }
  })

  test('a removal that takes back what it covers changes nothing beneath it', async () => {
    const { eve, first, plus, state, cutoff, ...rest } = scene('steps: removal')
    const action = { type: 'remove', userId: eve.userId, cutoffs: cutoff(eve, first, 4) } as const
    const { entry } = plus(state, action)
    for await (const { atCarol, hand } of rest.everywhere()) {
      atCarol.membership.add([entry])
      hand.run()
      expect([rest.inEffect(atCarol), rest.textAt(atCarol)]).toEqual([1, 'evesdrop'])
      expect(rest.afresh(atCarol)).toBe('evesdrop')
    }
  })

  test('a removal of its maker leaves it without effect', async () => {
    const { bob, plus, state, everywhere, textAt, inEffect, afresh } = scene('steps: maker')
    const { entry } = plus(state, { type: 'remove', userId: bob.userId, cutoffs: [] })
    for await (const { atCarol, hand } of everywhere()) {
      atCarol.membership.add([entry])
      hand.run()
      expect([inEffect(atCarol), textAt(atCarol)]).toEqual([0, 'evesdrop'])
      expect(afresh(atCarol)).toBe('evesdrop')
    }
  })

  test('a host that ends begins again with the next start; a Space that is closed does nothing more', async () => {
    const { everywhere, carol, replica, textAt, inEffect, afresh } = scene('steps: ends')
    for await (const { atCarol, hand: before } of everywhere()) {
      atCarol.close()
      expect(before.run()).toBe(0)
      const hand = handClock()
      const again = replica(carol, atCarol.storage, hand.clock)
      hand.run()
      expect([inEffect(again), textAt(again)]).toEqual([1, 'evesdrop'])
      expect(afresh(again)).toBe('evesdrop')
    }
  })
})

test('rule 16: a host that ends when what a snapshot covers went has all of it, whatever checkpoint it had', async () => {
  const { spaceId, bob, carol, eve, first, ...rest } = scene('checkpoint')
  const { replica, give, signed, docId, clock, textAt } = rest
  const atCarol = replica(carol)
  await give(atCarol, eve, first.slice(0, 4))
  atCarol.documents.rebuild({ documents: new Set<DocId>([docId]), adopt() {} })
  expect(atCarol.storage.checkpoints.get(spaceId, docId)).toBeDefined()
  await give(atCarol, eve, first)
  await give(atCarol, bob, signed(bob, { erases: true }))
  await clock.settle(1000)
  expect(atCarol.rows(eve.deviceId)).toHaveLength(1)
  expect(textAt(replica(carol, atCarol.storage))).toBe('evesdrop')
})

test('rule 16: what the disk refused is tried again some minutes later', async () => {
  const { bob, carol, eve, replica, give, signed, first, clock, inEffect } = scene('disk')
  const atCarol = replica(carol)
  await give(atCarol, eve, first)
  const { rebase } = atCarol.documents
  Object.assign(atCarol.documents, {
    rebase() {
      throw new FoyerError('DISK_FULL')
    },
  })
  await give(atCarol, bob, signed(bob))
  Object.assign(atCarol.documents, { rebase })
  expect([inEffect(atCarol), atCarol.refusedSnapshots]).toEqual([0, []])
  await clock.settle(300_000)
  expect(inEffect(atCarol)).toBe(1)
})

test('rule 16: a snapshot whose state its reader cannot bear is refused, and stops nobody', async () => {
  const { take, textAt, inEffect } = scene('steps: throws')
  const { atCarol, hand } = await take()
  Object.assign(atCarol.documents, {
    rebase() {
      throw new TypeError('read properties of undefined')
    },
  })
  hand.run()
  expect([inEffect(atCarol), textAt(atCarol)]).toEqual([0, 'evesdrop'])
  expect(atCarol.refusedSnapshots).toEqual(['cannot be applied'])
})
