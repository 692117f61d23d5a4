import { beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type DocId, type ItemId, idToBytes } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { bodyDocId, clientIdFor, joinUpdates } from '../../src-core/documents/index.ts'
import {
  type Action,
  deviceTag,
  type EpochWithSecrets,
  entriesMissingFor,
  type IdentityWithSecrets,
  openEpochs,
} from '../../src-core/membership/index.ts'
import { type SealedEnvelope, sealEnvelope } from '../../src-core/sync/index.ts'
import { createCast } from '../../src-core/testing/cast.ts'
import { createSpaceParts } from '../../src-core/testing/spaceParts.ts'
import { createVirtualClock } from '../../src-core/testing/virtualClock.ts'

type Parts = ReturnType<typeof createSpaceParts>
type Content = Parameters<typeof sealEnvelope>[0]

const NOTE = 'noteNoteNoteNoteNoteNA' as ItemId
let docId: DocId
beforeAll(async () => {
  await ready()
  docId = bodyDocId(NOTE)
})

/** Alice's Space with Bob and Carol, and what Eve types into a note: twelve letters, one an envelope. */
function scene(seed: string) {
  const cast = createCast(seed)
  const { alice, spaceId, random } = cast
  const [bob, carol, eve] = [cast.person(), cast.person(), cast.person()]
  const state = [bob, carol, eve].reduce((space, who) => cast.join(space, who), cast.begin)
  const epoch = openEpochs(state, alice).at(-1) as EpochWithSecrets
  const clock = createVirtualClock(cast.clock.at)
  const log = entriesMissingFor(state, [])
  const replica = (identity: IdentityWithSecrets): Parts => {
    const parts = createSpaceParts({ spaceId, identity, log, clock, random })
    // The note is there, so that its body has a place.
    parts.documents.body(NOTE)
    return parts
  }
  const seal = (content: Partial<Content> & Pick<Content, 'payload' | 'seq' | 'prev'>) =>
    sealEnvelope({
      ...{ identity: eve, spaceId, docId, epoch, logHeads: state.heads, kind: 'update', random },
      ...content,
    })
  const typing = (text: string, incarnation = 1) => {
    const doc = new Y.Doc()
    doc.clientID = clientIdFor(deviceTag(eve.deviceId), incarnation)
    const updates: Uint8Array[] = []
    doc.on('update', (update) => updates.push(update))
    for (const [index, letter] of [...text].entries()) doc.getText('body').insert(index, letter)
    doc.getText('body').delete(0, 1)
    return updates
  }
  const chain = (updates: readonly Uint8Array[], logHeads = state.heads) => {
    const all: SealedEnvelope[] = []
    for (const payload of updates)
      all.push(seal({ payload, seq: all.length + 1, prev: all.at(-1)?.hash ?? null, logHeads }))
    return all
  }
  const segment = (
    updates: readonly Uint8Array[],
    at: { firstSeq: number; prev: string | null; tip: string },
    other: Partial<Content> = {},
  ) => {
    const { firstSeq, prev, tip } = at
    const payload = joinUpdates(updates) as Uint8Array
    const seq = firstSeq + updates.length - 1
    return seal({ payload, seq, prev, kind: 'segment', covers: { firstSeq, tip }, ...other })
  }
  async function give(to: Parts, ...envelopes: readonly SealedEnvelope[]) {
    const received = to.inbox.receive(
      envelopes.map(({ bytes }) => bytes),
      eve.deviceId,
    )
    await clock.settle(50)
    await received
  }
  const textAt = (parts: Parts) => parts.documents.body(NOTE).getText('body').toString()
  const remove = (lastSeq: number, hash: string) => {
    const cutoff = { deviceId: eve.deviceId, seq: lastSeq, hash: idToBytes(hash as never) }
    const action: Action = { type: 'remove', userId: eve.userId, cutoffs: [cutoff] }
    return cast.act(alice, state, action).bytes
  }
  const spans = (parts: Parts) =>
    parts.rows(eve.deviceId).map(({ firstSeq, seq }) => [firstSeq ?? seq, seq])
  return {
    ...{ ...cast, bob, carol, eve, state, replica, typing, chain, segment, seal, give },
    ...{ textAt, remove, spans },
  }
}

const TEXT = 'segmentation'
const SHOWN = TEXT.slice(1)

