import { beforeAll, describe, expect, it } from 'vitest'
import { toHex, utf8 } from '../base/bytes.ts'
import { idToBytes } from '../base/ids.ts'
import { inOneTurn } from '../base/steps.ts'
import { ready } from '../crypto/index.ts'
import { createCast, OPEN } from '../testing/cast.ts'
import { certifyDevice } from './certificate.ts'
import {
  type ActionOf,
  admit,
  checkWelcome,
  createEntry,
  createInvite,
  createJoinRequest,
  createSpaceLog,
  decodeJoinRequest,
  deviceTag,
  type EncodedEntry,
  encodeJoinRequest,
  type InviteOptions,
  invitationSecrets,
  type JoinRequest,
  type LogEntry,
  mustRotate,
  openEntry,
  openEpochs,
  replay,
  rotate,
} from './index.ts'

beforeAll(ready)

const T = utf8('transcript')

/** Alice's Space with one invitation, and Bob who holds its link. */
function invited(seed: string, options: Partial<InviteOptions> = {}) {
  const cast = createCast(seed)
  const { alice, begin, random, clock, plus, person } = cast
  const invite = createInvite(alice, begin, { ...OPEN, ...options }, random, clock)
  const state = plus(begin, invite.entry)
  const bob = person()
  const asks = cast.ask(bob, invite.seed, T)
  const grant = (request: JoinRequest = asks, transcript = T, at = state) =>
    admit(alice, at, openEpochs(at, alice), request, transcript, clock, random)
  return { ...cast, invite, state, bob, asks, grant }
}

const flip = (bytes: Uint8Array) => bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte))

describe('an invitation', () => {
  it('rule 27: publishes the public key and the terms, and nothing of the seed', () => {
    const { invite } = invited('publishes', { role: 'viewer', expiresAt: 5, maxUses: 3 })
    const { keys, inviteId } = invitationSecrets(invite.seed)
    expect(openEntry(invite.entry.bytes)?.action).toEqual({
      type: 'invite',
      publicKey: keys.publicKey,
      role: 'viewer',
      expiresAt: 5,
      maxUses: 3,
      approval: false,
    })
    expect(invite.inviteId).toBe(inviteId)
    expect(toHex(invite.entry.bytes)).not.toContain(toHex(invite.seed))
  })

  it('rule 27: keys, topic and PSK all differ, and none is the Space’s', () => {
    const { invite, founded } = invited('secrets')
    const { keys, psk, signalKey, topicKey } = invitationSecrets(invite.seed)
    const all = [invite.seed, keys.secretKey, psk, signalKey, topicKey, founded.epoch.key]
    expect(new Set(all.map(toHex)).size).toBe(all.length)
  })

  it('has at least one use, and its uses do not begin again by inviting with the same key', () => {
    const none = invited('no use', { maxUses: 0 })
    expect(none.state.rejected.get(none.invite.entry.hash)).toBe('an invitation without uses')
    const { alice, state, plus, letIn, person, invite, act } = invited('same key', { maxUses: 1 })
    const used = plus(state, ...letIn(alice, state, person(), invite.seed))
    const { action } = openEntry(invite.entry.bytes) as LogEntry
    const again = plus(used, act(alice, used, action))
    expect([...again.rejected.values()]).toEqual(['this invitation exists'])
    expect(again.invites.get(invite.inviteId)?.uses).toBe(1)
  })

  it('cannot give a role that writes the log', () => {
    for (const role of ['owner', 'admin'] as const) {
      const { state, invite } = invited(`role ${role}`, { role: role as 'editor' })
      expect(state.rejected.has(invite.entry.hash)).toBe(true)
      expect(state.invites.size).toBe(0)
    }
  })

  it('rule 28: lets in whoever holds it, with its role and every epoch', () => {
    const { state, bob, plus, grant, founded, invite } = invited('lets in', { role: 'commenter' })
    const result = grant()
    if (!result.ok) throw new Error(result.error)
    expect(result.value).toHaveLength(1)
    const next = plus(state, ...result.value)
    expect(next.members.get(bob.userId)).toMatchObject({
      role: 'commenter',
      invitedThrough: invite.inviteId,
      expiresAt: null,
      devices: [bob.deviceId],
    })
    expect(next.devices.get(bob.deviceId)?.tag).toBe(deviceTag(bob.deviceId))
    expect(openEpochs(next, bob)).toEqual([founded.epoch])
    expect(next.invites.get(invite.inviteId)?.uses).toBe(1)
  })

  it('a request survives its encoding and is refused when it is altered', () => {
    const { asks } = invited('codec')
    const bytes = encodeJoinRequest(asks)
    expect(decodeJoinRequest(bytes)).toEqual(asks)
    expect(decodeJoinRequest(bytes.subarray(1))).toBeUndefined()
    expect(decodeJoinRequest(new Uint8Array(0))).toBeUndefined()
  })
})

