import { equalBytes, fromHex } from '../base/bytes.ts'
import {
  bytes,
  type Codec,
  encode,
  fixedBytes,
  struct,
  tryDecode,
  u8,
  union,
} from '../base/codec.ts'
import { idToBytes } from '../base/ids.ts'
import {
  agree,
  boxKeysFromSeed,
  deriveKey,
  equalSecret,
  openAead,
  sealAead,
  sign,
  verify,
  wipe,
} from '../crypto/index.ts'
import {
  type DeviceCertificate,
  deviceCertificate,
  type IdentityWithSecrets,
  verifyCertificate,
} from '../membership/index.ts'
import type { Random } from '../ports/index.ts'
import {
  type HandshakeKeysWithSecrets,
  type HandshakeRole,
  type HandshakeShare,
  handshakeKeys,
  proofMessage,
  transcriptOf,
} from './handshakeKeys.ts'
import type { LinkPurpose } from './peeringTypes.ts'

export interface HandshakeOptions {
  readonly initiator: boolean
  readonly purpose: LinkPurpose
  /** 32 bytes that only the members of the scope have. */
  readonly psk: Uint8Array
  readonly identity: IdentityWithSecrets
  /** As each side saw them itself in the session descriptions: 64 lower-case hex digits. */
  readonly localFingerprint: string
  readonly remoteFingerprint: string
  readonly random: Random
  /** Asked once the certificate is known to be self-consistent and its device to be present. */
  verifyPeer(certificate: DeviceCertificate): boolean
}

export type HandshakeFailure =
  | 'malformed'
  | 'version'
  | 'purpose'
  | 'echo'
  | 'key agreement'
  | 'wrong key'
  | 'confirmation'
  | 'certificate'
  | 'signature'
  | 'not allowed'

export interface HandshakeDone {
  readonly peer: DeviceCertificate
  readonly transcript: Uint8Array
  readonly keys: { readonly send: Uint8Array; readonly receive: Uint8Array }
}

export interface HandshakeStep {
  readonly send?: Uint8Array
  readonly done?: HandshakeDone
  readonly failed?: HandshakeFailure
}

export interface Handshake {
  /** The initiator's first frame; the responder has none. Call once, before any `step`. */
  start(): Uint8Array | undefined
  /** Takes the other side's next frame. After `done` or `failed` it must not be called again. */
  step(frame: Uint8Array): HandshakeStep
}

const VERSION = 1
const share = { version: u8, ephemeral: fixedBytes(32), nonce: fixedBytes(32) }
const purposes: Readonly<Record<LinkPurpose, number>> = { space: 1, invitation: 2, device: 3 }

const frame = union({
  open: [1, struct({ ...share, purpose: u8 })],
  reply: [2, struct({ ...share, proof: bytes(1024) })],
  finish: [3, struct({ proof: bytes(1024) })],
})

/** Sealed under a key of both sides' ephemeral keys and the PSK: who one is, to nobody else. */
const proof = struct({
  certificate: deviceCertificate as Codec<DeviceCertificate>,
  signature: fixedBytes(64),
  confirmation: fixedBytes(32),
})

