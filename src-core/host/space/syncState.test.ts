import { describe, expect, it } from 'vitest'
import type { DeviceId, UserId } from '../../base/ids.ts'
import { type PeerKnowledge, type SyncFacts, selectSyncState } from './syncState.ts'

const alice = 'alice' as DeviceId
const head = (deviceId: DeviceId, seq: number) => ({ deviceId, seq, hash: `${deviceId}${seq}` })
const bob = (rest: Partial<PeerKnowledge>): PeerKnowledge => ({
  deviceId: 'bob' as DeviceId,
  userId: 'Bob' as UserId,
  personName: 'Bob',
  label: 'laptop',
  connected: true,
  heads: [head(alice, 5)],
  fresh: true,
  ...rest,
})
const facts = (rest: Partial<SyncFacts>): SyncFacts => ({
  own: [head(alice, 5)],
  self: alice,
  keptUntil: () => null,
  mailboxTrouble: null,
  peers: [bob({})],
  endOf: () => undefined,
  twoFaced: new Set(),
  ended: false,
  forked: false,
  online: true,
  relayReachable: true,
  writeFailure: null,
  heldBack: null,
  ...rest,
})

describe('the sync line', () => {
  it('claims nothing about others once one’s own access has ended', () => {
    const ended = selectSyncState(facts({ ended: true }))
    expect(ended).toMatchObject({ kind: 'ended', people: [], pips: [] })
    expect(selectSyncState(facts({ ended: true, online: false })).kind).toBe('ended')
    expect(selectSyncState(facts({ ended: true, writeFailure: 'DISK_FULL' })).kind).toBe('notSaved')
  })

  it('says that a device that goes on from a backup is heard by nobody', () => {
    expect(selectSyncState(facts({ forked: true }))).toMatchObject({
      kind: 'heldBack',
      code: 'FORKED',
      pips: [],
    })
  })

  it('names two people of one name both', () => {
    const other = bob({ deviceId: 'other' as DeviceId, userId: 'another Bob' as UserId })
    const phone = bob({ deviceId: 'phone' as DeviceId })
    const { people } = selectSyncState(facts({ peers: [bob({}), phone, other] }))
    expect(people).toEqual(['Bob', 'Bob'])
  })

  it('is not behind what others once told of a device whose last envelopes count no more', () => {
    const eve = 'eve' as DeviceId
    const told = bob({ heads: [head(alice, 5), head(eve, 3)] })
    const kindOf = (rest: Partial<SyncFacts>) =>
      selectSyncState(facts({ peers: [told], ...rest })).kind
    expect(kindOf({})).toBe('checking')
    const endOf = (device: DeviceId) => (device === eve ? 2 : undefined)
    expect(kindOf({ endOf })).toBe('checking')
    expect(kindOf({ own: [head(alice, 5), head(eve, 2)], endOf })).toBe('upToDate')
    expect(kindOf({ endOf: () => 0 })).toBe('upToDate')
  })

  it('waits for nobody about a device that goes on from a backup: each holds another history', () => {
    const eve = 'eve' as DeviceId
    const twoFaced = new Set([eve])
    const told = bob({ heads: [head(alice, 5), head(eve, 3)] })
    expect(selectSyncState(facts({ peers: [told], twoFaced })).kind).toBe('upToDate')
    const own = [head(alice, 5), head(eve, 7)]
    expect(selectSyncState(facts({ own, twoFaced })).kind).toBe('upToDate')
    expect(selectSyncState(facts({ own })).kind).toBe('sending')
  })

  it('tells an envelope without its author’s signature from one that is not allowed', () => {
    const one = { count: 1, personName: 'Eve', label: 'phone' }
    const codeOf = (signed: boolean) =>
      selectSyncState(facts({ heldBack: { ...one, signed } })).code
    expect([codeOf(false), codeOf(true)]).toEqual([null, 'NOT_ALLOWED'])
  })

  it('does not wait for a device to confirm what that device wrote', () => {
    const own = [head(alice, 5), head('bob' as DeviceId, 3)]
    expect(selectSyncState(facts({ own }))).toMatchObject({ kind: 'upToDate', pips: ['have'] })
  })

  it('says what a relay keeps for whoever is away, and never that they have it', () => {
    const away = bob({ heads: [head(alice, 2)], connected: false })
    const keptUntil = (from: number, to: number) => (from === 3 && to === 5 ? 99 : null)
    const kept = selectSyncState(facts({ peers: [away], keptUntil }))
    expect(kept).toMatchObject({
      kind: 'waiting',
      people: ['Bob'],
      changes: 3,
      mailbox: { changes: 3, until: 99 },
      pips: ['wait'],
    })
    expect(selectSyncState(facts({ peers: [away] })).mailbox).toBeNull()
    const carols = [head(alice, 2), head('carol' as DeviceId, 7)]
    const others = facts({ own: carols, peers: [away], keptUntil: () => 99 })
    expect(selectSyncState(others).mailbox, 'what others wrote is theirs to put').toBeNull()
  })

  it('says up to date only when every other device confirmed every head', () => {
    expect(selectSyncState(facts({}))).toMatchObject({
      kind: 'upToDate',
      people: ['Bob'],
      pips: ['have'],
    })
    const carol = { ...bob({ heads: [head(alice, 4)], connected: false }), personName: 'Carol' }
    expect(selectSyncState(facts({ peers: [bob({}), carol] }))).toMatchObject({
      kind: 'waiting',
      people: ['Carol'],
      changes: 1,
      pips: ['have', 'wait'],
    })
  })
  it('never says up to date for a device that never told what it has', () => {
    const silent = bob({ heads: null, connected: false, fresh: false })
    expect(selectSyncState(facts({ own: [], peers: [silent] }))).toMatchObject({
      kind: 'waiting',
      pips: ['wait'],
    })
  })
  it('is checking while a connected device has not told its frontier on this link', () => {
    expect(selectSyncState(facts({ peers: [bob({ fresh: false })] })).kind).toBe('checking')
  })
  it('is sending while a connected device lacks changes, waiting once it is gone', () => {
    const behind = { heads: [head(alice, 2)] }
    expect(selectSyncState(facts({ peers: [bob(behind)] }))).toMatchObject({
      kind: 'sending',
      changes: 3,
    })
    expect(selectSyncState(facts({ peers: [bob({ ...behind, connected: false })] }))).toMatchObject(
      {
        kind: 'waiting',
        deviceLabel: 'laptop',
        changes: 3,
      },
    )
  })
  it('never says up to date while another device holds what has not arrived here', () => {
    const more = { heads: [head(alice, 5), head('bob' as DeviceId, 900)] }
    expect(selectSyncState(facts({ peers: [bob(more)] })).kind).toBe('checking')
    expect(selectSyncState(facts({ peers: [bob({ ...more, connected: false })] }))).toMatchObject({
      kind: 'waiting',
      people: ['Bob'],
      changes: 0,
    })
  })
  it('puts a failed write before everything else, then what was held back', () => {
    const held = { count: 1, signed: false, personName: 'Eve', label: 'phone' }
    const both = facts({ writeFailure: 'DISK_FULL', heldBack: held, online: false })
    expect(selectSyncState(both)).toMatchObject({ kind: 'notSaved', code: 'DISK_FULL' })
    expect(selectSyncState({ ...both, writeFailure: null })).toMatchObject({
      kind: 'heldBack',
      people: ['Eve'],
    })
    expect(selectSyncState({ ...both, writeFailure: null, heldBack: null }).kind).toBe('offline')
  })
  it('says alone only when no relay is missing and nobody else has a device', () => {
    expect(selectSyncState(facts({ peers: [] })).kind).toBe('alone')
    expect(selectSyncState(facts({ peers: [], relayReachable: false })).kind).toBe('relayDown')
  })
})