describe('an admission is refused', () => {
  it('rule 28: with a request from another handshake (a replayed one)', () => {
    const { asks, grant } = invited('replayed')
    expect(grant(asks, utf8('another transcript'))).toEqual({ ok: false, error: 'LINK_FOREIGN' })
  })

  it('rule 28: when the joiner does not hold the invitation, the device, or its card', () => {
    const { asks, grant, person, ask, invite } = invited('holds')
    const eve = person()
    const { proof } = asks
    const others = ask(eve, invite.seed, T)
    const bad: JoinRequest[] = [
      { ...asks, proof: { ...proof, byInvitation: flip(proof.byInvitation) } },
      { ...asks, proof: { ...proof, byDevice: flip(proof.byDevice) } },
      { ...asks, certificate: eve.certificate },
      { ...asks, card: others.card },
      { ...asks, certificate: { ...asks.certificate, signature: others.certificate.signature } },
    ]
    for (const request of bad) expect(grant(request)).toEqual({ ok: false, error: 'LINK_FOREIGN' })
  })

  it('rule 27: with the link of another Space', () => {
    const { ask, bob, random, grant } = invited('other space')
    const request = ask(bob, random.bytes(32), T)
    expect(grant(request)).toEqual({ ok: false, error: 'LINK_FOREIGN' })
  })

  it('rules 28, 34: 5 minutes after the expiry, and not before', () => {
    const cast = createCast('time')
    const expiresAt = cast.clock.at + 1000
    const { clock, grant } = invited('time', { expiresAt })
    clock.at = expiresAt + 5 * 60_000
    expect(grant().ok).toBe(true)
    clock.at += 1
    expect(grant()).toEqual({ ok: false, error: 'LINK_EXPIRED' })
  })

  it('rule 28: after the invitation was revoked', () => {
    const { state, act, plus, alice, invite, grant, asks } = invited('revoked')
    const revoke = act(alice, state, { type: 'revoke', inviteId: invite.inviteId })
    expect(grant(asks, T, plus(state, revoke))).toEqual({ ok: false, error: 'LINK_REVOKED' })
  })

  it('rule 28: after its last use', () => {
    const { state, letIn, plus, alice, invite, grant, asks, person } = invited('used', {
      maxUses: 1,
    })
    const used = plus(state, ...letIn(alice, state, person(), invite.seed))
    expect(grant(asks, T, used)).toEqual({ ok: false, error: 'LINK_USED_UP' })
  })

  it('for someone who is in already', () => {
    const { state, plus, grant, asks } = invited('again')
    const first = grant()
    if (!first.ok) throw new Error(first.error)
    const next = plus(state, ...first.value)
    expect(grant(asks, T, next)).toEqual({ ok: false, error: 'ALREADY_MEMBER' })
  })

  it('by someone who may not write the log', () => {
    const { state, join, person, asks, clock, random } = invited('by editor')
    const carol = person()
    const with2 = join(state, carol)
    const result = admit(carol, with2, openEpochs(with2, carol), asks, T, clock, random)
    expect(result).toEqual({ ok: false, error: 'NOT_ALLOWED' })
  })
})

