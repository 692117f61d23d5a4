import { beforeAll, describe, expect, test } from 'vitest'
import type { DeviceId } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { clientIdFor, loadDoc } from '../../src-core/documents/index.ts'
import {
  type Action,
  type ActionOf,
  certifyOther,
  createInvite,
  deviceTag,
  extend,
} from '../../src-core/membership/index.ts'
import { type Parts, snapshotScene as scene } from './support/snapshotScene.ts'

beforeAll(ready)

const NOBODY = 'B'.repeat(42).concat('A')

type Scene = ReturnType<typeof scene>
const HOW = ['by a DEVICE+', 'by an ADMIT'] as const
type How = (typeof HOW)[number]

/** Eve brings a phone in, or lets Gus in as admin. */
function bringIn(all: Scene, how: How) {
  const { alice, eve, plus, state, person, clock, random } = all
  const fresh = person()
  if (how === 'by a DEVICE+') {
    const { deviceId, device, box } = fresh
    const keys = { deviceId, signKey: device.publicKey, boxKey: box.publicKey }
    const certificate = certifyOther(eve, keys, clock)
    const phone = { ...fresh, userId: eve.userId, certificate, root: null }
    const added = plus(state, { type: 'deviceAdd', certificate, lockboxes: [] }, eve)
    return { before: state, phone, entries: [added.entry], added: added.state, raised: [] }
  }
  const raised = plus(state, { ...(all.admin as ActionOf<'role'>), userId: eve.userId }, alice)
  const options = { role: 'editor', expiresAt: null, maxUses: null, approval: false } as const
  const invite = createInvite(eve, raised.state, options, random, clock)
  const invited = extend(raised.state, [invite.entry.bytes])
  const admitted = all.letIn(eve, invited, fresh, invite.seed).map(({ bytes }) => bytes)
  const entries = [invite.entry.bytes, ...admitted]
  const added = extend(invited, admitted)
  return { before: raised.state, phone: fresh, entries, added, raised: [raised.entry] }
}

/** What came in types with it, while Alice removes Eve; Bob heard of it and signs, Alice never did. */
function inVain(seed: string, how: How = 'by a DEVICE+') {
  const all = scene(seed)
  const { bob, eve, plus, typing, rows, covered, stateOf } = all
  const { before, phone, entries, added, raised } = bringIn(all, how)
  const { deviceId } = phone
  const removal: Action = {
    ...{ type: 'remove', userId: eve.userId },
    cutoffs: all.cutoff(eve, rows, 8),
  }
  const removed = plus(before, removal)
  const phones = all.chainOf(phone as never)
  for (const update of typing(phone as never, 'phone')) phones.say(update, 'update', added.heads)
  const last = phones.all.at(-1)?.hash ?? ''
  const snapshot = all.signed(
    bob,
    {
      covered: [
        ...covered(8),
        { deviceId, logHeads: [], runs: [{ first: 1, before: null, last: 5, hash: last }] },
      ].toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : 1)),
      state: stateOf([...typing(eve, 'evesdrop'), ...typing(phone as never, 'phone')]),
    },
    added.heads,
  )
  const told = { added: [...raised, ...entries], removed: [...raised, removed.entry] }
  return { ...all, phone, phones, ...told, snapshot }
}

