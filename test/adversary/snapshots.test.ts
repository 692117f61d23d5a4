import { beforeAll, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { DocId } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { bodyDocId, clientIdFor, encodeState, loadDoc } from '../../src-core/documents/index.ts'
import { cutSnapshot } from '../../src-core/documents/snapshots/index.ts'
import {
  type Action,
  deviceTag,
  type IdentityWithSecrets,
} from '../../src-core/membership/index.ts'
import { NOTE, snapshotScene as scene } from './support/snapshotScene.ts'

let docId: DocId
beforeAll(async () => {
  await ready()
  docId = bodyDocId(NOTE)
})

describe('rule 16: a snapshot', () => {
  test('where all that it covers is known changes nothing, and is what the document begins with', async () => {
    const { alice, bob, carol, eve, replica, give, rows, textAt, inEffect, clock } = scene('honest')
    const [atAlice, atBob, atCarol] = [replica(alice), replica(bob), replica(carol)]
    for (const parts of [atAlice, atBob, atCarol]) await give(parts, eve, rows)
    const before = atAlice.documents.body(NOTE)
    expect(atBob.documents.snapshot(docId, false)).toBe(true)
    atBob.settle()
    await clock.settle(50)
    const snapshot = atBob.rows()
    expect(snapshot).toHaveLength(1)
    for (const parts of [atAlice, atCarol]) await give(parts, bob, snapshot)
    for (const parts of [atAlice, atBob, atCarol]) {
      expect(inEffect(parts)).toBe(1)
      expect(textAt(parts)).toBe('evesdrop')
    }
    expect(atAlice.documents.body(NOTE)).toBe(before)
    // Read again from the disk, and from snapshot and envelopes alone.
    atAlice.close()
    const again = replica(alice, atAlice.storage)
    expect([inEffect(again), textAt(again)]).toEqual([1, 'evesdrop'])
    again.documents.rebuild({ documents: new Set([docId]), adopt() {} })
    expect(textAt(again)).toBe('evesdrop')
    for (const { refused, refusedSnapshots } of [atAlice, atBob, atCarol])
      expect([...refused, ...refusedSnapshots]).toEqual([])
  })

  test('is made by owner and admins only', async () => {
    const { carol, eve, replica, give, rows } = scene('making')
    const atCarol = replica(carol)
    await give(atCarol, eve, rows)
    expect(() => atCarol.documents.snapshot(docId, false)).toThrow(new FoyerError('NOT_ALLOWED'))
  })

  test('by somebody who is no admin where it was signed takes its place in the chain and no effect', async () => {
    const { alice, carol, eve, replica, give, rows, inEffect, signed } = scene('editor')
    const atAlice = replica(alice)
    await give(atAlice, eve, rows)
    await give(atAlice, carol, signed(carol))
    expect(atAlice.chains.head(carol.deviceId)?.seq).toBe(1)
    expect(inEffect(atAlice)).toBe(0)
    expect(atAlice.refused.map(({ reason }) => reason)).toEqual(['the role may not write here'])
  })

  test('by an admin who was not one yet at the heads it names has no effect', async () => {
    const { alice, bob, eve, replica, give, rows, inEffect, signed, begin } = scene('early')
    const atAlice = replica(alice)
    await give(atAlice, eve, rows)
    await give(atAlice, bob, signed(bob, {}, begin.heads))
    expect(atAlice.chains.head(bob.deviceId)?.seq).toBe(1)
    expect(inEffect(atAlice)).toBe(0)
  })

  test('waits for what it covers', async () => {
    const { alice, bob, eve, replica, give, rows, inEffect, signed, textAt } = scene('first')
    const atAlice = replica(alice)
    await give(atAlice, bob, signed(bob, { erases: true }))
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([0, ''])
    await give(atAlice, eve, rows.slice(0, 5))
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([0, 'evesd'])
    await give(atAlice, eve, rows)
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([1, 'evesdrop'])
  })

  test('of which a part is missing, altered or said twice has no effect', async () => {
    const { alice, bob, eve, replica, give, rows, inEffect, chainOf, typing, stateOf, covered } =
      scene('parts')
    const big = stateOf([...typing(eve, 'evesdrop')])
    const payloads = (() => {
      const doc = loadDoc(big)
      doc.clientID = clientIdFor(deviceTag(bob.deviceId), 1)
      doc.getText('other').insert(0, 'x'.repeat(300_000))
      const made = { generation: 1, parent: null, erases: false, covered: covered(8) }
      return cutSnapshot({ ...made, state: encodeState(doc) })?.payloads ?? []
    })()
    const [a, b, c] = payloads as [Uint8Array, Uint8Array, Uint8Array]
    expect(payloads).toHaveLength(3)
    for (const wrong of [[a, c], [a, a, c], [b, a, c], [a, b.with(99, 1), c], [c]]) {
      const atAlice = replica(alice)
      await give(atAlice, eve, rows)
      const chain = chainOf(bob)
      for (const payload of wrong) chain.say(payload, 'snapshot')
      await give(atAlice, bob, chain.all)
      expect(inEffect(atAlice)).toBe(0)
      expect(atAlice.chains.head(bob.deviceId)?.seq).toBe(wrong.length)
      expect(atAlice.refusedSnapshots).toEqual(['its parts are not those of a snapshot'])
    }
  })

  test('says nothing that was not signed', async () => {
    const {
      alice,
      bob,
      carol,
      eve,
      replica,
      give,
      rows,
      inEffect,
      signed,
      textAt,
      typing,
      stateOf,
    } = scene('content')
    const stranger = scene('stranger').eve
    const texts = [
      stateOf(typing(eve, 'evesdroP')),
      stateOf(typing(eve, 'evesdrops')),
      stateOf([...typing(eve, 'evesdrop'), ...typing(carol, 'Carol never wrote this')]),
      stateOf([...typing(eve, 'evesdrop'), ...typing(stranger, 'nobody')]),
      stateOf(typing(eve, 'evesdro')),
      Uint8Array.of(1, 2, 3),
    ]
    for (const state of texts) {
      const atAlice = replica(alice)
      await give(atAlice, eve, rows)
      await give(atAlice, bob, signed(bob, { state }))
      expect([inEffect(atAlice), textAt(atAlice)]).toEqual([0, 'evesdrop'])
      expect(atAlice.refusedSnapshots).toHaveLength(1)
    }
  })

  test('that names an envelope with another hash, or of another document, has no effect', async () => {
    const { alice, bob, carol, eve, replica, give, rows, inEffect, signed, covered } = scene('hash')
    const other = 'B'.repeat(42).concat('A')
    const feed = replica(carol)
    const posted = { id: NOTE, kind: 'message', text: 'in the feed', at: 1 } as const
    feed.documents.changeFeed((one) => one.post(posted))
    const [message] = feed.rows()
    const withMessage = [
      ...covered(8),
      {
        ...{ deviceId: carol.deviceId, logHeads: [] },
        runs: [{ first: 1, before: null, last: 1, hash: message?.hash ?? '' }],
      },
    ]
    // Eve may have told Bob another eighth letter; of Carol's one message there is no other.
    const reasons = [
      [covered(8, other), 'covers another branch than the one here'],
      [withMessage, 'covers what is of another document, or stands elsewhere'],
    ] as const
    for (const [claimed, reason] of reasons) {
      const atAlice = replica(alice)
      await give(atAlice, eve, rows)
      await give(atAlice, carol, feed.rows())
      await give(atAlice, bob, signed(bob, { covered: claimed }))
      expect(inEffect(atAlice)).toBe(0)
      expect(atAlice.refusedSnapshots).toEqual([reason])
    }
  })

  test('that was compared with another branch is looked at again when that counts no more', async () => {
    const { alice, bob, eve, replica, give, rows, inEffect, textAt, signed, ...rest } =
      scene('branch')
    const other = rest.chainOf(eve)
    other.all.push(...rows.slice(0, 7))
    const last = other.say(rest.typing(eve, 'evesdroP')[7] as Uint8Array)
    const atAlice = replica(alice)
    await give(atAlice, eve, other.all)
    expect(textAt(atAlice)).toBe('evesdroP')
    await give(atAlice, bob, signed(bob))
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([0, 'evesdroP'])
    // The proof that Eve said two things: nothing from there on counts.
    atAlice.forks.learn(last.bytes, rows[7]?.bytes ?? new Uint8Array())
    await rest.clock.settle(50)
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([1, 'evesdrop'])
  })

  test('of somebody removed who told its signer something else than others is what all go by', async () => {
    const { alice, bob, eve, replica, give, rows, inEffect, textAt, signed, ...rest } =
      scene('removed branch')
    const other = rest.chainOf(eve)
    other.all.push(...rows.slice(0, 7))
    const { hash } = other.say(rest.typing(eve, 'evesdroP')[7] as Uint8Array)
    const toBob = {
      covered: rest.covered(8, hash),
      state: rest.stateOf(rest.typing(eve, 'evesdroP')),
    }
    const atAlice = replica(alice)
    await give(atAlice, eve, rows)
    await give(atAlice, bob, signed(bob, toBob))
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([0, 'evesdrop'])
    // Nobody has the other branch any more; it is beneath Bob's snapshot.
    const removal: Action = {
      ...{ type: 'remove', userId: eve.userId },
      cutoffs: rest.cutoff(eve, rows, 8),
    }
    atAlice.membership.add([rest.plus(rest.state, removal).entry])
    await rest.clock.settle(1000)
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([1, 'evesdroP'])
  })

  test('has the last word on what it covers, also on what was deleted', async () => {
    const { alice, bob, eve, replica, give, eves, inEffect, signed, textAt, covered, ...rest } =
      scene('deleted')
    const doc = loadDoc(undefined, rest.typing(eve, 'evesdrop'))
    doc.on('update', (update: Uint8Array) => eves.say(update))
    doc.getText('body').delete(0, 4)
    const atAlice = replica(alice)
    await give(atAlice, eve, eves.all)
    expect(textAt(atAlice)).toBe('drop')
    await give(atAlice, bob, signed(bob, { covered: covered(9) }))
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([1, 'evesdrop'])
  })

  test('that claims numbers which were never written waits for ever, and takes nothing from them', async () => {
    const {
      alice,
      bob,
      eve,
      replica,
      give,
      rows,
      eves,
      inEffect,
      signed,
      textAt,
      typing,
      covered,
    } = scene('claims')
    const atAlice = replica(alice)
    await give(atAlice, eve, rows)
    const more = typing(eve, 'evesdropper')
    await give(atAlice, bob, signed(bob, { covered: covered(11, 'B'.repeat(42).concat('A')) }))
    for (const update of more.slice(8)) eves.say(update)
    await give(atAlice, eve, eves.all)
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([0, 'evesdropper'])
  })
})

describe('rules 15 and 16: a snapshot and a removal', () => {
  test('what lies beneath one stays, whatever cut-off comes to be known behind it', async () => {
    const { alice, bob, eve, replica, give, rows, inEffect, signed, textAt, plus, state, cutoff } =
      scene('behind')
    const removal = plus(state, {
      ...{ type: 'remove', userId: eve.userId },
      cutoffs: cutoff(eve, rows, 4),
    }).entry
    const [atAlice, atBob, late] = [replica(alice), replica(bob), replica(alice)]
    for (const parts of [atAlice, atBob]) {
      await give(parts, eve, rows)
      await give(parts, bob, signed(bob))
      parts.membership.add([removal])
    }
    // The other way round, and without the envelopes that come no more.
    late.membership.add([removal])
    await give(late, eve, rows)
    expect(textAt(late)).toBe('eves')
    await give(late, bob, signed(bob))
    for (const parts of [atAlice, atBob, late])
      expect([inEffect(parts), textAt(parts)]).toEqual([1, 'evesdrop'])
  })

  test('of its maker: with a cut-off before it, it has no effect, and envelopes count as ever', async () => {
    const { alice, bob, eve, replica, give, rows, inEffect, signed, textAt, plus, state, cutoff } =
      scene('maker')
    const atAlice = replica(alice)
    const snapshot = signed(bob)
    await give(atAlice, eve, rows)
    await give(atAlice, bob, snapshot)
    const gone = (who: IdentityWithSecrets, cutoffs: ReturnType<typeof cutoff>, on = state) =>
      plus(on, { type: 'remove', userId: who.userId, cutoffs })
    const first = gone(bob, [])
    const second = gone(eve, cutoff(eve, rows, 4), first.state)
    atAlice.membership.add([first.entry, second.entry])
    expect([inEffect(atAlice), textAt(atAlice)]).toEqual([0, 'eves'])

    const atCarol = replica(alice)
    const kept = gone(bob, cutoff(bob, snapshot, 1))
    atCarol.membership.add([kept.entry])
    await give(atCarol, eve, rows)
    await give(atCarol, bob, snapshot)
    expect(inEffect(atCarol)).toBe(1)
  })

  test('of its maker’s role: with a cut-off before it, it has no effect', async () => {
    const { alice, bob, eve, replica, give, rows, inEffect, signed, plus, state } = scene('lowered')
    const atAlice = replica(alice)
    await give(atAlice, eve, rows)
    await give(atAlice, bob, signed(bob))
    expect(inEffect(atAlice)).toBe(1)
    const lowering: Action = { type: 'role', userId: bob.userId, role: 'editor', cutoffs: [] }
    atAlice.membership.add([plus(state, lowering).entry])
    expect(inEffect(atAlice)).toBe(0)
  })
})

describe('rule 16: two snapshots', () => {
  test('by two admins who did not know of each other give one document, in whatever order they come', async () => {
    const {
      alice,
      bob,
      eve,
      replica,
      give,
      rows,
      signed,
      textAt,
      stateOf,
      typing,
      covered,
      ...rest
    } = scene('two')
    const removal = rest.plus(rest.state, {
      ...{ type: 'remove', userId: eve.userId },
      cutoffs: rest.cutoff(eve, rows, 4),
    })
    // Bob knew of Eve's removal, the owner's other admin did not: one shows less than the other.
    const less = stateOf(typing(eve, 'evesdrop'))
    const shown = loadDoc(less)
    shown.getText('body').delete(4, 4)
    const one = signed(bob, { state: encodeState(shown) }, rest.state.heads)
    const other = signed(alice, { covered: covered(8) })
    const texts = new Set<string>()
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      const parts = replica(rest.carol)
      await give(parts, eve, rows)
      for (const snapshot of order) await give(parts, snapshot === one ? bob : alice, snapshot)
      parts.membership.add([removal.entry])
      expect(parts.snapshots.bases(docId)).toHaveLength(2)
      texts.add(textAt(parts))
    }
    expect(texts.size).toBe(1)
  })

  test('that say different things of what comes no more are read in one order', async () => {
    const { alice, bob, carol, eve, replica, give, rows, signed, textAt, ...rest } = scene('order')
    const cutoffs = rest.cutoff(eve, rows, 4)
    const { entry } = rest.plus(rest.state, { type: 'remove', userId: eve.userId, cutoffs })
    const texts = ['evesDROP', 'evesdrop'].map((text) => rest.stateOf(rest.typing(eve, text)))
    const one = signed(bob, { state: texts[0] as Uint8Array })
    const other = signed(alice, { state: texts[1] as Uint8Array })
    const read = new Set<string>()
    for (const order of ['Bob first', 'Alice first']) {
      const parts = replica(carol)
      parts.membership.add([entry])
      await give(parts, eve, rows)
      if (order === 'Bob first') await give(parts, bob, one)
      await give(parts, alice, other)
      await give(parts, bob, one)
      expect(parts.snapshots.bases(docId)).toHaveLength(2)
      read.add(textAt(parts))
    }
    expect([...read]).toHaveLength(1)
  })

  test('of which the later covers the first, but not all that this covers, are both in effect', async () => {
    const { alice, bob, carol, eve, replica, give, rows, signed, covered, ...rest } =
      scene('in part')
    const first = signed(bob)
    const [part] = first
    const run = { first: 1, before: null, last: 1, hash: part?.hash ?? '' }
    const later = signed(alice, {
      ...{ generation: 2, parent: run.hash, erases: true },
      covered: [...covered(4), { deviceId: bob.deviceId, logHeads: [], runs: [run] }],
      state: rest.stateOf(rest.typing(eve, 'eves')),
    })
    const atCarol = replica(carol)
    await give(atCarol, eve, rows)
    await give(atCarol, bob, first)
    await give(atCarol, alice, later)
    expect(atCarol.refusedSnapshots).toEqual([])
    expect([rest.inEffect(atCarol), rest.textAt(atCarol)]).toEqual([2, 'evesdrop'])
    // The first is still needed, whatever the later one says of its part.
    await rest.clock.settle(1000)
    expect(atCarol.rows(bob.deviceId).map(({ bytes }) => bytes)).toEqual([part?.bytes])
  })

  test('of which the later covers the first: that one has no effect any more', async () => {
    const { alice, bob, eve, replica, give, rows, textAt, inEffect, clock } = scene('later')
    const atBob = replica(bob)
    await give(atBob, eve, rows)
    atBob.documents.snapshot(docId, false)
    atBob.settle()
    await clock.settle(50)
    atBob.documents.changeBody(NOTE, (doc: Y.Doc) => doc.getText('body').insert(0, '+'))
    atBob.documents.snapshot(docId, true)
    const said = atBob.rows()
    atBob.settle()
    await clock.settle(50)
    const atAlice = replica(alice)
    await give(atAlice, eve, rows)
    await give(atAlice, bob, said)
    for (const parts of [atAlice, atBob]) {
      expect([inEffect(parts), textAt(parts)]).toEqual([1, '+evesdrop'])
      const newest = parts.snapshots.newest(docId)
      expect(newest?.generation).toBe(2)
    }
  })
})