/** What a modified client could put into the log in spite of `admit`. */
describe('the log has no admission', () => {
  const admitAction = (request: JoinRequest): ActionOf<'admit'> => {
    const { inviteId, certificate, proof } = request
    return {
      type: 'admit',
      ...{ inviteId, certificate, ...proof },
      transcriptHash: new Uint8Array(32),
      lockboxes: [],
    }
  }

  it('rule 28: that the joiner did not sign', () => {
    const { alice, state, act, plus, asks, bob } = invited('unsigned')
    const entry = act(alice, state, admitAction(asks))
    const next = plus(state, entry)
    expect(next.rejected.get(entry.hash)).toBe('the joiner did not hold the invitation')
    expect(next.members.has(bob.userId)).toBe(false)
  })

  it('rule 1: of a device whose certificate is not its root key’s', () => {
    const { alice, state, act, plus, asks, person } = invited('certificate')
    const { signature } = person().certificate
    const entry = act(
      alice,
      state,
      admitAction({ ...asks, certificate: { ...asks.certificate, signature } }),
    )
    expect(plus(state, entry).rejected.get(entry.hash)).toBe('certificate does not verify')
  })

  it('rules 28, 34: through an invitation that had expired when it was written', () => {
    const start = createCast('log expired').clock.at
    const expiresAt = start + 1000
    const cast = invited('log expired', { expiresAt })
    const { alice, bob, state, clock, letIn, act, plus, invite } = cast
    const [granted] = letIn(alice, state, bob, invite.seed)
    const { action } = openEntry((granted as EncodedEntry).bytes) as LogEntry
    const admittedAt = (at: number) => {
      clock.at = at
      return plus(state, act(alice, state, action)).members.has(bob.userId)
    }
    expect(admittedAt(expiresAt + 5 * 60_000)).toBe(true)
    expect(admittedAt(expiresAt + 5 * 60_000 + 1)).toBe(false)
  })

  it('rule 29: beyond the uses of a link; two at once end the same way everywhere', () => {
    const { alice, state, person, letIn, plus, invite, spaceId } = invited('double', {
      maxUses: 1,
    })
    const [bob, carol] = [person(), person()]
    const forBob = letIn(alice, state, bob, invite.seed)
    const forCarol = letIn(alice, state, carol, invite.seed)
    const one = plus(state, ...forBob, ...forCarol)
    const two = plus(state, ...forCarol, ...forBob)
    expect(one.members).toEqual(two.members)
    expect(
      [...one.members.keys()].filter((id) => id === bob.userId || id === carol.userId),
    ).toHaveLength(1)
    expect([...one.rejected.values()]).toEqual(['the invitation is used up'])
    expect(one.spaceId).toBe(spaceId)
  })

  it('rule 29: that leaves its keys in use: after two at once the epoch is rotated', () => {
    const { alice, state, person, letIn, plus, invite, random, clock, join } = invited('leak', {
      maxUses: 1,
    })
    const [bob, carol] = [person(), person()]
    const both = plus(
      state,
      ...letIn(alice, state, bob, invite.seed),
      ...letIn(alice, state, carol, invite.seed),
    )
    const outside = both.members.has(bob.userId) ? carol : bob
    expect(mustRotate(both, clock.at)).toBe(true)
    const fresh = rotate(alice, both, random, clock)
    const rotated = plus(both, fresh.entry)
    expect(mustRotate(rotated, clock.at)).toBe(false)
    expect(openEpochs(rotated, outside).map(({ epochId }) => epochId)).not.toContain(
      fresh.epoch.epochId,
    )
    // Nobody else can cause a rotation by writing an ADMIT that means nothing.
    const eve = person()
    const withEve = join(rotated, eve, { role: 'viewer' })
    const [admission] = letIn(alice, state, person(), invite.seed)
    const { action } = openEntry((admission as EncodedEntry).bytes) as LogEntry
    const current = { epochId: fresh.epoch.epochId, sealed: new Uint8Array(80) }
    const bogus = { ...(action as ActionOf<'admit'>), lockboxes: [current] }
    const entry = createEntry(eve, withEve, bogus, clock)
    expect(mustRotate(plus(withEve, entry), clock.at)).toBe(false)
  })

  it('through a revoked invitation, also when the two happened at once', () => {
    const { alice, bob, state, act, letIn, plus, invite } = invited('revoke at once')
    const revoke = act(alice, state, { type: 'revoke', inviteId: invite.inviteId })
    const admission = letIn(alice, state, bob, invite.seed)
    for (const next of [plus(state, revoke, ...admission), plus(state, ...admission, revoke)]) {
      expect(next.members.has(bob.userId)).toBe(false)
      expect(next.invites.get(invite.inviteId)).toMatchObject({ revoked: true, uses: 0 })
    }
    const before = plus(state, ...admission)
    const later = act(alice, before, { type: 'revoke', inviteId: invite.inviteId })
    expect(plus(before, later).members.has(bob.userId)).toBe(true)
  })

  it('rule 11: of a device whose tag is taken', () => {
    const { alice, state, plus, letIn, invite, bob, ask, random, clock, person } = invited('tag')
    const withBob = plus(state, ...letIn(alice, state, bob, invite.seed))
    // A different person who took over Bob's device id, and with it his tag.
    const eve = person()
    const { deviceId } = bob
    const certificate = certifyDevice({ ...eve.certificate, deviceId }, eve.root)
    const thief = { ...eve, deviceId, certificate }
    expect(deviceTag(thief.deviceId)).toBe(deviceTag(bob.deviceId))
    const request = ask(thief, invite.seed, T)
    const result = admit(alice, withBob, [], request, T, clock, random)
    expect(result.ok).toBe(false)
    // Written at the old position, as a modified or unaware client would.
    const unaware = admit(alice, state, openEpochs(state, alice), request, T, clock, random)
    if (!unaware.ok) throw new Error(unaware.error)
    const next = plus(withBob, ...unaware.value)
    expect(
      [next.members.has(bob.userId), next.members.has(eve.userId)].filter(Boolean),
    ).toHaveLength(1)
    const other = plus(state, ...unaware.value, ...letIn(alice, state, bob, invite.seed))
    expect(other.devices.size).toBe(2)
  })

  it('of someone who is in already, with a second device', () => {
    const { alice, state, plus, letIn, invite, bob, person } = invited('second device')
    const withBob = plus(state, ...letIn(alice, state, bob, invite.seed))
    const { deviceId } = person()
    const certificate = certifyDevice({ ...bob.certificate, deviceId }, bob.root)
    const entries = letIn(alice, state, { ...bob, deviceId, certificate }, invite.seed)
    const next = plus(withBob, ...entries)
    expect([...next.rejected.values()]).toEqual(['already a member'])
    expect(next.members.get(bob.userId)?.devices).toHaveLength(1)
  })

  it('written after the revocation was known', () => {
    const { alice, state, act, plus, letIn, bob, invite } = invited('known revocation')
    const [granted] = letIn(alice, state, bob, invite.seed)
    const { action } = openEntry((granted as EncodedEntry).bytes) as LogEntry
    const revoked = plus(state, act(alice, state, { type: 'revoke', inviteId: invite.inviteId }))
    const entry = act(alice, revoked, action)
    expect(plus(revoked, entry).rejected.get(entry.hash)).toBe('the invitation was revoked')
  })

  it('by an author who was let in elsewhere and writes at a place where it was not', () => {
    const { alice, state, plus, letIn, bob, invite, act } = invited('elsewhere')
    const withBob = plus(state, ...letIn(alice, state, bob, invite.seed))
    const early = act(bob, state, { type: 'relays', urls: [] })
    const next = plus(withBob, early)
    expect(next.rejected.get(early.hash)).toBe('not signed by its author')
    expect(next.has(early.hash)).toBe(false)
    expect(next.heads).toEqual(withBob.heads)
  })

  it('through an invitation that the admitting entry had not seen', () => {
    const { alice, begin, act, plus, state, asks, invite } = invited('unseen')
    const early = act(alice, begin, admitAction(asks))
    const next = plus(state, early)
    expect(next.rejected.get(early.hash)).toBe('no such invitation')
    expect(next.invites.get(invite.inviteId)?.uses).toBe(0)
  })
})

