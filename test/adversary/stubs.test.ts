import { beforeAll, describe, expect, test } from 'vitest'
import type { ItemId } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { bodyDocId, clientIdFor, loadDoc } from '../../src-core/documents/index.ts'
import type { CoveredRun } from '../../src-core/documents/snapshots/index.ts'
import {
  type Action,
  deviceTag,
  type IdentityWithSecrets,
} from '../../src-core/membership/index.ts'
import { encodeStub, isStub, type SealedEnvelope } from '../../src-core/sync/index.ts'
import { type Parts, snapshotScene } from './support/snapshotScene.ts'

beforeAll(ready)

const ANSWER = 'answerAnswerAnswerAnsA' as ItemId
const NOBODY = 'B'.repeat(42).concat('A')

const kinds = (parts: Parts, of: IdentityWithSecrets) =>
  parts
    .rows(of.deviceId)
    .map(({ bytes, firstSeq, seq }) => [isStub(bytes) ? 'stub' : 'envelope', firstSeq ?? seq, seq])
const hashes = (parts: Parts, of: IdentityWithSecrets) =>
  parts.rows(of.deviceId).map(({ hash }) => hash)

/** The same letters by another client, so that no two clocks are written twice. */
function typed(who: IdentityWithSecrets, text: string, incarnation: number) {
  const doc = loadDoc(undefined)
  doc.clientID = clientIdFor(deviceTag(who.deviceId), incarnation)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const [index, letter] of [...text].entries()) doc.getText('body').insert(index, letter)
  return updates
}

function scene(seed: string) {
  const all = snapshotScene(seed)
  const { eve, plus, state, docId } = all
  const stubOf = (run: CoveredRun) => {
    const { first: firstSeq, last: seq, before, hash } = run
    const place = { docId, deviceId: eve.deviceId, firstSeq, seq, before, hash }
    return { bytes: encodeStub({ ...place, logHeads: [] }) }
  }
  const coveredRun = (run: CoveredRun) => [{ deviceId: eve.deviceId, logHeads: [], runs: [run] }]
  /** Eve is removed, and her chain goes through the last of these. */
  const removal = (chain: readonly SealedEnvelope[]) => {
    const cutoffs = all.cutoff(eve, chain, chain.length)
    const action: Action = { type: 'remove', userId: eve.userId, cutoffs }
    return plus(state, action).entry
  }
  return { ...all, stubOf, coveredRun, removal }
}

/** Eve answered yes to most and no to Carol, under one number, and wrote on behind yes; Bob let the first letter go. */
function twoAnswers(seed: string) {
  const all = scene(seed)
  const { bob, eve, chainOf, signed, stateOf, coveredRun } = all
  const answer = bodyDocId(ANSWER)
  const [yes, no] = [chainOf(eve, answer), chainOf(eve, answer)]
  yes.say(typed(eve, 'y', 7)[0] as Uint8Array)
  no.say(typed(eve, 'n', 8)[0] as Uint8Array)
  const chain = chainOf(eve)
  chain.all.push(...yes.all)
  for (const update of typed(eve, 'abc', 9)) chain.say(update)
  const [first, second, third, fourth] = chain.all as [
    SealedEnvelope,
    SealedEnvelope,
    SealedEnvelope,
    SealedEnvelope,
  ]
  const run = { first: 2, last: 2, before: first.hash, hash: second.hash }
  const byBob = (change: Partial<CoveredRun> = {}) =>
    signed(bob, {
      ...{ erases: true, covered: coveredRun({ ...run, ...change }) },
      state: stateOf(typed(eve, 'a', 9)),
    })
  const replica = () => {
    const parts = all.replica(all.carol)
    parts.documents.body(ANSWER)
    return parts
  }
  const answerAt = (parts: Parts) => parts.documents.body(ANSWER).getText('body').toString()
  const told = { first, stub: all.stubOf(run), third, fourth }
  return { ...all, chain: chain.all, no: no.all, run, byBob, replica, answerAt, told }
}