/** Rule 20, after the DTLS channel is open and before anything else is said on it. Pure. */
export function createHandshake(options: HandshakeOptions): Handshake {
  const role: HandshakeRole = options.initiator ? 'initiator' : 'responder'
  const theirRole: HandshakeRole = options.initiator ? 'responder' : 'initiator'
  const seed = options.random.bytes(32)
  const ephemeral = boxKeysFromSeed(seed)
  wipe(seed)
  const mine: HandshakeShare = {
    ephemeral: ephemeral.publicKey,
    nonce: options.random.bytes(32),
    fingerprint: fromHex(options.localFingerprint),
  }
  let agreed: { transcript: Uint8Array; keys: HandshakeKeysWithSecrets } | undefined

  const agreeWith = (share: Omit<HandshakeShare, 'fingerprint'>): HandshakeFailure | undefined => {
    if (equalBytes(share.ephemeral, mine.ephemeral) || equalBytes(share.nonce, mine.nonce))
      return 'echo'
    const shared = agree(ephemeral.secretKey, share.ephemeral)
    if (!shared) return 'key agreement'
    const theirs = { ...share, fingerprint: fromHex(options.remoteFingerprint) }
    const shares = options.initiator
      ? { initiator: mine, responder: theirs }
      : { initiator: theirs, responder: mine }
    const transcript = transcriptOf(VERSION, options.purpose, shares)
    agreed = { transcript, keys: handshakeKeys(shared, options.psk, transcript) }
    wipe(shared, ephemeral.secretKey)
    return undefined
  }

  const confirmation = (of: HandshakeRole, certificate: DeviceCertificate) => {
    const { keys, transcript } = agreed as NonNullable<typeof agreed>
    const place = Uint8Array.of(of === 'initiator' ? 1 : 2)
    return deriveKey(keys.confirm, 'handshake/mac', place, transcript, certificate.signed)
  }

  const myProof = (): Uint8Array => {
    const { keys, transcript } = agreed as NonNullable<typeof agreed>
    const { certificate, device, deviceId } = options.identity
    const message = proofMessage(role, transcript, idToBytes(deviceId))
    const plain = encode(proof, {
      certificate,
      signature: sign('handshake', message, device),
      confirmation: confirmation(role, certificate),
    })
    return sealAead(keys.auth[role], plain, transcript, options.random)
  }

  const checkProof = (sealed: Uint8Array): HandshakeFailure | DeviceCertificate => {
    const { keys, transcript } = agreed as NonNullable<typeof agreed>
    const plain = openAead(keys.auth[theirRole], sealed, transcript)
    if (!plain) return 'wrong key'
    const theirs = tryDecode(proof, plain)
    if (!theirs) return 'malformed'
    const { certificate, signature } = theirs
    if (!equalSecret(theirs.confirmation, confirmation(theirRole, certificate)))
      return 'confirmation'
    if (!verifyCertificate(certificate)) return 'certificate'
    const message = proofMessage(theirRole, transcript, idToBytes(certificate.deviceId))
    if (!verify('handshake', message, signature, certificate.signKey)) return 'signature'
    const self = certificate.deviceId === options.identity.deviceId
    return !self && options.verifyPeer(certificate) ? certificate : 'not allowed'
  }

  const finished = (peer: DeviceCertificate): HandshakeDone => {
    const { keys, transcript } = agreed as NonNullable<typeof agreed>
    const { traffic } = keys
    return { peer, transcript, keys: { send: traffic[role], receive: traffic[theirRole] } }
  }

  const onOpen = (share: Omit<HandshakeShare, 'fingerprint'>, purpose: number): HandshakeStep => {
    if (purpose !== purposes[options.purpose]) return { failed: 'purpose' }
    const failed = agreeWith(share)
    if (failed) return { failed }
    const { ephemeral, nonce } = mine
    const reply = { type: 'reply', version: VERSION, ephemeral, nonce, proof: myProof() } as const
    return { send: encode(frame, reply) }
  }

  const onReply = (share: Omit<HandshakeShare, 'fingerprint'>, sealed: Uint8Array) => {
    const failed = agreeWith(share)
    if (failed) return { failed }
    const peer = checkProof(sealed)
    if (typeof peer === 'string') return { failed: peer }
    return { send: encode(frame, { type: 'finish', proof: myProof() }), done: finished(peer) }
  }

  const onFinish = (sealed: Uint8Array): HandshakeStep => {
    const peer = checkProof(sealed)
    return typeof peer === 'string' ? { failed: peer } : { done: finished(peer) }
  }

  return {
    start() {
      if (!options.initiator) return undefined
      const { ephemeral, nonce } = mine
      const purpose = purposes[options.purpose]
      return encode(frame, { type: 'open', version: VERSION, ephemeral, nonce, purpose })
    },
    step(received) {
      const message = tryDecode(frame, received)
      if (!message) return { failed: 'malformed' }
      if ('version' in message && message.version !== VERSION) return { failed: 'version' }
      if (message.type === 'open' && !options.initiator && !agreed)
        return onOpen(message, message.purpose)
      if (message.type === 'reply' && options.initiator && !agreed)
        return onReply(message, message.proof)
      if (message.type === 'finish' && !options.initiator && agreed) return onFinish(message.proof)
      // The initiator's own first frame, sent back to it, comes here too.
      return { failed: message.type === 'open' ? 'echo' : 'malformed' }
    },
  }
}
