import { beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type DocId, type ItemId, idToBytes, type SpaceId } from '../../src-core/base/ids.ts'
import type { SpaceView } from '../../src-core/bridge/contract.ts'
import { ready } from '../../src-core/crypto/index.ts'
import {
  bodyDocId,
  clientIdFor,
  commentsDocId,
  createComments,
  joinUpdates,
} from '../../src-core/documents/index.ts'
import {
  type Action,
  deviceTag,
  type EpochWithSecrets,
  entriesMissingFor,
  extend,
  type IdentityWithSecrets,
  openEpochs,
  type Role,
} from '../../src-core/membership/index.ts'
import { type SealedEnvelope, sealEnvelope } from '../../src-core/sync/index.ts'
import { createCast } from '../../src-core/testing/cast.ts'
import { createSpaceParts } from '../../src-core/testing/spaceParts.ts'
import { createVirtualClock } from '../../src-core/testing/virtualClock.ts'
import { copyDisk } from '../scenarios/support/copyDisk.ts'
import { gather } from '../scenarios/support/gather.ts'
import { linesOf, type Person } from '../scenarios/support/world.ts'
import { createForger } from './support/forger.ts'

type Parts = ReturnType<typeof createSpaceParts>

const NOTE = 'noteNoteNoteNoteNoteNA' as ItemId
let docId: DocId
beforeAll(async () => {
  await ready()
  docId = bodyDocId(NOTE)
})

/** Eve signs five envelopes, then goes on in two ways that do not contradict each other. */
function forked(seed: string) {
  const cast = createCast(seed)
  const { alice, spaceId, random } = cast
  const [bob, eve] = [cast.person(), cast.person()]
  const state = [bob, eve].reduce((space, who) => cast.join(space, who), cast.begin)
  const epoch = openEpochs(state, alice).at(-1) as EpochWithSecrets
  const clock = createVirtualClock(cast.clock.at)

  function typing(text: string, incarnation: number) {
    const doc = new Y.Doc()
    doc.clientID = clientIdFor(deviceTag(eve.deviceId), incarnation)
    const updates: Uint8Array[] = []
    doc.on('update', (update) => updates.push(update))
    for (const [index, letter] of [...text].entries()) doc.getText('body').insert(index, letter)
    return updates
  }
  const place = { identity: eve, spaceId, docId, epoch, logHeads: state.heads, random }
  function after(
    before: readonly SealedEnvelope[],
    updates: readonly Uint8Array[],
    docId = place.docId,
  ) {
    const all = [...before]
    for (const payload of updates) {
      const next = { payload, seq: all.length + 1, prev: all.at(-1)?.hash ?? null }
      all.push(sealEnvelope({ ...place, docId, ...next, kind: 'update' }))
    }
    return all
  }
  /** Two comments, behind `before`. */
  function commenting(before: readonly SealedEnvelope[]) {
    const doc = new Y.Doc()
    doc.clientID = clientIdFor(deviceTag(eve.deviceId), 4)
    const comments = createComments(doc, { tag: deviceTag(eve.deviceId), random })
    const updates: Uint8Array[] = []
    doc.on('update', (update) => updates.push(update))
    for (const text of ['one', 'two']) comments.add({ itemId: NOTE, text, at: 1 })
    return after(before, updates, commentsDocId(spaceId))
  }
  const start = after([], typing('start', 1))
  const named = after(start, typing('named', 2))
  const other = after(start, typing('else', 3))
  const sealed = (identity: IdentityWithSecrets, payload: Uint8Array) =>
    sealEnvelope({ ...place, identity, payload, seq: 1, prev: null, kind: 'update' })
  /** The envelopes from `first` on, joined by Eve. */
  function segment(from: readonly SealedEnvelope[], updates: readonly Uint8Array[], first: number) {
    const payload = joinUpdates(updates) as Uint8Array
    const seq = first + updates.length - 1
    const covers = { firstSeq: first, tip: from[seq - 1]?.hash ?? '' }
    const prev = from[first - 2]?.hash ?? null
    return sealEnvelope({ ...place, payload, seq, prev, covers, kind: 'segment' })
  }
  /** What Alice writes: the branch that counts goes through `end`. */
  function cut(role: Role | null, end: readonly SealedEnvelope[], before: Uint8Array[] = []) {
    const { deviceId, userId } = eve
    const hash = idToBytes(end.at(-1)?.hash as never)
    const cutoffs = [{ deviceId, seq: end.length, hash }]
    const action: Action = role
      ? { type: 'role', userId, role, cutoffs }
      : { type: 'remove', userId, cutoffs }
    return cast.act(alice, extend(state, before), action).bytes
  }
  const replica = (): Parts => {
    const log = entriesMissingFor(state, [])
    const parts = createSpaceParts({ spaceId, identity: bob, log, clock, random })
    parts.documents.body(NOTE)
    return parts
  }
  async function give(to: Parts, envelopes: readonly SealedEnvelope[]) {
    const bytes = envelopes.map((one) => one.bytes)
    const received = to.inbox.receive(bytes, eve.deviceId)
    await clock.settle(50)
    await received
  }
  const textAt = (parts: Parts) => parts.documents.body(NOTE).getText('body').toString()
  const rowsAt = (parts: Parts) => parts.rows(eve.deviceId).map(({ seq, hash }) => [seq, hash])
  return {
    ...{ ...cast, bob, eve, typing, start, named, other, segment, cut, replica, give, commenting },
    ...{ textAt, rowsAt, sealed },
  }
}

