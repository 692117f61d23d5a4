import * as z from 'zod/mini'
import { command, query, stream } from '../define.ts'
import { count, deviceId, enamel, language, name, nothing, time, userId } from '../schemas.ts'

const failure = z.object({ code: z.string(), message: z.string() })

export const appStatus = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('starting') }),
  /** No profile yet; a passphrase is asked for where there is no keychain. */
  z.object({ phase: z.literal('firstRun'), needsPassphrase: z.boolean() }),
  z.object({
    phase: z.literal('locked'),
    name: z.string(),
    enamel,
    lockedAt: z.nullable(time),
    failure: z.nullable(failure),
  }),
  z.object({
    phase: z.literal('ready'),
    /** `desktop` and `browser` keep a profile on disk; a `guest` page keeps nothing unless asked. */
    host: z.enum(['desktop', 'browser', 'guest']),
    self: z.object({ userId, deviceId, name: z.string(), enamel, deviceLabel: z.string() }),
    /** False where there is no passphrase to lock with (keychain only, or guest). */
    canLock: z.boolean(),
  }),
  /** The profile cannot be opened: newer version, damaged, in use, disk. Nothing was changed. */
  z.object({ phase: z.literal('failed'), failure }),
])
export type AppStatus = z.infer<typeof appStatus>

export const settings = z.object({
  language: z.nullable(language),
  theme: z.enum(['light', 'dark', 'system']),
  /** Single-key shortcuts (WCAG 2.1.4). */
  singleKeys: z.boolean(),
  detailsOpen: z.boolean(),
  /** Links only over a TURN server that a relay offers, so that nobody learns one's address. */
  hideAddress: z.boolean(),
  /** Puts what people miss who are away into relays' mailboxes, and reads there. */
  useMailbox: z.boolean(),
})
export type Settings = z.infer<typeof settings>

/** The profile, its lock, the settings, and what home says of the device. */
export const app = {
  status: stream(nothing, appStatus),
  /** First run. The passphrase is left out where a keychain is used. */
  create: command(
    z.object({
      name,
      passphrase: z.optional(z.string().check(z.minLength(1), z.maxLength(1024))),
      language,
    }),
    nothing,
  ),
  unlock: command(z.object({ passphrase: z.string().check(z.maxLength(1024)) }), nothing),
  lock: command(nothing, nothing),
  /** Guest page: who comes in. E-mail is told to the inviter only (WS-4). */
  enter: command(
    z.object({ name, email: z.nullable(z.string().check(z.maxLength(320))) }),
    nothing,
  ),
  settings: stream(nothing, settings),
  setSettings: command(z.partial(settings), nothing),
  rename: command(z.object({ name }), nothing),
  /** Home's "Where your data is". */
  facts: query(
    nothing,
    z.object({
      usedBytes: count,
      protectedBy: z.enum(['passphrase', 'keychain', 'memory']),
      people: count,
      otherDevices: count,
      /** This profile began with a recovery kit. */
      fromKit: z.boolean(),
      /** TURN servers that the relays offer now, by name; without one no address can be hidden. */
      turnServers: z.array(z.string()),
      relays: z.array(
        z.object({
          url: z.string(),
          status: z.enum(['connecting', 'online', 'offline']),
          embedded: z.boolean(),
          /** What its owner says of it; null: nothing. */
          operator: z.nullable(z.string()),
          region: z.nullable(z.string()),
          /** How many days its mailbox keeps an item; null: it has none, or is not reached now. */
          mailboxDays: z.nullable(count),
        }),
      ),
    }),
  ),
  /** Links that came from outside while the app ran: `foyer://join/…`. */
  incomingLinks: stream(nothing, z.object({ link: z.string() })),
}