/** Eve's chain as it is, and as one segment. */
function written(seed: string) {
  const here = scene(seed)
  const updates = here.typing(TEXT)
  const raw = here.chain(updates)
  const hashAt = (seq: number) => raw[seq - 1]?.hash ?? ''
  const part = (from: number, to: number, other?: Partial<Content>) =>
    here.segment(
      updates.slice(from - 1, to),
      { firstSeq: from, prev: from === 1 ? null : hashAt(from - 1), tip: hashAt(to) },
      other,
    )
  return { ...here, updates, raw, hashAt, part, count: raw.length }
}

describe('a segment', () => {
  test('takes the place of what it stands for, and says the same to whoever has nothing of it', async () => {
    const { alice, bob, replica, raw, part, count, give, textAt, spans, chain, typing } =
      written('same')
    const [atAlice, atBob] = [replica(alice), replica(bob)]
    await give(atAlice, ...raw)
    await give(atAlice, part(1, count))
    await give(atBob, part(1, count))
    for (const parts of [atAlice, atBob]) {
      expect(spans(parts)).toEqual([[1, count]])
      expect(textAt(parts)).toBe(SHOWN)
      expect(parts.chains.frontiers().map(({ seq, hash }) => [seq, hash])).toEqual([
        [count, raw.at(-1)?.hash],
      ])
    }
    // The chain goes on behind it.
    const next = chain([...typing(TEXT), typing('more', 2)[0] as Uint8Array]).slice(-1)
    expect(next).toHaveLength(1)
    expect([...atAlice.refused, ...atBob.refused]).toEqual([])
  })

  test('is opened again from disk, and followed by the envelope that names its last', async () => {
    const { alice, replica, raw, part, count, give, textAt, updates, seal } = written('disk')
    const atAlice = replica(alice)
    await give(atAlice, part(1, count))
    const doc = new Y.Doc()
    for (const update of updates) Y.applyUpdate(doc, update)
    doc.clientID = Y.decodeUpdate(updates[0] as Uint8Array).structs[0]?.id.client ?? 0
    let payload: Uint8Array = new Uint8Array()
    doc.on('update', (update) => {
      payload = update
    })
    doc.getText('body').insert(0, '!')
    await give(atAlice, seal({ payload, seq: count + 1, prev: raw.at(-1)?.hash ?? null }))
    expect(textAt(atAlice)).toBe(`!${SHOWN}`)
    atAlice.documents.rebuild({ documents: new Set([docId]), adopt() {} })
    expect(textAt(atAlice)).toBe(`!${SHOWN}`)
  })

  test('that overlaps what is kept adds what is missing', async () => {
    const { alice, replica, raw, part, count, give, textAt, spans } = written('overlap')
    const atAlice = replica(alice)
    await give(atAlice, ...raw.slice(0, 5))
    await give(atAlice, part(3, 9))
    expect(spans(atAlice)).toEqual([
      [1, 1],
      [2, 2],
      [3, 9],
    ])
    await give(atAlice, part(6, count))
    expect(spans(atAlice).at(-1)).toEqual([6, count])
    expect(textAt(atAlice)).toBe(SHOWN)
    // Played again, in any form, nothing happens.
    await give(atAlice, ...raw, part(1, 7), part(3, 9))
    expect(textAt(atAlice)).toBe(SHOWN)
    expect(atAlice.forks.list()).toEqual([])
    expect(atAlice.refused).toEqual([])
  })

  test('with a gap before it waits', async () => {
    const { alice, replica, raw, part, count, give, textAt, spans } = written('gap')
    const atAlice = replica(alice)
    await give(atAlice, part(4, count))
    expect(spans(atAlice)).toEqual([])
    await give(atAlice, ...raw.slice(0, 3))
    expect(spans(atAlice).at(-1)).toEqual([4, count])
    expect(textAt(atAlice)).toBe(SHOWN)
  })
})

