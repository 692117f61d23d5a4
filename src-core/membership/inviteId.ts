import { type InviteId, idFromBytes } from '../base/ids.ts'
import { hash } from '../crypto/index.ts'

/** First 16 bytes of H(public key): INVITE publishes the key, and nothing else identifies it (rule 27). */
export const inviteIdOf = (publicKey: Uint8Array): InviteId =>
  idFromBytes<InviteId>(hash(publicKey).slice(0, 16))