const permutations = <T>(all: readonly T[]): T[][] =>
  all.length === 0
    ? [[]]
    : all.flatMap((one) => permutations(all.filter((x) => x !== one)).map((rest) => [one, ...rest]))

describe('rule 15: of a chain that went two ways, the branch that a cut-off names', () => {
  test('counts on every device, whatever came first: the entry, this branch or the other', async () => {
    const { cut, named, other, start, replica, give, textAt, rowsAt, eve } = forked('orders')
    const end = named.slice(0, -1)
    for (const role of [null, 'viewer'] as const) {
      const entry = cut(role, end)
      const expected = end.map(({ hash }, index) => [index + 1, hash])
      for (const order of permutations(['entry', 'named', 'other'] as const)) {
        const parts = replica()
        await give(parts, start)
        for (const what of order) {
          if (what === 'entry') parts.membership.add([entry])
          else await give(parts, what === 'named' ? end : other)
        }
        // Others are asked for what is lacking, and answer in parts, the last part first.
        for (const { deviceId, seq } of parts.branches.sought()) {
          expect([deviceId, seq]).toEqual([eve.deviceId, end.length])
          await give(parts, end.slice(-2))
          expect(parts.branches.sought()).toEqual([{ deviceId, seq: end.length - 2 }])
          await give(parts, end.slice(0, -2))
        }
        const told = order.join()
        expect(rowsAt(parts), told).toEqual(expected)
        expect(textAt(parts).length, told).toBe('startname'.length)
        expect([...textAt(parts)].toSorted().join(''), told).toBe(
          [...'startname'].toSorted().join(''),
        )
        expect(parts.branches.sought(), told).toEqual([])
        parts.close()
      }
    }
  })

  test('is waited for: until it comes, the other one counts up to the number that is named', async () => {
    const { cut, named, other, replica, give, rowsAt, textAt, eve } = forked('waits')
    const parts = replica()
    await give(parts, other)
    parts.membership.add([cut(null, named.slice(0, 7))])
    expect([...textAt(parts)].toSorted().join('')).toBe([...'starte'].toSorted().join(''))
    expect(parts.chains.frontiers().map(({ seq }) => seq)).toEqual([6])
    expect(parts.branches.sought()).toEqual([{ deviceId: eve.deviceId, seq: 7 }])
    // The other branch, once more, is not what is sought.
    await give(parts, other)
    expect(rowsAt(parts)).toHaveLength(other.length)
    await give(parts, named)
    expect(rowsAt(parts)).toEqual(named.slice(0, 7).map(({ hash }, at) => [at + 1, hash]))
    expect(parts.aside.list().map(({ deviceId }) => deviceId)).toEqual([eve.deviceId])
  })

  test('is found where a segment of the other one spans its end', async () => {
    const { cut, named, other, segment, typing, replica, give, rowsAt, start } = forked('spans')
    const parts = replica()
    const updates = typing('else', 3)
    await give(parts, [...start, segment(other, updates, start.length + 1)])
    parts.membership.add([cut(null, named.slice(0, 7))])
    await give(parts, named)
    expect(rowsAt(parts).map(([, hash]) => hash)).toEqual(named.slice(0, 7).map(({ hash }) => hash))
  })

  test('may be what a segment says: then the segment stays', async () => {
    const { cut, named, segment, typing, replica, give, rowsAt, start } = forked('same')
    const parts = replica()
    const updates = typing('named', 2)
    await give(parts, [...start, segment(named, updates, start.length + 1)])
    const before = rowsAt(parts)
    parts.membership.add([cut('viewer', named.slice(0, 7))])
    await give(parts, named)
    expect(rowsAt(parts)).toEqual(before)
    expect(parts.branches.sought()).toEqual([])
  })

  test('is judged anew: what of the other one did not count says nothing of it', async () => {
    const { cut, named, other, segment, typing, replica, give, start, commenting, eve } =
      forked('judged')
    const entry = cut('commenter', named.slice(0, 7))
    const end = commenting(named.slice(0, 7)).slice(7)
    for (const withOther of [true, false]) {
      const parts = replica()
      const updates = typing('else', 3)
      if (withOther) await give(parts, [...start, segment(other, updates, start.length + 1)])
      parts.membership.add([entry])
      // A commenter's: what it wrote in the note beyond the number that is named does not count.
      expect(parts.verdicts.voidsIn(eve.deviceId, 1, 9)).toEqual(withOther ? [8, 9] : [])
      await give(parts, named.slice(0, 7))
      await give(parts, end)
      expect(parts.rows(eve.deviceId)).toHaveLength(9)
      expect(parts.verdicts.voidsIn(eve.deviceId, 1, 9)).toEqual([])
      const comments = [...parts.documents.comments().rows()].map(({ text }) => text)
      expect(comments.toSorted()).toEqual(['one', 'two'])
      parts.close()
    }
  })

  test('never leaves what an earlier cut-off names', async () => {
    const { cut, named, other, replica, give, rowsAt, textAt } = forked('two')
    const parts = replica()
    await give(parts, named)
    const first = cut('commenter', named.slice(0, 7))
    parts.membership.add([first, cut('viewer', other.slice(0, 8), [first])])
    await give(parts, other)
    expect(rowsAt(parts)).toHaveLength(named.length)
    expect(parts.branches.sought()).toEqual([])
    expect([...textAt(parts)].toSorted().join('')).toBe([...'startna'].toSorted().join(''))
  })
})

