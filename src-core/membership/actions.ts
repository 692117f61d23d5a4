import {
  bool,
  type CodecValue,
  fixedBytes,
  list,
  nullable,
  struct,
  text,
  u16,
  u53,
  union,
} from '../base/codec.ts'
import { hashId, shortId } from '../base/idCodec.ts'
import type { DeviceId, EpochId, InviteId, SpaceId, UserId } from '../base/ids.ts'
import { deviceCertificate } from './certificate.ts'
import { roleCodec } from './roles.ts'

/** Members of a Space have at most this many devices together (protocol, sizes). */
export const MAX_DEVICES = 512
const MAX_EPOCHS = 1024
export const MAX_RELAYS = 8
export const MAX_RELAY_BYTES = 256

const deviceId = shortId<DeviceId>()
const userId = shortId<UserId>()
const epochId = hashId<EpochId>()

/** An epoch key sealed to a device's X25519 key (rule 6): 32 bytes and `crypto_box_seal`'s 48. */
const sealedKey = fixedBytes(80)

/**
 * The last accepted envelope of a device (rule 15): later ones are refused. Sequence number 0 and a hash
 * of zeros: none was accepted.
 */
const cutoff = struct({ deviceId, seq: u53, hash: fixedBytes(32) })
export type Cutoff = CodecValue<typeof cutoff>

const cutoffs = list(cutoff, MAX_DEVICES)
const deviceLockboxes = list(struct({ epochId, sealed: sealedKey }), MAX_EPOCHS)
const relays = list(text(MAX_RELAY_BYTES), MAX_RELAYS)

/**
 * What an entry does (rule 3), tag by tag; tags are never reused.
 */
export const action = union({
  /** `parent`: for a hidden group (rule 10), the Space whose current members alone may read it. */
  genesis: [
    1,
    struct({
      certificate: deviceCertificate,
      nonce: fixedBytes(32),
      parent: nullable(hashId<SpaceId>()),
      relays,
    }),
  ],
  /** In groups only (rule 10): a member of the Space, by whose certificate it is there. */
  add: [2, struct({ certificate: deviceCertificate, role: roleCodec, lockboxes: deviceLockboxes })],
  role: [3, struct({ userId, role: roleCodec, cutoffs })],
  remove: [4, struct({ userId, cutoffs })],
  deviceAdd: [5, struct({ certificate: deviceCertificate, lockboxes: deviceLockboxes })],
  deviceRemove: [6, struct({ deviceId, cutoffs })],
  /** The invitation's id is H(publicKey). `maxUses` null: any number (rule 27). */
  invite: [
    7,
    struct({
      publicKey: fixedBytes(32),
      role: roleCodec,
      expiresAt: nullable(u53),
      maxUses: nullable(u16),
      approval: bool,
    }),
  ],
  revoke: [8, struct({ inviteId: shortId<InviteId>() })],
  /** The two signatures of rule 28, over H(transcript), the invitation and the certificate. */
  admit: [
    9,
    struct({
      inviteId: shortId<InviteId>(),
      certificate: deviceCertificate,
      transcriptHash: fixedBytes(32),
      byInvitation: fixedBytes(64),
      byDevice: fixedBytes(64),
      lockboxes: deviceLockboxes,
    }),
  ],
  /**
   * A new epoch, whose id is the hash of this entry (rule 6). `check` is derived from the key, so that a
   * recipient notices a lockbox with another key; `previous` wraps the old key (rule 7).
   */
  rotate: [
    10,
    struct({
      check: fixedBytes(32),
      lockboxes: list(struct({ deviceId, sealed: sealedKey }), MAX_DEVICES),
      previous: nullable(struct({ epochId, sealed: fixedBytes(72) })),
    }),
  ],
  relays: [11, struct({ urls: relays })],
  transfer: [12, struct({ userId })],
})
export type Action = CodecValue<typeof action>
export type ActionOf<T extends Action['type']> = Extract<Action, { readonly type: T }>
