import {
  bool,
  type Codec,
  CodecError,
  type CodecValue,
  fixedBytes,
  list,
  mapped,
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
/** Keys made at the same time that one ROTATE brings together, besides the one that is written in. */
export const MAX_OTHERS = 64
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

const wrappedKey = struct({ epochId, sealed: fixedBytes(72) })
const rotation = {
  check: fixedBytes(32),
  lockboxes: list(struct({ deviceId, sealed: sealedKey }), MAX_DEVICES),
  previous: nullable(wrappedKey),
}
const kitBoxes = list(struct({ userId, sealed: sealedKey }), MAX_DEVICES)
const addition = { certificate: deviceCertificate, role: roleCodec, lockboxes: deviceLockboxes }
const admission = {
  inviteId: shortId<InviteId>(),
  certificate: deviceCertificate,
  transcriptHash: fixedBytes(32),
  byInvitation: fixedBytes(64),
  byDevice: fixedBytes(64),
  lockboxes: deviceLockboxes,
}

/**
 * What an entry does (rule 3), tag by tag; tags are never reused.
 */
const wire = union({
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
  add: [2, struct(addition)],
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
  admit: [9, struct(admission)],
  /**
   * A new epoch, whose id is the hash of this entry (rule 6). `check` is derived from the key, so that a
   * recipient notices a lockbox with another key; `previous` wraps the old key (rule 7).
   */
  rotate: [10, struct(rotation)],
  relays: [11, struct({ urls: relays })],
  transfer: [12, struct({ userId })],
  /** ROTATE that is sealed to people's recovery kits as well (rule 33). */
  rotateWithKits: [13, struct({ ...rotation, kits: kitBoxes })],
  /** ADMIT and ADD with the same keys once more for the kit of whoever comes in. */
  admitWithKit: [14, struct({ ...admission, kit: deviceLockboxes })],
  addWithKit: [15, struct({ ...addition, kit: deviceLockboxes })],
  /** ROTATE that wraps several keys: those made at the same time, which did not know of each other (rule 7). */
  rotateWithOthers: [
    16,
    struct({ ...rotation, kits: kitBoxes, others: list(wrappedKey, MAX_OTHERS) }),
  ],
})
type Wire = CodecValue<typeof wire>
type WireOf<T extends Wire['type']> = Extract<Wire, { readonly type: T }>
type Kit = { readonly kit?: WireOf<'admitWithKit'>['kit'] }
type Kits = { readonly kits?: WireOf<'rotateWithKits'>['kits'] }
type Others = { readonly others?: WireOf<'rotateWithOthers'>['others'] }

type Paired = 'rotate' | 'admit' | 'add'

/** `kit`, `kits`, `others`: absent or empty in entries that give nothing to kits, or wrap no further key. */
export type Action =
  | Exclude<Wire, { readonly type: Paired | `${Paired}With${'Kit' | 'Kits' | 'Others'}` }>
  | (WireOf<'rotate'> & Kits & Others)
  | (WireOf<'admit'> & Kit)
  | (WireOf<'add'> & Kit)

/** Of two layouts of one action the shorter one where it says the same: every value has one encoding. */
function onTheWire(value: Action): Wire {
  if (value.type === 'rotate' && value.others?.length)
    return { ...value, type: 'rotateWithOthers', kits: value.kits ?? [], others: value.others }
  if (value.type === 'rotate' && value.kits?.length)
    return { ...value, type: 'rotateWithKits', kits: value.kits }
  if (value.type === 'admit' && value.kit?.length)
    return { ...value, type: 'admitWithKit', kit: value.kit }
  if (value.type === 'add' && value.kit?.length)
    return { ...value, type: 'addWithKit', kit: value.kit }
  return value
}

function fromTheWire(value: Wire): Action {
  if (value.type === 'rotateWithOthers') {
    if (!value.previous || value.others.length === 0) throw new CodecError('no further keys')
    return { ...value, type: 'rotate' }
  }
  const given = 'kits' in value ? value.kits : 'kit' in value ? value.kit : undefined
  if (given?.length === 0) throw new CodecError('nothing for kits')
  if (value.type === 'rotateWithKits') return { ...value, type: 'rotate' }
  if (value.type === 'admitWithKit') return { ...value, type: 'admit' }
  if (value.type === 'addWithKit') return { ...value, type: 'add' }
  return value
}

export const action: Codec<Action> = mapped(wire, fromTheWire, onTheWire)
export type ActionOf<T extends Action['type']> = Extract<Action, { readonly type: T }>