test('rule 15: what others built on what is still to come of somebody removed waits for it', async () => {
  const { alice, cut, start, replica, give, textAt, typing, sealed } = forked('waiting')
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(deviceTag(alice.deviceId), 1)
  for (const update of typing('start', 1)) Y.applyUpdate(doc, update)
  const before = Y.encodeStateVector(doc)
  doc.getText('body').insert(5, '!')
  const built = sealed(alice, Y.encodeStateAsUpdate(doc, before))
  const parts = replica()
  await give(parts, start.slice(0, 2))
  parts.membership.add([cut(null, start)])
  await give(parts, [built])
  expect(textAt(parts)).toBe('st')
  await give(parts, start.slice(2))
  expect(textAt(parts)).toBe('start!')
  expect(parts.refused).toEqual([])
})

const viewOf = ({ page }: Person, spaceId: SpaceId): Promise<SpaceView> =>
  new Promise((resolve) => {
    const stop = page.spaces.view({ spaceId }, (view) => {
      resolve(view)
      setImmediate(() => stop())
    })
  })

/** Eve tells Alice and Bob one thing, Carol another, and nothing proves it: no clock is written twice. */
async function removedOnTwoWays(seed: string, segmentsOf?: number) {
  const options = segmentsOf === undefined ? {} : { segmentsOf }
  const { world, alice, spaceId, join, converge } = await gather(seed, options)
  const [bob, carol, eve] = [
    await join('Bob', 'editor'),
    await join('Carol', 'editor'),
    await join('Eve', 'editor'),
  ]
  await world.settle(eve.page.feed.post({ spaceId, text: 'before' }))
  await converge([alice, bob, carol, eve], 1)
  await world.pass(5_000)
  const backup = copyDisk(eve.profile.storage)
  carol.network.setOnline(false)
  for (const text of ['yes', 'yes again', 'and again'])
    await world.settle(eve.page.feed.post({ spaceId, text }))
  await converge([alice, bob], 4)
  for (const one of [alice, bob, eve]) one.network.setOnline(false)
  carol.network.setOnline(true)
  const twin = await world.person('Eve', backup)
  for (const text of ['no', 'not at all', 'never', 'no more', 'enough'])
    await world.settle(twin.page.feed.post({ spaceId, text }))
  await converge([carol, twin], 6)
  twin.network.setOnline(false)
  const { userId } = createForger(eve, spaceId).identity
  return { world, alice, bob, carol, spaceId, converge, join, userId }
}

describe('rule 15: somebody removed who told different people different things, unproven', () => {
  test('counts the same everywhere, as who removed knew it', async () => {
    const { world, alice, bob, carol, spaceId, converge, join, userId } =
      await removedOnTwoWays('two ways')
    alice.network.setOnline(true)
    await world.settle(alice.page.members.remove({ spaceId, userId }))
    bob.network.setOnline(true)
    await world.until(async () => (await linesOf(carol, spaceId)).includes('Eve: yes'))
    const lines = ['Eve: before', 'Eve: yes', 'Eve: yes again', 'Eve: and again']
    expect((await converge([alice, bob, carol], 4)).toSorted()).toEqual(lines.toSorted())
    await carol.killAndRestart()
    const dan = await join('Dan', 'viewer')
    expect((await converge([alice, bob, carol, dan], 4)).toSorted()).toEqual(lines.toSorted())
    const told = async (person: Person) =>
      (await viewOf(person, spaceId)).notices.map(({ kind, person: of }) => [kind, of.name])
    expect(await told(carol)).toEqual([['setAside', 'Eve']])
    expect(await told(bob)).toEqual([])
  })

  test('likewise where the other branch was longer and lies in segments', async () => {
    const { world, alice, bob, carol, spaceId, converge, userId } = await removedOnTwoWays(
      'segments',
      2,
    )
    carol.network.setOnline(false)
    for (const one of [alice, bob]) one.network.setOnline(true)
    await world.settle(alice.page.members.remove({ spaceId, userId }))
    await world.pass(5_000)
    carol.network.setOnline(true)
    await world.until(async () => (await linesOf(carol, spaceId)).includes('Eve: yes'))
    expect(await converge([alice, bob, carol], 4)).toHaveLength(4)
  })
})
