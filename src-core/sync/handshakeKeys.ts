import { concatBytes, utf8 } from '../base/bytes.ts'
import { deriveKey, hash } from '../crypto/index.ts'
import type { LinkPurpose } from './peeringTypes.ts'

export type HandshakeRole = 'initiator' | 'responder'

/** What one side contributes: fresh for every handshake, and the DTLS certificate it is bound to. */
export interface HandshakeShare {
  readonly ephemeral: Uint8Array
  readonly nonce: Uint8Array
  /** SHA-256 of the DTLS certificate, 32 bytes. */
  readonly fingerprint: Uint8Array
}

export type HandshakeShares = Readonly<Record<HandshakeRole, HandshakeShare>>

/** Rule 20's `T`, 32 bytes. A share's place says its role. */
export function transcriptOf(
  version: number,
  purpose: LinkPurpose,
  { initiator, responder }: HandshakeShares,
): Uint8Array {
  return hash(
    utf8('foyer/v1/handshake'),
    Uint8Array.of(version),
    utf8(purpose),
    initiator.ephemeral,
    initiator.nonce,
    initiator.fingerprint,
    responder.ephemeral,
    responder.nonce,
    responder.fingerprint,
  )
}

export interface HandshakeKeysWithSecrets {
  /** Seals the certificate and signature of a role, then everything it sends on the link. */
  readonly auth: Readonly<Record<HandshakeRole, Uint8Array>>
  readonly traffic: Readonly<Record<HandshakeRole, Uint8Array>>
  readonly confirm: Uint8Array
}

/** `K = KDF(X25519 ‖ scope PSK, T)`, and from it one key for each use and direction. */
export function handshakeKeys(
  shared: Uint8Array,
  psk: Uint8Array,
  transcript: Uint8Array,
): HandshakeKeysWithSecrets {
  const key = deriveKey(hash(shared, psk), 'handshake', transcript)
  const pair = (label: string) => ({
    initiator: deriveKey(key, label, utf8('initiator')),
    responder: deriveKey(key, label, utf8('responder')),
  })
  return {
    auth: pair('handshake/auth'),
    traffic: pair('handshake/traffic'),
    confirm: deriveKey(key, 'handshake/confirm'),
  }
}

/** What a device signs: its role, everything both sides have seen, and who it is. */
export const proofMessage = (
  role: HandshakeRole,
  transcript: Uint8Array,
  deviceId: Uint8Array,
): Uint8Array => concatBytes(Uint8Array.of(role === 'initiator' ? 1 : 2), transcript, deviceId)