describe('a joiner', () => {
  it('rule 28: takes only the log whose genesis and inviter the link names', () => {
    const { alice, bob, state, letIn, plus, invite, spaceId, random, clock } = invited('welcome')
    const joined = plus(state, ...letIn(alice, state, bob, invite.seed))
    const entries = joined.internal.draft.order.map(({ entry }) => entry.bytes)
    const link = {
      version: 1,
      seed: invite.seed,
      spaceId,
      inviterKey: alice.device.publicKey,
      inviterDevice: alice.deviceId,
      relay: 'ws://relay.example',
    }
    const check = (named: typeof link, log: readonly Uint8Array[]) =>
      inOneTurn(checkWelcome(bob, named, log))
    expect(check(link, entries).ok).toBe(true)
    const refused = { ok: false, error: 'LINK_FOREIGN' }
    expect(check({ ...link, inviterKey: bob.device.publicKey }, entries)).toEqual(refused)
    expect(check({ ...link, inviterDevice: bob.deviceId }, entries)).toEqual(refused)
    expect(check(link, entries.slice(0, -1))).toEqual(refused)
    const other = createSpaceLog(alice, { random, clock, relays: [] })
    const foreign = other.entries.map(({ bytes }) => bytes)
    expect(check(link, foreign)).toEqual(refused)
    expect(replay(other.spaceId, entries).members.size).toBe(0)
    expect(idToBytes(spaceId)).toHaveLength(32)
  })

  it('signs with its own device and the invitation, in this handshake', () => {
    const { bob, invite, asks } = invited('signs')
    const again = createJoinRequest(bob, invitationSecrets(invite.seed), T, asks)
    expect(again.proof).toEqual(asks.proof)
  })
})
