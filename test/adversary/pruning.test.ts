import { beforeAll, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import type { DeviceId, ItemId } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { commentsDocId, encodeState, feedDocId } from '../../src-core/documents/index.ts'
import { cutSnapshot } from '../../src-core/documents/snapshots/index.ts'
import type { EnvelopeRow } from '../../src-core/ports/index.ts'
import { encodeStub, isStub, openStub, type Stub } from '../../src-core/sync/index.ts'
import { NOTE, type Parts, snapshotScene } from './support/snapshotScene.ts'

beforeAll(ready)

/** Eve typed `evesdrop`; Bob, an admin, has signed what is left of it and let the rest go. */
async function pruned(seed: string, erases = true) {
  const scene = snapshotScene(seed)
  const { bob, eve, replica, give, rows, docId, clock } = scene
  const atBob = replica(bob)
  await give(atBob, eve, rows)
  atBob.documents.snapshot(docId, erases)
  const snapshot = atBob.rows()
  atBob.settle()
  await clock.settle(1000)
  const [stub] = atBob.rows(eve.deviceId)
  const said = openStub(stub?.bytes ?? new Uint8Array()) as Stub
  const tell = (to: Parts, change: Partial<Stub> = {}, from = bob) =>
    give(to, from, [{ bytes: encodeStub({ ...said, ...change }) }])
  return { ...scene, atBob, snapshot, said, tell }
}
const kinds = (rows: readonly EnvelopeRow[]) =>
  rows.map(({ bytes, firstSeq, seq }) => [
    isStub(bytes) ? 'stub' : 'envelope',
    firstSeq ?? seq,
    seq,
  ])
const textsIn = ({ documents }: Parts) =>
  [...documents.feed().rows()].map(({ content }) => ('text' in content ? content.text : '')).sort()
/** What a document shows when it is read from its snapshot and envelopes alone. */
function afresh({ documents }: Parts, docId: never): string {
  documents.rebuild({ documents: new Set([docId]), adopt() {} })
  return documents.body(NOTE).getText('body').toString()
}

describe('rule 16: what lies beneath a snapshot that erases', () => {
  test('goes from every disk on which the snapshot takes effect, and nothing else goes', async () => {
    const { alice, eve, bob, atBob, replica, give, rows, snapshot, clock, docId, textAt } =
      await pruned('goes')
    const atAlice = replica(alice)
    await give(atAlice, eve, rows)
    await give(atAlice, bob, snapshot)
    await clock.settle(1000)
    for (const parts of [atAlice, atBob]) {
      expect(kinds(parts.rows(eve.deviceId))).toEqual([['stub', 1, 8]])
      expect(kinds(parts.rows(bob.deviceId))).toEqual([['envelope', 1, 1]])
      expect(textAt(parts)).toBe('evesdrop')
      expect(afresh(parts, docId as never)).toBe('evesdrop')
      expect(parts.chains.head(eve.deviceId)).toEqual({
        ...{ deviceId: eve.deviceId, seq: 8, hash: rows[7]?.hash },
      })
    }
  })

  test('stays for thirty days where nothing was erased', async () => {
    const { atBob, eve, clock } = await pruned('stays', false)
    expect(kinds(atBob.rows(eve.deviceId))).toHaveLength(8)
    await clock.settle(29 * 86_400_000)
    expect(kinds(atBob.rows(eve.deviceId))).toHaveLength(8)
    await clock.settle(2 * 86_400_000)
    expect(kinds(atBob.rows(eve.deviceId))).toEqual([['stub', 1, 8]])
  })

  test('goes at once though a later one erases nothing, and after its own thirty days', async () => {
    const { alice, bob, eve, atBob, replica, give, rows, clock, docId } = await pruned('later')
    const write = (parts: Parts) =>
      parts.documents.changeBody(NOTE, (doc: Y.Doc) => doc.getText('body').insert(0, '+'))
    write(atBob)
    atBob.documents.snapshot(docId, false)
    // Alice was away, and hears of both together.
    const atAlice = replica(alice)
    await give(atAlice, eve, rows)
    await give(atAlice, bob, atBob.rows())
    await clock.settle(1000)
    expect(atAlice.snapshots.inEffect(docId).map(({ erases }) => erases)).toEqual([false])
    expect(kinds(atAlice.rows(eve.deviceId))).toEqual([['stub', 1, 8]])

    const monthly = await pruned('monthly', false)
    await monthly.clock.settle(20 * 86_400_000)
    write(monthly.atBob)
    monthly.atBob.documents.snapshot(docId, false)
    monthly.atBob.settle()
    await monthly.clock.settle(12 * 86_400_000)
    expect(kinds(monthly.atBob.rows(monthly.eve.deviceId))).toEqual([['stub', 1, 8]])
    expect(kinds(monthly.atBob.rows())).toEqual([1, 2, 3].map((seq) => ['envelope', seq, seq]))
  })

  test('is not told a second time: what was there comes back for nobody', async () => {
    const { atBob, eve, rows, give } = await pruned('again')
    await give(atBob, eve, rows)
    expect(kinds(atBob.rows(eve.deviceId))).toEqual([['stub', 1, 8]])
    expect(atBob.refused).toEqual([])
  })

  test('waits for the owner where the owner did not sign it, who may undo its maker’s right: for ninety days at most', async () => {
    for (const comes of [true, false]) {
      const { alice, bob, eve, replica, give, rows, snapshot, clock } = await pruned(
        `owner ${comes}`,
      )
      const atCarol = replica(alice)
      atCarol.ownerKnows(false)
      await give(atCarol, eve, rows)
      await give(atCarol, bob, snapshot)
      await clock.settle(89 * 86_400_000)
      expect(kinds(atCarol.rows(eve.deviceId))).toHaveLength(8)
      if (comes) atCarol.ownerKnows(true)
      await clock.settle(comes ? 1_000 : 2 * 86_400_000)
      expect(kinds(atCarol.rows(eve.deviceId))).toEqual([['stub', 1, 8]])
    }
  })

  test('that was a snapshot itself, and waited, is not held against its maker', async () => {
    const { bob, carol, eve, replica, give, rows, signed, clock, spaceId } = snapshotScene('waited')
    const atCarol = replica(carol)
    await give(atCarol, eve, rows.slice(0, 7))
    await give(atCarol, bob, signed(bob))
    const [part] = atCarol.rows(bob.deviceId)
    if (!part) throw new Error('not there')
    const place = { ...part, firstSeq: 1, before: null, logHeads: [] }
    atCarol.storage.transaction(() =>
      atCarol.storage.envelopes.prune(spaceId, { ...place, bytes: encodeStub(place) }),
    )
    await give(atCarol, eve, rows.slice(7))
    await clock.settle(1_000)
    expect(atCarol.refusedSnapshots).toEqual([])
  })

  test('is told to newcomers as snapshot and stub, and what follows goes on from there', async () => {
    const { carol, bob, eve, replica, give, atBob, eves, snapshot, tell, docId, textAt, typing } =
      await pruned('newcomer')
    for (const update of typing(eve, 'evesdropper').slice(8)) eves.say(update)
    const tail = eves.all.slice(8)
    await give(atBob, eve, tail)
    const atCarol = replica(carol)
    await tell(atCarol)
    expect(atCarol.chains.head(eve.deviceId)).toBeUndefined()
    await give(atCarol, bob, snapshot)
    await tell(atCarol)
    await give(atCarol, eve, tail)
    expect([textAt(atBob), textAt(atCarol)]).toEqual(['evesdropper', 'evesdropper'])
    expect(afresh(atCarol, docId as never)).toBe('evesdropper')
    expect(kinds(atCarol.rows(eve.deviceId)).map(([kind]) => kind)).toEqual([
      ...['stub', 'envelope', 'envelope', 'envelope'],
    ])
    expect(atCarol.refused).toEqual([])
  })

  test('the snapshot may come before its place in its maker’s chain is known', async () => {
    const scene = await pruned('ahead')
    const { alice, bob, carol, eve, atBob, replica, give, clock, docId, textAt } = scene
    atBob.documents.changeBody(NOTE, (doc: Y.Doc) => doc.getText('body').insert(0, '+'))
    atBob.documents.snapshot(docId, true)
    atBob.settle()
    await clock.settle(1000)
    // Bob's own chain begins with what lies beneath his second snapshot.
    expect(kinds(atBob.rows())).toEqual([
      ['stub', 1, 2],
      ['envelope', 3, 3],
    ])
    const atCarol = replica(carol)
    await give(atCarol, bob, atBob.rows().slice(1))
    expect(textAt(atCarol)).toBe('')
    await give(atCarol, alice, [...atBob.rows(), ...atBob.rows(eve.deviceId)])
    expect(textAt(atCarol)).toBe('+evesdrop')
    expect(atCarol.snapshots.inEffect(docId)).toHaveLength(1)
  })

  test('what was written behind it waits for it, and its clocks go on where it ends', async () => {
    const scene = await pruned('clocks')
    const { alice, bob, carol, eve, replica, give, snapshot, tell, eves, typing, textAt } = scene
    const atCarol = replica(carol)
    // Alice wrote too, and the snapshot that Carol is given covers that.
    const atAlice = replica(alice)
    await give(atAlice, eve, scene.rows)
    await give(atAlice, bob, snapshot)
    await scene.clock.settle(1000)
    atAlice.documents.changeBody(NOTE, (doc: Y.Doc) => doc.getText('body').insert(0, '+'))
    atAlice.documents.snapshot(scene.docId, true)
    atAlice.settle()
    await scene.clock.settle(1000)
    await give(atCarol, alice, atAlice.rows().slice(1))
    await tell(atCarol)
    expect(atCarol.chains.head(eve.deviceId)?.seq).toBe(8)
    const letters = typing(eve, 'evesdropper').slice(8)
    const repeated = eves.say(typing(eve, 'evesdrop')[7] as Uint8Array)
    await give(atCarol, eve, [repeated])
    expect(atCarol.refused.map(({ reason }) => reason)).toEqual(['clocks do not follow'])
    eves.all.pop()
    for (const update of letters) eves.say(update)
    await give(atCarol, eve, eves.all.slice(8))
    expect(atCarol.chains.head(eve.deviceId)?.seq).toBe(11)
    expect(textAt(atCarol)).toBe('')
    await give(atCarol, alice, [...atAlice.rows(), ...atAlice.rows(bob.deviceId)])
    expect(textAt(atCarol)).toBe('+evesdropper')
  })
})

describe('rule 16: a stub', () => {
  test('is nothing without a snapshot that covers just what it says', async () => {
    const { carol, bob, eve, replica, give, snapshot, tell, said } = await pruned('stub')
    const atCarol = replica(carol)
    await give(atCarol, bob, snapshot)
    const other = 'B'.repeat(42).concat('A')
    const wrong: Partial<Stub>[] = [
      ...[{ seq: 9 }, { seq: 7 }, { hash: other }, { firstSeq: 2, before: other }],
      { deviceId: bob.deviceId },
      { deviceId: 'A'.repeat(22) as DeviceId },
      { docId: 'A'.repeat(22) as never },
    ]
    for (const change of wrong) await tell(atCarol, change)
    expect(atCarol.chains.head(eve.deviceId)).toBeUndefined()
    await tell(atCarol, { ...said, logHeads: [other as never] })
    expect(atCarol.chains.head(eve.deviceId)?.seq).toBe(8)
    // Where its author stood is told by the snapshot, not by whoever brings the stub.
    expect(atCarol.chains.logHeads(eve.deviceId)).toEqual(said.logHeads)
  })

  test.each(['an editor', 'an admin who was lowered before'])(
    'by the snapshot of %s is nothing',
    async (maker) => {
      const { alice, bob, carol, eve, replica, give, signed, tell, plus, state, ...rest } =
        await pruned(`by ${maker}`)
      const by = maker === 'an editor' ? carol : bob
      const atAlice = replica(alice)
      const lowering = { type: 'role', userId: bob.userId, role: 'editor', cutoffs: [] } as const
      const lowered = [plus(state, lowering).entry]
      if (by === bob) atAlice.membership.add(lowered)
      await give(atAlice, by, signed(by))
      await tell(atAlice, {}, by)
      // Nor where it comes ahead of its maker's chain.
      const ahead = rest.chainOf(by)
      const payload = cutSnapshot(rest.honest())?.payloads[0]
      for (const said of [rest.typing(by, 'x')[0], payload])
        ahead.say(said as Uint8Array, said === payload ? 'snapshot' : 'update')
      const atDan = replica(alice)
      if (by === bob) atDan.membership.add(lowered)
      await give(atDan, by, ahead.all.slice(1))
      await tell(atDan, {}, by)
      expect(atDan.chains.head(eve.deviceId)).toBeUndefined()
      expect(atAlice.chains.head(eve.deviceId)).toBeUndefined()
    },
  )

  test('takes nothing away that is here while its snapshot is not in effect', async () => {
    const { carol, bob, eve, signed, replica, give, tell, rows, textAt, covered } =
      await pruned('here')
    const atCarol = replica(carol)
    await give(atCarol, eve, rows.slice(0, 5))
    // It covers something of Bob's too, which never comes.
    const run = { first: 9, last: 9, before: rows[7]?.hash ?? '', hash: rows[0]?.hash ?? '' }
    const waits = [...covered(8), { deviceId: bob.deviceId, logHeads: [], runs: [run] }]
    await give(atCarol, bob, signed(bob, { covered: waits, erases: true }))
    await tell(atCarol)
    expect(kinds(atCarol.rows(eve.deviceId))).toEqual([
      ...[1, 2, 3, 4, 5].map((seq) => ['envelope', seq, seq]),
      ['stub', 6, 8],
    ])
    expect(textAt(atCarol)).toBe('evesd')
    // It is told on as the snapshot says it.
    const trimmed = atCarol.rows(eve.deviceId).at(-1)
    expect(openStub(trimmed?.bytes ?? new Uint8Array())?.firstSeq).toBe(1)
  })

  test('keeps the verdict of what it stands for when the log says something else', async () => {
    const { atBob, eve, plus, state, docId, textAt, cutoff, rows } = await pruned('verdict')
    const note = atBob.documents.body(NOTE)
    const removal = { type: 'remove', userId: eve.userId, cutoffs: cutoff(eve, rows, 4) } as const
    atBob.membership.add([plus(state, removal).entry])
    expect(textAt(atBob)).toBe('evesdrop')
    expect(afresh(atBob, docId as never)).toBe('evesdrop')
    expect(atBob.verdicts.voidsIn(eve.deviceId, 1, 8)).toEqual([])
    // Whoever has the note open goes on with it.
    expect(atBob.documents.body(NOTE)).toBe(note)
  })

  test('stays with its snapshot when that counts no more: there is nothing else', async () => {
    const { alice, bob, eve, replica, give, rows, snapshot, plus, state, clock, docId, textAt } =
      await pruned('void')
    const atAlice = replica(alice)
    await give(atAlice, eve, rows)
    await give(atAlice, bob, snapshot)
    await clock.settle(1000)
    const lowering = { type: 'role', userId: bob.userId, role: 'editor', cutoffs: [] } as const
    atAlice.membership.add([plus(state, lowering).entry])
    expect(textAt(atAlice)).toBe('evesdrop')
    // The owner signs it again, and nobody depends on Bob any more.
    expect(atAlice.documents.snapshot(docId, true)).toBe(true)
    atAlice.settle()
    await clock.settle(1000)
    expect(atAlice.snapshots.inEffect(docId).map(({ noted }) => noted.deviceId)).toEqual([
      alice.deviceId,
    ])
    expect(afresh(atAlice, docId as never)).toBe('evesdrop')
  })
})

describe('rule 16: a later snapshot, of what lies beneath one', () => {
  /** Alice signs, in the place of Bob's snapshot, that Eve wrote something else. */
  async function forged(seed: string) {
    const scene = await pruned(seed)
    const { alice, bob, signed, snapshot, covered, stateOf, typing, eve } = scene
    const run = { first: 1, before: null, last: 1, hash: snapshot[0]?.hash ?? '' }
    const ofBob = { deviceId: bob.deviceId, logHeads: [], runs: [run] }
    const saying = (text: string) =>
      signed(alice, {
        ...{ generation: 2, parent: run.hash, covered: [...covered(8), ofBob] },
        state: stateOf(typing(eve, text)),
      })
    return { ...scene, saying }
  }

  test.each(['evesdrops', 'evesdroP', 'evesdro'])(
    'nobody gets other words than it has: %s',
    async (text) => {
      const { alice, atBob, give, saying, docId, textAt } = await forged(`words ${text}`)
      await give(atBob, alice, saying(text))
      const refusal = text === 'evesdro' ? 'gap' : 'content'
      expect(atBob.refusedSnapshots).toEqual([`says something else: ${refusal}`])
      expect(atBob.snapshots.inEffect(docId)).toHaveLength(1)
      expect(afresh(atBob, docId as never)).toBe(textAt(atBob))
    },
  )

  test('of a newcomer neither, to whom it comes first', async () => {
    const { alice, bob, carol, replica, give, saying, snapshot, tell, textAt } =
      await forged('newcomer')
    const atCarol = replica(carol)
    await give(atCarol, alice, saying('evesdrops'))
    await give(atCarol, bob, snapshot)
    await tell(atCarol)
    expect(atCarol.refusedSnapshots).toEqual(['says something else: content'])
    expect(textAt(atCarol)).toBe('evesdrop')
  })

  test('nor of another document', async () => {
    const { alice, bob, eve, atBob, spaceId, replica, give, signed, ...rest } = await pruned('feed')
    const atEve = replica(eve)
    await give(atEve, bob, rest.rows)
    const post = (parts: Parts, text: string) => {
      const id = text.padEnd(21, 'A').concat('A') as ItemId
      parts.documents.changeFeed((feed) => feed.post({ id, kind: 'message', text, at: 1 }))
    }
    post(atEve, 'mine')
    const ninth = atEve.rows().at(-1) as EnvelopeRow
    await give(atBob, eve, [ninth])
    post(atEve, 'not-mine')
    const run = { first: 9, last: 9, before: rest.rows[7]?.hash ?? '', hash: ninth.hash }
    const claim = cutSnapshot({
      ...{ generation: 1, parent: null, erases: false },
      covered: [{ deviceId: eve.deviceId, logHeads: [], runs: [run] }],
      state: encodeState(atEve.documents.feedDoc()),
    })
    const chain = rest.chainOf(alice, feedDocId(spaceId))
    for (const payload of claim?.payloads ?? []) chain.say(payload, 'snapshot')
    await give(atBob, alice, chain.all)
    expect(atBob.refusedSnapshots).toEqual(['says something else: content'])
    expect(textsIn(atBob)).toEqual(['mine'])
  })
})

describe('rule 16: segments and what lies beneath a snapshot', () => {
  /** Eve wrote on before she heard of the snapshot, and has joined all of it. */
  async function joined(seed: string) {
    const scene = await pruned(seed)
    for (const update of scene.typing(scene.eve, 'evesdropper').slice(8)) scene.eves.say(update)
    const atEve = scene.replica(scene.eve)
    await scene.give(atEve, scene.bob, scene.eves.all)
    const close = atEve.compact({ onSegment: () => {}, segmentsOf: 4 })
    await scene.clock.settle(20_000)
    close()
    const segments = atEve.rows()
    expect(segments.map(({ firstSeq, seq }) => [firstSeq, seq])).toEqual([[1, 11]])
    return { ...scene, atEve, segments }
  }

  test('one that goes on behind it is taken, and does behind it what it says', async () => {
    const { atBob, eve, give, segments, textAt, docId } = await joined('segment')
    await give(atBob, eve, segments)
    expect(atBob.chains.head(eve.deviceId)?.seq).toBe(11)
    expect(textAt(atBob)).toBe('evesdropper')
    expect(afresh(atBob, docId as never)).toBe('evesdropper')
    expect(atBob.refused).toEqual([])
  })

  test('one that is told later brings nothing back that went', async () => {
    const { carol, bob, eve, replica, give, rows, signed, covered, tell, clock } =
      await pruned('back')
    const atCarol = replica(carol)
    await give(atCarol, eve, rows.slice(0, 5))
    const run = { first: 9, last: 9, before: rows[7]?.hash ?? '', hash: rows[0]?.hash ?? '' }
    const waits = [...covered(8), { deviceId: bob.deviceId, logHeads: [], runs: [run] }]
    await give(atCarol, bob, signed(bob, { covered: waits, erases: true }))
    await tell(atCarol)
    const before = kinds(atCarol.rows(eve.deviceId))
    expect(before.at(-1)).toEqual(['stub', 6, 8])
    const atEve = replica(eve)
    await give(atEve, bob, rows)
    const close = atEve.compact({ onSegment: () => {}, segmentsOf: 4 })
    await clock.settle(20_000)
    close()
    expect(kinds(atEve.rows())).toEqual([['envelope', 1, 8]])
    await give(atCarol, eve, atEve.rows())
    expect(kinds(atCarol.rows(eve.deviceId))).toEqual(before)
  })

  test('one that it covers in part stays until a further snapshot covers it whole, which is asked for', async () => {
    const { atBob, atEve, bob, eve, give, segments, snapshot, clock, docId, textAt } =
      await joined('in part')
    await give(atEve, bob, snapshot)
    await clock.settle(1000)
    expect(kinds(atEve.rows())).toEqual([['envelope', 1, 11]])
    expect([atEve.left, textAt(atEve)]).toEqual([[docId], 'evesdropper'])
    await give(atBob, eve, segments)
    atBob.documents.snapshot(docId, true)
    await give(atEve, bob, atBob.rows().slice(-1))
    await clock.settle(1000)
    expect(kinds(atEve.rows())).toEqual([['stub', 1, 11]])
    expect(afresh(atEve, docId as never)).toBe('evesdropper')
  })
})

describe('rule 16: the feed and comments', () => {
  test('go on from a snapshot like notes', async () => {
    const { alice, bob, spaceId, replica, give, clock } = snapshotScene('feed')
    const [atAlice, atBob] = [replica(alice), replica(bob)]
    for (const text of ['first', 'second']) {
      const id = text.padEnd(21, 'A').concat('A') as ItemId
      atAlice.documents.changeFeed((feed) => feed.post({ id, kind: 'message', text, at: 1 }))
    }
    atAlice.documents.changeComments((all) => all.add({ itemId: NOTE, text: 'to go', at: 1 }))
    for (const docId of [feedDocId(spaceId), commentsDocId(spaceId)])
      expect(atAlice.documents.snapshot(docId, true)).toBe(true)
    const told = atAlice.rows()
    atAlice.settle()
    await clock.settle(1000)
    expect(kinds(atAlice.rows())).toEqual([
      ['stub', 1, 2],
      ['stub', 3, 3],
      ['envelope', 4, 4],
      ['envelope', 5, 5],
    ])
    await give(atBob, alice, told.slice(3))
    await give(atBob, alice, atAlice.rows())
    await clock.settle(1000)
    for (const parts of [atAlice, atBob]) {
      expect(textsIn(parts)).toEqual(['first', 'second'])
      expect([...parts.documents.comments().rows()].map(({ text }) => text)).toEqual(['to go'])
    }
    const { rows } = atAlice
    atAlice.documents.changeFeed((feed) => feed.setMeta({ name: 'Loft' }))
    await give(atBob, alice, rows().slice(-1))
    expect(atBob.documents.feed().meta().name).toBe('Loft')
    expect(atBob.refused).toEqual([])
  })
})