describe('rule 16: a segment is refused', () => {
  test('that somebody else signed over it, altered or not', async () => {
    const { alice, bob, replica, raw, part, count, give, spans } = written('forged')
    const atAlice = replica(alice)
    await give(atAlice, ...raw.slice(0, 3))
    const byBob = part(1, count, { identity: { ...bob, deviceId: written('forged').eve.deviceId } })
    const altered = part(1, count)
    altered.bytes[altered.bytes.length - 70] = (altered.bytes.at(-70) ?? 0) ^ 1
    await give(atAlice, byBob, altered)
    expect(spans(atAlice)).toHaveLength(3)
    expect(atAlice.refused.map(({ reason }) => reason)).toEqual(['signature', 'signature'])
  })

  test('that nobody signed, where all it stands for is kept', async () => {
    const { alice, replica, raw, part, count, give, spans } = written('unsigned')
    const atAlice = replica(alice)
    await give(atAlice, ...raw)
    const unsigned = part(1, count)
    unsigned.bytes[unsigned.bytes.length - 1] = (unsigned.bytes.at(-1) ?? 0) ^ 1
    await give(atAlice, unsigned)
    expect(spans(atAlice)).toHaveLength(count)
  })

  test('whose length is not the one it says', async () => {
    const { alice, replica, updates, seal, hashAt, give, spans } = written('length')
    const atAlice = replica(alice)
    const payload = joinUpdates(updates.slice(0, 5)) as Uint8Array
    const covers = { firstSeq: 1, tip: hashAt(6) }
    await give(atAlice, seal({ payload, seq: 6, prev: null, kind: 'segment', covers }))
    expect(spans(atAlice)).toEqual([])
    expect(atAlice.refused.map(({ reason }) => reason)).toEqual(['content'])
  })

  test('whose bounds tear something that is no text', async () => {
    const { alice, eve, replica, seal, hashAt, give, spans } = written('torn')
    const atAlice = replica(alice)
    const doc = new Y.Doc()
    doc.clientID = clientIdFor(deviceTag(eve.deviceId), 5)
    doc.getArray('list').insert(0, [1, 2])
    const whole = joinUpdates([Y.encodeStateAsUpdate(doc)]) as Uint8Array
    const payload = Uint8Array.of(2, 0, 2, 2, ...whole.slice(3))
    const covers = { firstSeq: 1, tip: hashAt(2) }
    await give(atAlice, seal({ payload, seq: 2, prev: null, kind: 'segment', covers }))
    expect(spans(atAlice)).toEqual([])
    expect(atAlice.refused.map(({ reason }) => reason)).toEqual(['content'])
  })

  test('that does not follow on the chain, or leaves clocks out', async () => {
    const { alice, replica, raw, part, count, give, segment, updates, hashAt } = written('follow')
    const atAlice = replica(alice)
    await give(atAlice, ...raw.slice(0, 3))
    await give(atAlice, part(4, count, { prev: hashAt(2) }))
    const at = { firstSeq: 4, prev: hashAt(3), tip: hashAt(8) }
    await give(atAlice, segment(updates.slice(4, 9), at))
    expect(atAlice.refused.map(({ reason }) => reason)).toEqual(['chain', 'clocks do not follow'])
  })
})