describe('rule 16: a snapshot with the words of a device that came in in vain', () => {
  test.each(HOW)(
    'takes effect where nothing of that device ever came, as where it did (%s)',
    async (how) => {
      const { alice, bob, carol, eve, phone, phones, added, removed, snapshot, ...rest } = inVain(
        'in vain',
        how,
      )
      const { replica, give, rows, inEffect, textAt, clock, docId } = rest
      const [atAlice, atBob, atCarol] = [replica(alice), replica(bob), replica(carol)]
      // Carol took it when it counted; Alice hears of all of it at once; Bob of the removal before his snapshot is compared.
      atCarol.membership.add(added)
      await give(atCarol, eve, rows)
      await give(atCarol, phone as never, phones.all)
      await give(atCarol, bob, snapshot)
      atCarol.membership.add(removed)
      atAlice.membership.add([...removed, ...added])
      await give(atAlice, eve, rows)
      expect(textAt(atAlice)).toBe('evesdrop')
      await give(atAlice, phone as never, phones.all)
      await give(atAlice, bob, snapshot)
      atBob.membership.add(added)
      await give(atBob, eve, rows)
      await give(atBob, phone as never, phones.all)
      atBob.membership.add(removed)
      await give(atBob, bob, snapshot)
      await clock.settle(1000)
      const said = textAt(atCarol)
      expect(said).toHaveLength('evesdropphone'.length)
      for (const parts of [atAlice, atBob, atCarol])
        expect([inEffect(parts), textAt(parts), parts.refusedSnapshots]).toEqual([1, said, []])

      // Whoever signs next says it too, and takes that one's place.
      atAlice.membership.rotateIfNeeded()
      expect(atAlice.documents.snapshot(docId, false)).toBe(true)
      atAlice.settle()
      await clock.settle(1000)
      for (const parts of [atBob, atCarol]) {
        parts.membership.add(atAlice.storage.log.list(rest.spaceId).map(({ bytes }) => bytes))
        await give(parts, alice, atAlice.rows())
      }
      for (const parts of [atAlice, atBob, atCarol]) {
        expect([inEffect(parts), textAt(parts), parts.refusedSnapshots]).toEqual([1, said, []])
        const [newest] = parts.snapshots.inEffect(docId)
        expect(newest?.noted.deviceId).toBe(alice.deviceId)
      }
    },
  )

  test.each(HOW)(
    'that erases leaves nothing to sign again where nothing of that device ever came (%s)',
    async (how) => {
      const {
        alice,
        bob,
        eve,
        added,
        removed,
        snapshot: _,
        phone,
        phones,
        ...rest
      } = inVain('erased', how)
      const { replica, give, rows, inEffect, clock, covered, stateOf, typing } = rest
      const atAlice = replica(alice)
      atAlice.membership.add([...removed, ...added])
      await give(atAlice, eve, rows)
      const run = { first: 1, before: null, last: 5, hash: phones.all.at(-1)?.hash ?? '' }
      const both = [...covered(8), { deviceId: phone.deviceId, logHeads: [], runs: [run] }]
      const heads = atAlice.membership.state().heads
      const change = {
        covered: both.toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : 1)),
        state: stateOf([...typing(eve, 'evesdrop'), ...typing(phone as never, 'phone')]),
        erases: true,
      }
      await give(atAlice, bob, rest.signed(bob, change, heads))
      await clock.settle(5000)
      expect([inEffect(atAlice), atAlice.left]).toEqual([1, []])
    },
  )
})

describe('rule 15: what others wrote behind the words of a device that came in in vain', () => {
  test.each(HOW)('does not wait for ever where those words never came (%s)', async (how) => {
    const { alice, carol, eve, phone, phones, added, removed, ...rest } = inVain('behind', how)
    const { replica, give, rows, textAt, chainOf, typing } = rest
    const doc = loadDoc(undefined, [...typing(eve, 'evesdrop'), ...typing(phone as never, 'phone')])
    doc.clientID = clientIdFor(deviceTag(carol.deviceId), 1)
    const carols = chainOf(carol)
    doc.on('update', (update: Uint8Array) => carols.say(update))
    const text = doc.getText('body')
    text.insert(text.toString().indexOf('phone') + 5, '!')
    text.insert(text.toString().indexOf('evesdrop'), 'Carol: ')
    const [atAlice, atCarol] = [replica(alice), replica(carol)]
    for (const parts of [atAlice, atCarol]) await give(parts, eve, rows)
    atCarol.membership.add(added)
    await give(atCarol, phone as never, phones.all)
    for (const parts of [atAlice, atCarol]) {
      parts.membership.add([...removed, ...added])
      await give(parts, carol, carols.all)
    }
    expect(textAt(atCarol)).toBe('Carol: evesdrop')
    expect(textAt(atAlice)).toBe('Carol: evesdrop')
  })
})

