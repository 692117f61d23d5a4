import { beforeAll, describe, expect, it } from 'vitest'
import { toHex } from '../base/bytes.ts'
import { type DocId, idFromBytes } from '../base/ids.ts'
import { ready, sealTo } from '../crypto/index.ts'
import { createCast, OPEN } from '../testing/cast.ts'
import {
  type ActionOf,
  commitKey,
  contentKey,
  createInvite,
  type EncodedEntry,
  epochsToListenOn,
  linkPsk,
  mustRotate,
  openEntry,
  openEpochs,
  rotate,
  signalKey,
  topicKey,
} from './index.ts'

beforeAll(ready)

/** Alice's and Bob's Space after Alice rotated. */
function rotated(seed: string) {
  const cast = createCast(seed)
  const bob = cast.person()
  const state = cast.join(cast.begin, bob)
  const fresh = rotate(cast.alice, state, cast.random, cast.clock)
  return { ...cast, bob, before: state, fresh, state: cast.plus(state, fresh.entry) }
}

const rotateAction = (bytes: Uint8Array) => openEntry(bytes)?.action as ActionOf<'rotate'>

describe('an epoch', () => {
  it('rule 6: has the hash of its ROTATE as id, and its key sealed to every reader', () => {
    const { state, fresh, alice, bob, founded, person } = rotated('keys')
    expect(fresh.epoch.epochId).toBe(fresh.entry.hash)
    expect(state.currentEpoch).toBe(fresh.entry.hash)
    for (const who of [alice, bob])
      expect(openEpochs(state, who)).toEqual([founded.epoch, fresh.epoch])
    expect(openEpochs(state, person())).toEqual([])
    expect(toHex(fresh.entry.bytes)).not.toContain(toHex(fresh.epoch.key))
  })

  it('rule 6: is made by an editor or higher only', () => {
    const { state, join, person, random, clock, plus, begin } = rotated('who')
    for (const role of ['editor', 'commenter', 'viewer', 'guest'] as const) {
      const gus = person()
      const space = join(begin, gus, { role })
      const { entry } = rotate(gus, space, random, clock)
      expect(plus(space, entry).rejected.has(entry.hash)).toBe(role !== 'editor')
    }
    expect(state.epochs).toHaveLength(2)
  })

  it('rule 6: with a lockbox that holds another key is not taken for that epoch', () => {
    const { before, fresh, alice, bob, founded, act, plus, random } = rotated('other key')
    const action = rotateAction(fresh.entry.bytes)
    const lockboxes = action.lockboxes.map((box) =>
      box.deviceId === bob.deviceId
        ? { ...box, sealed: sealTo(bob.box.publicKey, random.bytes(32)) }
        : box,
    )
    const entry = act(alice, before, { ...action, lockboxes, kits: [] })
    expect(openEpochs(plus(before, entry), bob)).toEqual([founded.epoch])
  })

  it('rule 7: opens the one before it', () => {
    const { fresh, founded, alice, bob, begin, act, plus, random, clock } = rotated('wrapped')
    // A Space where Bob has a lockbox of the second epoch only.
    const second = rotate(alice, begin, random, clock)
    const action = rotateAction(second.entry.bytes)
    const sealed = sealTo(bob.box.publicKey, second.epoch.key)
    const lockboxes = [...action.lockboxes, { deviceId: bob.deviceId, sealed }]
    const entry = act(alice, begin, { ...action, lockboxes })
    const keys = openEpochs(plus(begin, entry), bob).map(({ key }) => key)
    expect(keys).toEqual([founded.epoch.key, second.epoch.key])
    const without = act(alice, begin, { ...action, lockboxes, previous: null })
    expect(openEpochs(plus(begin, without), bob)).toHaveLength(1)
    expect(fresh.epoch.key).toHaveLength(32)
  })

  it('rule 8: is writable while its recipients equal the readers, and rotated before the next joins', () => {
    const cast = createCast('writable')
    const { alice, begin, clock, join, person, random, plus } = cast
    const expiresAt = clock.at + 1000
    const [gus, bob] = [person(), person()]
    const state = join(begin, gus, { role: 'guest', expiresAt })
    expect(mustRotate(state, clock.at)).toBe(false)
    expect(mustRotate(state, expiresAt + 5 * 60_000 + 1)).toBe(true)
    clock.at = expiresAt + 5 * 60_000 + 1
    const fresh = rotate(alice, state, random, clock)
    const after = plus(state, fresh.entry)
    expect(mustRotate(after, clock.at)).toBe(false)
    expect(openEpochs(after, gus)).toHaveLength(1)
    const joined = join(state, bob)
    expect(joined.epochs).toHaveLength(2)
    expect(mustRotate(joined, clock.at)).toBe(false)
    expect(openEpochs(joined, bob)).toHaveLength(2)
    expect(openEpochs(joined, gus)).toHaveLength(1)
  })

  it('rule 8: a rotation that leaves a reader out, or lets a stranger in, is not writable', () => {
    const { before, fresh, alice, bob, person, act, plus, clock } = rotated('vandal')
    const action = rotateAction(fresh.entry.bytes)
    const without = action.lockboxes.filter(({ deviceId }) => deviceId !== alice.deviceId)
    const eve = person()
    const sealed = sealTo(eve.box.publicKey, fresh.epoch.key)
    const withEve = [...action.lockboxes, { deviceId: eve.deviceId, sealed }]
    for (const lockboxes of [without, withEve]) {
      const state = plus(before, act(bob, before, { ...action, lockboxes }))
      expect(mustRotate(state, clock.at)).toBe(true)
    }
  })

  it('rule 8: of concurrent ones all are readable, and writers take the lowest hash', () => {
    const { before, alice, bob, plus, random, clock } = rotated('concurrent')
    const one = rotate(alice, before, random, clock)
    const two = rotate(bob, before, random, clock)
    const state = plus(before, one.entry, two.entry)
    expect(openEpochs(state, bob)).toHaveLength(3)
    const hex = (id: string) =>
      toHex(
        Uint8Array.from(atob(id.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)),
      )
    const [lowest] = [one, two]
      .map(({ epoch }) => epoch.epochId)
      .sort((a, b) => (hex(a) < hex(b) ? -1 : 1))
    expect(state.currentEpoch).toBe(lowest)
    expect(plus(before, two.entry, one.entry).currentEpoch).toBe(lowest)
  })

  it('rule 7: whoever comes in is given only the keys that open all the others', () => {
    const { before, alice, bob, person, letIn, plus, random, clock } = rotated('few')
    const invite = createInvite(alice, before, OPEN, random, clock)
    let state = plus(before, invite.entry)
    for (let i = 0; i < 6; i++) state = plus(state, rotate(alice, state, random, clock).entry)
    // Two at once: neither is wrapped under the other.
    const [one, two] = [rotate(alice, state, random, clock), rotate(bob, state, random, clock)]
    state = plus(state, one.entry, two.entry)
    const carol = person()
    const [admission] = letIn(alice, state, carol, invite.seed)
    const { action } = openEntry(admission?.bytes as Uint8Array) as { action: ActionOf<'admit'> }
    expect(action.lockboxes).toHaveLength(2)
    const all = openEpochs(state, alice)
    expect(all).toHaveLength(9)
    expect(openEpochs(plus(state, admission as EncodedEntry), carol)).toEqual(all)
  })

  it('rule 17: the last eight epochs are listened on, 90 days long, the one to write in first', () => {
    const { before, alice, plus, random, clock } = rotated('listen')
    const day = 86_400_000
    let state = before
    for (let i = 0; i < 9; i++) {
      clock.at += day
      state = plus(state, rotate(alice, state, random, clock).entry)
    }
    const all = openEpochs(state, alice)
    const listened = () => epochsToListenOn(state, all, clock.at).map(({ epochId }) => epochId)
    const newestFirst = all.map(({ epochId }) => epochId).toReversed()
    expect(newestFirst[0]).toBe(state.currentEpoch)
    expect(listened()).toEqual(newestFirst.slice(0, 8))
    // Out of use since the next one came, a day apart.
    clock.at += 89 * day
    expect(listened()).toEqual(newestFirst.slice(0, 2))
    clock.at += 400 * day
    expect(listened()).toEqual(newestFirst.slice(0, 1))
  })

  it('rule 2: gives a key of its own to every use and every document', () => {
    const { founded } = rotated('derived')
    const [a, b] = [1, 2].map((n) => idFromBytes<DocId>(new Uint8Array(16).fill(n))) as [
      DocId,
      DocId,
    ]
    const { epoch } = founded
    const keys = [
      epoch.key,
      contentKey(epoch, a),
      contentKey(epoch, b),
      commitKey(epoch, a),
      topicKey(epoch),
      signalKey(epoch),
      linkPsk(epoch),
    ]
    expect(new Set(keys.map(toHex)).size).toBe(keys.length)
  })
})