describe('rule 35: a segment that says something else than what it stands for', () => {
  test.each([
    ['another letter', 'segmentatioN'],
    ['fewer envelopes', 'sEgment'],
  ])('(%s) proves that its author contradicts itself, to all alike', async (_, text) => {
    const { alice, bob, replica, raw, count, give, hashAt, typing, segment, textAt, eve } =
      written('lies')
    const [atAlice, atBob] = [replica(alice), replica(bob)]
    const lies = typing(text)
    const at = { firstSeq: 1, prev: null, tip: hashAt(lies.length) }
    await give(atAlice, ...raw)
    await give(atAlice, segment(lies, at))
    // Bob hears of it the other way round.
    await give(atBob, segment(lies, at))
    await give(atBob, ...raw)
    for (const { forks } of [atAlice, atBob])
      expect(forks.list()).toMatchObject([{ deviceId: eve.deviceId, conflicts: true }])
    expect(textAt(atBob)).toBe(textAt(atAlice))
    expect(count).toBe(13)
    const [first, second] = atAlice.forks.proofs()[0] ?? []
    const atCarol = replica(written('lies').carol)
    atCarol.forks.learn(first as Uint8Array, second as Uint8Array)
    expect(atCarol.forks.list()).toHaveLength(1)
  })

  test('also where only its end, or where it stood in the log, is another', async () => {
    for (const other of ['tip', 'heads'] as const) {
      const { alice, replica, raw, count, give, hashAt, updates, segment, spaceId } = written(other)
      const atAlice = replica(alice)
      await give(atAlice, ...raw)
      const at = { firstSeq: 1, prev: null, tip: other === 'tip' ? hashAt(3) : hashAt(12) }
      const logHeads = [spaceId as never]
      const said = updates.slice(0, 12)
      await give(atAlice, segment(said, at, other === 'heads' ? { logHeads } : {}))
      expect(atAlice.forks.list()).toMatchObject([{ conflicts: true }])
      expect(atAlice.rows(written(other).eve.deviceId)).toHaveLength(count)
    }
  })

  test('where it only deletes something else is told as a fork, as with envelopes', async () => {
    const { alice, replica, raw, give, hashAt, updates, segment } = written('deletes')
    const atAlice = replica(alice)
    await give(atAlice, ...raw)
    const at = { firstSeq: 1, prev: null, tip: hashAt(13) }
    await give(atAlice, segment([...updates.slice(0, 12), Uint8Array.of(0, 0)], at))
    expect(atAlice.forks.list()).toMatchObject([{ seq: 13, conflicts: false }])
    expect(atAlice.rows(written('deletes').eve.deviceId)).toHaveLength(13)
  })

  test('and two segments that overlap and differ', async () => {
    const { alice, replica, give, part, hashAt, typing, segment } = written('two')
    const atAlice = replica(alice)
    await give(atAlice, part(1, 9))
    const at = { firstSeq: 4, prev: hashAt(3), tip: hashAt(10) }
    await give(atAlice, segment(typing('segMENTAtion').slice(3, 10), at))
    expect(atAlice.forks.list()).toMatchObject([{ seq: 4, conflicts: true }])
  })

  test('while the same said twice accuses nobody', async () => {
    const { alice, replica, raw, give, part } = written('honest')
    const atAlice = replica(alice)
    await give(atAlice, part(1, 6), part(7, 13))
    await give(atAlice, ...raw, part(3, 9), part(1, 13))
    expect(atAlice.forks.list()).toEqual([])
    expect(atAlice.refused).toEqual([])
  })
})

describe('rule 15: a cut-off within a segment', () => {
  test('cuts it there, for those who have it, those who have envelopes, and those who come later', async () => {
    const { alice, bob, carol, replica, raw, give, part, hashAt, textAt, remove, eve } =
      written('cut')
    const people = [replica(alice), replica(bob), replica(carol)]
    const [atAlice, atBob, atCarol] = people as [Parts, Parts, Parts]
    await give(atAlice, ...raw.slice(0, 6))
    await give(atBob, part(1, 13))
    await give(atCarol, ...raw)
    const removal = remove(6, hashAt(6))
    for (const parts of people) parts.membership.add([removal])
    const late = replica(alice)
    late.membership.add([removal])
    await give(late, part(1, 13))
    for (const parts of [...people, late]) {
      expect(textAt(parts)).toBe(TEXT.slice(0, 6))
      expect(parts.chains.frontiers()).toEqual([
        { deviceId: eve.deviceId, seq: 6, hash: hashAt(6) },
      ])
    }
    expect(late.verdicts.voidsIn(eve.deviceId, 1, 13)).toEqual([7, 8, 9, 10, 11, 12, 13])
  })

  test('ends what others are told with the segment around it', async () => {
    const { alice, replica, raw, give, part, hashAt, remove, eve } = written('told')
    const atAlice = replica(alice)
    await give(atAlice, part(1, 3), part(4, 9), ...raw.slice(9))
    atAlice.membership.add([remove(6, hashAt(6))])
    expect(atAlice.chains.told(eve.deviceId, 1, 100).map(({ seq }) => seq)).toEqual([3, 9])
  })

  test('and a lowering within one leaves what came before it', async () => {
    const { alice, bob, replica, raw, give, part, act, state, eve, textAt, hashAt } =
      written('lowered')
    const [atAlice, atBob] = [replica(alice), replica(bob)]
    await give(atAlice, ...raw)
    await give(atBob, part(1, 13))
    const cutoffs = [{ deviceId: eve.deviceId, seq: 4, hash: idToBytes(hashAt(4) as never) }]
    const action: Action = { type: 'role', userId: eve.userId, role: 'viewer', cutoffs }
    for (const parts of [atAlice, atBob]) {
      parts.membership.add([act(alice, state, action).bytes])
      expect(textAt(parts)).toBe(TEXT.slice(0, 4))
    }
    // What is void in part is not replaced.
    await give(atAlice, part(1, 13))
    expect(atAlice.rows(eve.deviceId)).toHaveLength(13)
  })
})
