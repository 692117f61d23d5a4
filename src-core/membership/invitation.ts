import type { InviteId } from '../base/ids.ts'
import {
  deriveKey,
  type RandomSource,
  type SigningKeysWithSecrets,
  signingKeysFromSeed,
} from '../crypto/index.ts'
import type { Clock } from '../ports/index.ts'
import { createEntry } from './create.ts'
import type { EncodedEntry } from './entry.ts'
import type { IdentityWithSecrets } from './identity.ts'
import { inviteIdOf } from './inviteId.ts'
import type { InvitedRole } from './roles.ts'
import type { MembershipState } from './state.ts'

/** Everything the 32-byte seed of a link gives (rule 27); the topic is not the Space's. */
export interface InvitationSecretsWithSecrets {
  readonly keys: SigningKeysWithSecrets
  readonly inviteId: InviteId
  readonly psk: Uint8Array
  readonly signalKey: Uint8Array
  readonly topicKey: Uint8Array
}

export function invitationSecrets(seed: Uint8Array): InvitationSecretsWithSecrets {
  const keys = signingKeysFromSeed(deriveKey(seed, 'invitation/sign'))
  return {
    keys,
    inviteId: inviteIdOf(keys.publicKey),
    psk: deriveKey(seed, 'invitation/psk'),
    signalKey: deriveKey(seed, 'invitation/signal'),
    topicKey: deriveKey(seed, 'invitation/topic'),
  }
}

export interface InviteOptions {
  readonly role: InvitedRole
  /** ms since 1970; for a guest also the end of the visit. */
  readonly expiresAt: number | null
  /** Null: any number. */
  readonly maxUses: number | null
  readonly approval: boolean
}

export interface NewInviteWithSecrets {
  /** 32 bytes, for the link; whoever has it can ask to be let in. */
  readonly seed: Uint8Array
  readonly entry: EncodedEntry
  readonly inviteId: InviteId
}

/** An INVITE, which publishes the public key and the terms only (rule 27). */
export function createInvite(
  identity: IdentityWithSecrets,
  state: MembershipState,
  options: InviteOptions,
  random: RandomSource,
  clock: Pick<Clock, 'now'>,
): NewInviteWithSecrets {
  const seed = random.bytes(32)
  const { keys, inviteId } = invitationSecrets(seed)
  const entry = createEntry(
    identity,
    state,
    { type: 'invite', publicKey: keys.publicKey, ...options },
    clock,
  )
  return { seed, entry, inviteId }
}