function* orders<T>(of: readonly T[]): Generator<readonly T[]> {
  if (of.length === 0) yield []
  for (const [index, one] of of.entries())
    for (const rest of orders(of.toSpliced(index, 1))) yield [one, ...rest]
}

describe('rules 15 and 16: a stub', () => {
  test('stands on the envelope before its run and on no other branch', async () => {
    const { bob, eve, give, no, byBob, replica, told, answerAt } = twoAnswers('stands')
    const atCarol = replica()
    await give(atCarol, eve, no)
    await give(atCarol, bob, byBob())
    await give(atCarol, bob, [told.stub, told.third, told.fourth])
    expect(hashes(atCarol, eve)).toEqual([no[0]?.hash])
    expect(answerAt(atCarol)).toBe('n')

    const other = replica()
    await give(other, eve, [told.first])
    await give(other, bob, byBob())
    await give(other, bob, [told.stub, told.third, told.fourth])
    expect(kinds(other, eve)).toEqual([
      ...[
        ['envelope', 1, 1],
        ['stub', 2, 2],
        ['envelope', 3, 3],
        ['envelope', 4, 4],
      ],
    ])
    expect([answerAt(other), other.refused]).toEqual(['y', []])
  })

  test('is part of the branch that a cut-off names, in whatever order its pieces come', async () => {
    const all = twoAnswers('order')
    const { bob, eve, give, no, byBob, replica, told, answerAt, textAt, chain, removal } = all
    const pieces = ['removal', 'first', 'stub', 'third'] as const
    const removed = removal(chain)
    for (const order of orders(pieces)) {
      const atCarol = replica()
      await give(atCarol, eve, no)
      await give(atCarol, bob, byBob())
      // What nobody asked for is told again when somebody does.
      for (const piece of [...order, ...order])
        if (piece === 'removal') atCarol.membership.add([removed])
        else await give(atCarol, bob, piece === 'third' ? [told.third, told.fourth] : [told[piece]])
      await all.clock.settle(1000)
      expect(hashes(atCarol, eve), order.join()).toEqual(chain.map(({ hash }) => hash))
      expect([answerAt(atCarol), textAt(atCarol)], order.join()).toEqual(['y', 'abc'])
      expect(atCarol.branches.sought()).toEqual([])
    }
  })

  test('under the number that a cut-off names gives way to the named branch', async () => {
    const { bob, carol, eve, give, rows, replica, removal, ...all } = scene('named')
    const other = all.chainOf(eve)
    other.all.push(...rows.slice(0, 7))
    const { hash } = other.say(typed(eve, '!', 7)[0] as Uint8Array)
    const run = { first: 1, last: 8, before: null, hash }
    const state = all.stateOf([...all.typing(eve, 'evesdrop').slice(0, 7), ...typed(eve, '!', 7)])
    const atCarol = replica(carol)
    await give(atCarol, bob, all.signed(bob, { covered: all.coveredRun(run), state }))
    await give(atCarol, bob, [all.stubOf(run)])
    expect(kinds(atCarol, eve)).toEqual([['stub', 1, 8]])
    atCarol.membership.add([removal(rows)])
    expect(atCarol.branches.sought()).toEqual([{ deviceId: eve.deviceId, seq: 8 }])
    expect(atCarol.chains.frontiers().find(({ seq }) => seq === 8)).toBeUndefined()
    await give(atCarol, bob, rows)
    expect(hashes(atCarol, eve)).toEqual(rows.map((row) => row.hash))
    // The snapshot has the last word on what it covers, and on nothing else.
    expect([[...all.textAt(atCarol)].sort().join(''), atCarol.refused]).toEqual(['!deeorsv', []])
  })

  test('of which something was here before is told on whole, and taken with what is told before it', async () => {
    const { bob, carol, eve, give, rows, replica, signed, stubOf, textAt, clock } = scene('told on')
    const run = { first: 1, last: 8, before: null, hash: rows[7]?.hash ?? '' }
    const atCarol = replica(carol)
    await give(atCarol, bob, signed(bob))
    await give(atCarol, bob, [...rows.slice(0, 5), stubOf(run)])
    expect(kinds(atCarol, eve)).toEqual([
      ...[1, 2, 3, 4, 5].map((seq) => ['envelope', seq, seq]),
      ['stub', 6, 8],
    ])
    const atDan = replica(carol)
    await give(atDan, bob, signed(bob))
    await give(atDan, carol, atCarol.rows(eve.deviceId))
    expect(kinds(atDan, eve)).toEqual(kinds(atCarol, eve))
    await clock.settle(1000)
    expect([textAt(atCarol), textAt(atDan)]).toEqual(['evesdrop', 'evesdrop'])
  })

  test('behind what is of another document takes no place there', async () => {
    const { bob, carol, eve, give, rows, replica, signed, stubOf, chainOf } = scene('document')
    const other = chainOf(eve, bodyDocId(ANSWER))
    other.all.push(...rows.slice(0, 4))
    other.say(typed(eve, '!', 7)[0] as Uint8Array)
    const stub = stubOf({ first: 1, last: 8, before: null, hash: rows[7]?.hash ?? '' })
    for (const batches of [[other.all, [stub]], [[...other.all, stub]]]) {
      const atCarol = replica(carol)
      await give(atCarol, bob, signed(bob))
      for (const batch of batches) await give(atCarol, eve, batch)
      expect(atCarol.chains.head(eve.deviceId)?.seq).toBe(5)
    }
  })

  test('behind another branch within its run goes with that when the log names what comes behind', async () => {
    const { bob, carol, eve, give, eves, replica, signed, stubOf, textAt, ...all } = scene('within')
    const other = all.chainOf(eve)
    other.all.push(...eves.all.slice(0, 3))
    for (const update of typed(eve, '!?', 7)) other.say(update)
    const snapshot = signed(bob, { erases: true })
    const stub = stubOf({ first: 1, last: 8, before: null, hash: eves.all[7]?.hash ?? '' })
    const ninth = eves.say(all.typing(eve, 'evesdropX')[8] as Uint8Array)
    const atCarol = replica(carol)
    await give(atCarol, eve, other.all)
    await give(atCarol, bob, snapshot)
    await give(atCarol, bob, [stub, ninth])
    await all.clock.settle(1000)
    // Nobody can tell whether Bob or Eve said two things.
    expect(atCarol.refusedSnapshots).toEqual(['covers another branch than the one here'])
    const { deviceId } = eve
    expect(atCarol.branches.sought()).toEqual([])

    atCarol.membership.add([all.removal(eves.all)])
    expect(atCarol.branches.sought()).toEqual([{ deviceId, seq: 9 }])
    for (let again = 0; again < 3; again++) await give(atCarol, bob, [stub, ninth])
    await all.clock.settle(1000)
    expect(kinds(atCarol, eve)).toEqual([
      ['stub', 1, 8],
      ['envelope', 9, 9],
    ])
    expect([textAt(atCarol), atCarol.branches.sought()]).toEqual(['evesdropX', []])
    expect(all.inEffect(atCarol)).toBe(1)
  })
})