describe('rules 11 and 16: a snapshot that covers a device which nobody knows', () => {
  test('with the tag of somebody else puts no words into that one’s mouth', async () => {
    // Found by trying some 10^10: whoever has an hour finds one for any device.
    const twin = 'AAAaAQAAAAAAAAAAAAAAAA' as DeviceId
    const all = scene('name taken 69057')
    const { alice, bob, carol, eve, replica, give, rows, inEffect, textAt } = all
    expect(deviceTag(twin)).toBe(deviceTag(alice.deviceId))
    const covered = [
      ...all.covered(8),
      { deviceId: twin, logHeads: [], runs: [{ first: 1, before: null, last: 9, hash: NOBODY }] },
    ].toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : 1))
    const state = all.stateOf([...all.typing(eve, 'evesdrop'), ...all.typing(alice, 'never')])
    const snapshot = all.signed(bob, { covered, state })
    for (const who of [alice, carol]) {
      const parts = replica(who)
      await give(parts, eve, rows)
      await give(parts, bob, snapshot)
      expect([inEffect(parts), textAt(parts)]).toEqual([0, 'evesdrop'])
      expect(parts.refusedSnapshots).toEqual(['says something else: content'])
    }
  })
})

describe('rules 15 and 16: two snapshots over two branches of a device of somebody removed', () => {
  test('are both in effect, in whatever order they are compared', async () => {
    const { alice, bob, carol, eve, replica, give, rows, signed, docId, ...all } = scene('parted')
    const other = all.chainOf(eve)
    other.all.push(...rows.slice(0, 7))
    const { hash } = other.say(all.typing(eve, 'evesdroP')[7] as Uint8Array)
    const state = all.stateOf(all.typing(eve, 'evesdroP'))
    const byBob = signed(bob, { covered: all.covered(8, hash), state })
    const byAlice = signed(alice)
    const cutoffs = all.cutoff(eve, rows, 8)
    const removal = all.plus(all.state, { type: 'remove', userId: eve.userId, cutoffs }).entry
    const [one, two] = [replica(carol), replica(carol)]
    for (const [parts, first] of [[one, 'bob'] as const, [two, 'alice'] as const]) {
      await give(parts, eve, rows)
      parts.membership.add([removal])
      const inOrder = [[bob, byBob] as const, [alice, byAlice] as const]
      for (const [who, snapshot] of first === 'bob' ? inOrder : inOrder.toReversed())
        await give(parts, who, snapshot)
      expect([all.inEffect(parts), parts.refusedSnapshots]).toEqual([2, []])
    }
    expect(all.textAt(one)).toBe(all.textAt(two))
    const names = (parts: Parts) => parts.snapshots.inEffect(docId).map(({ name }) => name)
    expect(names(one)).toEqual(names(two))
  })

  test('are in effect where the one was refused before: what builds on another is taken once that one is in effect', async () => {
    const { alice, bob, carol, eve, replica, give, rows, signed, ...all } = scene('refused first')
    const other = all.chainOf(eve)
    other.all.push(...rows.slice(0, 7))
    const longer = all.typing(eve, 'evesdrop!')
    other.say(longer[7] as Uint8Array)
    const { hash } = other.say(longer[8] as Uint8Array)
    const state = all.stateOf(longer)
    const byBob = signed(bob, { covered: all.covered(9, hash), state })
    // Her own chain of Eve's device has gone over to the other branch meanwhile, and what she says is of both.
    const byAlice = signed(alice, { state })
    const cutoffs = all.cutoff(eve, rows, 8)
    const removal = all.plus(all.state, { type: 'remove', userId: eve.userId, cutoffs }).entry
    const parts = replica(carol)
    await give(parts, eve, rows)
    parts.membership.add([removal])
    await give(parts, alice, byAlice)
    expect(parts.snapshots.pending('refused').size).toBe(1)
    await give(parts, bob, byBob)
    expect(all.inEffect(parts)).toBe(2)
    expect(parts.snapshots.pending('refused').size).toBe(0)
  })
})
