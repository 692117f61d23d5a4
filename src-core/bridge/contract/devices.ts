import * as z from 'zod/mini'
import { command, query, stream } from '../define.ts'
import { count, deviceId, language, nothing, time } from '../schemas.ts'

export const ownDevice = z.object({
  deviceId,
  label: z.string(),
  self: z.boolean(),
  addedAt: time,
  lastSeenAt: z.nullable(time),
  /** In how many Spaces it is in use. */
  spaces: count,
  revoked: z.boolean(),
})

export type OwnDevice = z.infer<typeof ownDevice>

export const deviceOffer = z.object({
  /** A further device of one's own, or a person who lost all of theirs. */
  kind: z.enum(['device', 'return']),
  /** To be shown as QR, copied, or typed without the address before `#`. */
  link: z.string(),
  expiresAt: time,
  state: z.enum(['waiting', 'asked', 'done', 'expired']),
  /** What asks, whose it is (for `return`), and six digits to compare with its screen. */
  asking: z.nullable(
    z.object({ label: z.string(), name: z.nullable(z.string()), digits: z.string() }),
  ),
})
export type DeviceOffer = z.infer<typeof deviceOffer>

/**
 * This device went on from a backup and wrote before it knew (rule 35). `soon`: it becomes a new one by itself now.
 * `asking`: it can, when asked; what somebody has of it who is away would be set aside. `waiting`: nobody who has
 * what it wrote before is linked. `refused`: it was proven to contradict itself.
 */
const renewal = z.enum(['none', 'soon', 'asking', 'waiting', 'refused'])
export type Renewal = z.infer<typeof renewal>

const passphrase = z.optional(z.string().check(z.minLength(1), z.maxLength(1024)))

/** The devices of the person whose profile this is. */
export const devices = {
  watch: stream(
    nothing,
    z.object({
      /** False at the end of a long chain of devices that added each other: another one has to. */
      canAdd: z.boolean(),
      devices: z.array(ownDevice),
      offer: z.nullable(deviceOffer),
      renewal,
    }),
  ),
  /** When the profile was opened on this device, newest first, and wrong passphrases before that. */
  signIns: query(nothing, z.array(z.object({ at: time, wrong: count }))),
  /** Waits ten minutes for one device; a second offer replaces the first. */
  offer: command(nothing, z.object({ link: z.string() })),
  /** For somebody who came back by the recovery kit: gives back the Spaces that both are in. */
  help: command(nothing, z.object({ link: z.string() })),
  /** The digits on both screens are the same. */
  confirm: command(nothing, nothing),
  cancelOffer: command(nothing, nothing),
  /** Takes a device out of every Space; the keys change. */
  revoke: command(z.object({ deviceId }), nothing),
  /**
   * This machine becomes a device with new keys, and the old ones end where they are now: for one that was
   * restored from a backup, which does so by itself where it can. `app.status` tells another device
   * afterwards. Fails with FORK_WAITING where it wrote before it knew and nobody linked has what it wrote
   * before, with NOT_ALLOWED where it contradicted itself or may not certify itself.
   */
  renew: command(nothing, nothing),
  /** On the new device, at its first run. Stays pending until the other one has confirmed. */
  join: command(
    z.object({ link: z.string().check(z.maxLength(4096)), passphrase, language }),
    nothing,
  ),
  /** What `join` is doing. */
  joining: stream(
    nothing,
    z.discriminatedUnion('state', [
      z.object({ state: z.literal('none') }),
      z.object({ state: z.literal('reaching') }),
      z.object({ state: z.literal('compare'), digits: z.string() }),
      z.object({ state: z.literal('receiving'), name: z.string() }),
    ]),
  ),
}