describe('rule 16: a snapshot that names another envelope before a run', () => {
  test('has no effect where the chain is known', async () => {
    const { bob, eve, give, chain, byBob, replica, inEffect } = twoAnswers('forged')
    for (const before of [NOBODY, undefined]) {
      const atCarol = replica()
      await give(atCarol, eve, chain)
      await give(atCarol, bob, byBob(before ? { before } : {}))
      expect(inEffect(atCarol)).toBe(before ? 0 : 1)
      // The end of the run is what is here: its maker alone can be wrong.
      const reason = 'covers what is of another document, or stands elsewhere'
      expect(atCarol.refusedSnapshots).toEqual(before ? [reason] : [])
    }
  })

  test('vouches for no stub upon what is here', async () => {
    const { bob, eve, give, no, run, byBob, replica, told, stubOf } = twoAnswers('vouches')
    for (const before of [NOBODY, no[0]?.hash ?? '']) {
      const atCarol = replica()
      await give(atCarol, eve, [told.first])
      await give(atCarol, bob, byBob({ before }))
      await give(atCarol, bob, [stubOf({ ...run, before }), told.stub])
      expect(hashes(atCarol, eve)).toEqual([told.first.hash])
    }
  })
})

describe('rules 15 and 16: a snapshot over another branch than the log names', () => {
  /** Bob was told another eighth letter than the others, and signed that. */
  function parted(seed: string) {
    const all = scene(seed)
    const { bob, eve, rows, chainOf, signed, typing, stateOf, coveredRun } = all
    const other = chainOf(eve)
    other.all.push(...rows.slice(0, 7))
    const { hash } = other.say(typed(eve, '!', 7)[0] as Uint8Array)
    const run = { first: 1, last: 8, before: null, hash }
    const state = stateOf([...typing(eve, 'evesdrop').slice(0, 7), ...typed(eve, '!', 7)])
    const byBob = signed(bob, { covered: coveredRun(run), state, erases: true })
    return { ...all, other: other.all, byBob }
  }

  test('of somebody removed: newcomers come to it, and whoever signs next builds on it', async () => {
    const all = parted('builds')
    const { alice, bob, carol, eve, rows, replica, give, removal, byBob, clock, docId } = all
    const [atAlice, atCarol, atDan] = [replica(alice), replica(carol), replica(carol)]
    for (const parts of [atAlice, atCarol, atDan]) parts.membership.add([removal(rows)])
    for (const parts of [atAlice, atCarol]) {
      await give(parts, eve, rows)
      await give(parts, bob, byBob)
    }
    await clock.settle(1000)
    // Nobody could take a stub of that branch: no snapshot has it.
    await give(atDan, bob, byBob)
    await give(atDan, carol, atCarol.rows(eve.deviceId))
    await clock.settle(1000)
    const said = all.textAt(atAlice)
    for (const parts of [atAlice, atCarol, atDan])
      expect([all.inEffect(parts), all.textAt(parts)]).toEqual([1, said])
    expect(said).toHaveLength(8)

    atAlice.membership.rotateIfNeeded()
    expect(atAlice.documents.snapshot(docId, false)).toBe(true)
    atAlice.settle()
    for (const parts of [atCarol, atDan]) {
      parts.membership.add(atAlice.storage.log.list(all.spaceId).map(({ bytes }) => bytes))
      await give(parts, alice, atAlice.rows())
    }
    await clock.settle(1000)
    for (const parts of [atAlice, atCarol, atDan]) {
      expect([all.textAt(parts), parts.refusedSnapshots]).toEqual([said, []])
      const makers = parts.snapshots.inEffect(docId).map(({ noted }) => noted.deviceId)
      expect(makers).toEqual([alice.deviceId])
    }
  })

  test('of a member: whoever has it in effect signs nothing that all others would refuse', async () => {
    const all = parted('member')
    const { alice, bob, eve, rows, other, replica, give, byBob, clock, docId } = all
    const atAlice = replica(alice)
    await give(atAlice, eve, other)
    await give(atAlice, bob, byBob)
    expect(all.inEffect(atAlice)).toBe(1)
    expect(atAlice.documents.snapshot(docId, false)).toBe(true)
    const cutoffs = all.cutoff(eve, rows, 8)
    const lowering: Action = { type: 'role', userId: eve.userId, role: 'viewer', cutoffs }
    atAlice.membership.add([all.plus(all.state, lowering).entry])
    await give(atAlice, eve, rows)
    await clock.settle(1000)
    expect(hashes(atAlice, eve)).toEqual(rows.map(({ hash }) => hash))
    const before = atAlice.rows().length
    expect(atAlice.documents.snapshot(docId, false)).toBe(false)
    expect(atAlice.rows()).toHaveLength(before)
  })
})
