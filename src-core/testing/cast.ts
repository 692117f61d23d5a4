import { utf8 } from '../base/bytes.ts'
import { deriveKey } from '../crypto/index.ts'
import {
  type Action,
  admit,
  type CardFields,
  createCard,
  createEntry,
  createIdentity,
  createInvite,
  createJoinRequest,
  createSpaceLog,
  type EncodedEntry,
  extend,
  type IdentityWithSecrets,
  type InviteOptions,
  invitationSecrets,
  type JoinRequest,
  type LogEntry,
  type MembershipState,
  openEntry,
  openEpochs,
  replay,
} from '../membership/index.ts'

/** Bytes that depend on `seed` alone, so that a failure can be repeated. */
export function createCastRandom(seed: string): { bytes(length: number): Uint8Array } {
  const key = deriveKey(new Uint8Array(32), seed)
  let counter = 0
  const block = () => deriveKey(key, `block/${counter++}`)
  return {
    bytes(length) {
      const out = new Uint8Array(length)
      for (let at = 0; at < length; at += 32) out.set(block().subarray(0, length - at), at)
      return out
    },
  }
}

/** A wall clock that stands still until it is set. */
export const createCastClock = (start = Date.UTC(2026, 0, 1)) => {
  const clock = { at: start, now: () => clock.at }
  return clock
}

export const OPEN: InviteOptions = {
  role: 'editor',
  expiresAt: null,
  maxUses: null,
  approval: false,
}
const CARD: CardFields = { name: 'Bob', enamel: null, deviceLabel: 'laptop', version: 1 }

/** The people of the tests (style.md) around one Space that Alice founded. */
export function createCast(seed: string) {
  const random = createCastRandom(seed)
  const clock = createCastClock()
  const person = () => createIdentity(random, clock)
  const alice = person()
  const founded = createSpaceLog(alice, { random, clock, relays: ['wss://relay.example'] })
  const { spaceId } = founded

  const act = (who: IdentityWithSecrets, state: MembershipState, action: Action): EncodedEntry =>
    createEntry(who, state, action, clock)
  const plus = (state: MembershipState, ...entries: EncodedEntry[]): MembershipState =>
    extend(
      state,
      entries.map(({ bytes }) => bytes),
    )
  const ask = (who: IdentityWithSecrets, seed: Uint8Array, transcript: Uint8Array): JoinRequest =>
    createJoinRequest(who, invitationSecrets(seed), transcript, {
      card: createCard(who, CARD),
      email: null,
    })
  /** Through `by`, who holds the log; throws where the admission is refused. */
  const letIn = (
    by: IdentityWithSecrets,
    state: MembershipState,
    who: IdentityWithSecrets,
    invitation: Uint8Array,
  ): EncodedEntry[] => {
    const transcript = utf8(`${by.deviceId} ${who.deviceId}`)
    const request = ask(who, invitation, transcript)
    const epochs = openEpochs(state, by)
    const result = admit(by, state, epochs, request, transcript, clock, random)
    if (!result.ok) throw new Error(result.error)
    return result.value
  }
  /** Invites and admits at once, by Alice; returns the state after. */
  const join = (
    state: MembershipState,
    who: IdentityWithSecrets,
    options: Partial<InviteOptions> = {},
  ): MembershipState => {
    const invite = createInvite(alice, state, { ...OPEN, ...options }, random, clock)
    const invited = plus(state, invite.entry)
    return plus(invited, ...letIn(alice, invited, who, invite.seed))
  }
  const begin = replay(
    spaceId,
    founded.entries.map(({ bytes }) => bytes),
  )
  /** What an entry does, to say it again somewhere else. */
  const openAction = ({ bytes }: EncodedEntry): Action => (openEntry(bytes) as LogEntry).action
  return {
    ...{ random, clock, alice, person, founded, spaceId, begin },
    ...{ act, plus, ask, letIn, join, openAction },
  }
}
