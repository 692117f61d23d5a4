import * as z from 'zod/mini'
import { command, defineContract, query, stream } from './define.ts'
import {
  bytes,
  commentId,
  count,
  deviceId,
  enamel,
  feedFilter,
  fileId,
  invitedRole,
  inviteId,
  itemId,
  itemKind,
  language,
  linkId,
  MAX_NAME,
  name,
  nothing,
  person,
  role,
  spaceId,
  text,
  time,
  userId,
} from './schemas.ts'

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
    /** `desktop` and `browser` keep a profile on disk; a `guest` page keeps nothing. */
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
})
export type Settings = z.infer<typeof settings>

/** The first row of interface.md's table that applies; names are the people meant, in order. */
export const syncState = z.object({
  kind: z.enum([
    'notSaved',
    'heldBack',
    'offline',
    'relayDown',
    'alone',
    'checking',
    'sending',
    'waiting',
    'upToDate',
  ]),
  people: z.array(z.string()),
  /** For `waiting` and `heldBack`: the one device meant. */
  deviceLabel: z.nullable(z.string()),
  /** Changes meant: not yet received there, kept here, held back. */
  changes: count,
  /** For `sending`: how many of `changes` have been received. */
  received: count,
  /** Why a write failed, for `notSaved`: an error code. */
  code: z.nullable(z.string()),
  /** One a device of other people: what it holds. */
  pips: z.array(z.enum(['have', 'wait', 'refused'])),
})
export type SyncState = z.infer<typeof syncState>

export const deviceSync = z.object({
  deviceId,
  person,
  label: z.string(),
  self: z.boolean(),
  connected: z.boolean(),
  route: z.nullable(z.enum(['direct', 'relayed', 'unknown'])),
  lastSeenAt: z.nullable(time),
  /** Null while its frontiers are not known. */
  missing: z.nullable(count),
  /** ms its clock is ahead of this one, when more than 2 min (rule 34). */
  clockOffsetMs: z.nullable(z.number()),
})
export type DeviceSync = z.infer<typeof deviceSync>

export const spaceSummary = z.object({
  spaceId,
  name: z.string(),
  enamel,
  sample: z.boolean(),
  role,
  unread: count,
  /** Other people who are in it right now. */
  here: z.array(person),
  sync: syncState,
  lastActivity: z.nullable(z.object({ person, kind: itemKind, excerpt: z.string(), at: time })),
})
export type SpaceSummary = z.infer<typeof spaceSummary>

export const member = z.object({
  person,
  /** As told at the door and not checked; only where this device let the person in (WS-4). */
  email: z.nullable(z.string()),
  role,
  devices: z.array(deviceSync),
  here: z.boolean(),
  /** For guests: until when. */
  expiresAt: z.nullable(time),
  joinedAt: time,
})

export const spaceView = z.object({
  spaceId,
  name: z.string(),
  enamel,
  sample: z.boolean(),
  role,
  self: person,
  members: z.array(member),
  can: z.object({
    post: z.boolean(),
    comment: z.boolean(),
    moderate: z.boolean(),
    invite: z.boolean(),
    rename: z.boolean(),
  }),
  /** Names of everybody else who can read what is written here. */
  readers: z.array(z.string()),
  /** Where the visit of a guest ends. */
  expiresAt: z.nullable(time),
  sync: syncState,
  readAt: time,
})
export type SpaceView = z.infer<typeof spaceView>

/** A note as the feed shows it without the editor: up to 12 blocks. */
export const noteBlock = z.object({
  type: z.enum(['paragraph', 'heading', 'bullet', 'ordered', 'task', 'quote', 'code', 'rule']),
  level: z.int().check(z.minimum(0), z.maximum(6)),
  /** For tasks. */
  done: z.boolean(),
  runs: z.array(
    z.object({
      text: z.string(),
      marks: z.array(z.enum(['bold', 'italic', 'underline', 'strike', 'code', 'link'])),
    }),
  ),
})
export type NoteBlock = z.infer<typeof noteBlock>

export const fileInfo = z.object({
  fileId,
  name: z.string(),
  sizeBytes: count,
  mime: z.string(),
  picture: z.nullable(z.object({ width: count, height: count, alt: z.string() })),
  /** What was taken out before sealing, e.g. `location`. */
  removed: z.array(z.enum(['location', 'camera', 'author'])),
  transfer: z.object({
    state: z.enum(['complete', 'receiving', 'waiting', 'paused']),
    haveBytes: count,
  }),
})
export type FileInfo = z.infer<typeof fileInfo>

export const itemContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), text: z.string() }),
  z.object({
    kind: z.literal('note'),
    title: z.string(),
    blocks: z.array(noteBlock),
    /** There is more than `blocks` shows. */
    more: z.boolean(),
  }),
  z.object({ kind: z.literal('link'), url: z.string(), text: z.string() }),
  z.object({ kind: z.literal('file'), file: fileInfo, text: z.string() }),
])

export const comment = z.object({
  commentId,
  itemId,
  author: person,
  text: z.string(),
  createdAt: time,
  editedAt: z.nullable(time),
  mine: z.boolean(),
  canDelete: z.boolean(),
})
export type Comment = z.infer<typeof comment>

export const feedItem = z.object({
  itemId,
  order: count,
  author: person,
  createdAt: time,
  editedAt: z.nullable(time),
  editedBy: z.nullable(person),
  mine: z.boolean(),
  canEdit: z.boolean(),
  canDelete: z.boolean(),
  content: itemContent,
  comments: z.object({ total: count, latest: z.array(comment) }),
  /** For one's own items with other devices in the Space: who has it. */
  delivery: z.nullable(
    z.object({ pips: z.array(z.enum(['have', 'wait', 'refused'])), have: count, of: count }),
  ),
  /** People who have this note open with their cursor in it. */
  writing: z.array(person),
})
export type FeedItem = z.infer<typeof feedItem>

export const invitation = z.object({
  inviteId,
  role: invitedRole,
  createdAt: time,
  expiresAt: z.nullable(time),
  uses: count,
  /** Null: any number. */
  maxUses: z.nullable(count),
  state: z.enum(['open', 'usedUp', 'expired', 'revoked']),
  /** Both open the same door; null where this device did not make the link. */
  webLink: z.nullable(z.string()),
  desktopLink: z.nullable(z.string()),
})
export type Invitation = z.infer<typeof invitation>

/** What is known of the other side of a link before going in. */
export const door = z.discriminatedUnion('state', [
  /** The link is well formed; nobody who can let in has answered yet. */
  z.object({ state: z.literal('reaching'), relay: z.string() }),
  z.object({
    state: z.literal('answered'),
    inviter: z.string(),
    spaceName: z.string(),
    enamel,
    role: invitedRole,
    expiresAt: z.nullable(time),
    readers: z.array(z.string()),
    relay: z.string(),
  }),
  z.object({ state: z.literal('joining') }),
  z.object({ state: z.literal('joined'), spaceId }),
  z.object({ state: z.literal('refused'), code: z.string() }),
])
export type Door = z.infer<typeof door>

export const bodyEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('state'),
    /** The Yjs client id this page must write with (rule 11). */
    clientId: z.int().check(z.nonnegative()),
    update: bytes(64 * 1024 * 1024),
    canWrite: z.boolean(),
    schemaVersion: count,
  }),
  z.object({ type: z.literal('update'), update: bytes(8 * 1024 * 1024) }),
  /** y-protocols awareness update of other people's cursors. */
  z.object({ type: z.literal('presence'), update: bytes(8192) }),
  /** The replica must be thrown away; a new `state` follows. */
  z.object({ type: z.literal('reset'), code: z.string() }),
])
export type BodyEvent = z.infer<typeof bodyEvent>

const linkSignal = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('description'),
    kind: z.enum(['offer', 'answer']),
    sdp: z.string().check(z.maxLength(32_768)),
  }),
  z.object({
    type: z.literal('candidate'),
    candidate: z.string().check(z.maxLength(1024)),
    sdpMid: z.nullable(z.string().check(z.maxLength(64))),
    sdpMLineIndex: z.nullable(z.int()),
  }),
])
const lane = z.enum(['live', 'bulk'])

/** From the host to the page that holds the transport lease. */
export const transportOrder = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('open'),
    linkId,
    polite: z.boolean(),
    relayOnly: z.boolean(),
    iceServers: z.array(
      z.object({
        urls: z.array(z.string()),
        username: z.optional(z.string()),
        credential: z.optional(z.string()),
      }),
    ),
  }),
  z.object({ type: z.literal('signal'), linkId, signal: linkSignal }),
  z.object({ type: z.literal('frames'), linkId, lane, frames: z.array(bytes(65_536)) }),
  /** Bulk frames wait at the host's bulk route; fetch them until it answers that there are none. */
  z.object({ type: z.literal('bulkWaiting'), linkId }),
  z.object({ type: z.literal('close'), linkId, reason: z.string() }),
])
export type TransportOrder = z.infer<typeof transportOrder>

/** From the transport page to the host. */
export const transportEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('signal'), linkId, signal: linkSignal }),
  z.object({
    type: z.literal('opened'),
    linkId,
    remoteCertificate: z.nullable(z.string().check(z.maxLength(64))),
    route: z.enum(['direct', 'relayed', 'unknown']),
  }),
  z.object({
    type: z.literal('frames'),
    linkId,
    lane,
    frames: z.array(bytes(65_536)).check(z.maxLength(64)),
  }),
  /**
   * For `live`: bytes waiting in the channel, and all bytes of `frames` orders so far, so that the host
   * knows what is still on its way to the page. It pauses at 1 MiB and resumes at 256 KiB of both.
   */
  z.object({ type: z.literal('buffered'), linkId, lane, bytes: count, taken: count }),
  z.object({ type: z.literal('closed'), linkId, reason: z.string().check(z.maxLength(200)) }),
])
export type TransportEvent = z.infer<typeof transportEvent>

const inSpace = z.object({ spaceId })
const onItem = z.object({ spaceId, itemId })

/** Everything a page may ask of its host. */
export const contract = defineContract({
  app: {
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
        relays: z.array(
          z.object({
            url: z.string(),
            status: z.enum(['connecting', 'online', 'offline']),
            embedded: z.boolean(),
          }),
        ),
      }),
    ),
    /** Links that came from outside while the app ran: `foyer://join/…`. */
    incomingLinks: stream(nothing, z.object({ link: z.string() })),
  },
  spaces: {
    watch: stream(nothing, z.array(spaceSummary)),
    create: command(z.object({ name, enamel: z.optional(enamel) }), z.object({ spaceId })),
    rename: command(z.object({ spaceId, name, enamel: z.optional(enamel) }), nothing),
    /** Erases this device's copy and its keys; other people keep theirs. */
    remove: command(inSpace, nothing),
    view: stream(inSpace, spaceView),
    devices: stream(inSpace, z.array(deviceSync)),
    markRead: command(z.object({ spaceId, order: count }), nothing),
    /** Where this page is, for others to see: in the Space, and in which note. Null leaves. */
    presence: command(
      z.object({ spaceId, here: z.boolean(), itemId: z.nullable(itemId) }),
      nothing,
    ),
    draft: query(z.object({ spaceId, key: z.string().check(z.maxLength(64)) }), z.string()),
    setDraft: command(
      z.object({
        spaceId,
        key: z.string().check(z.maxLength(64)),
        text: z.string().check(z.maxLength(100_000)),
      }),
      nothing,
    ),
  },
  feed: {
    /** Emits at once and after every change. `changed` null: anything may have. */
    watch: stream(
      z.object({ spaceId, filter: feedFilter }),
      z.object({
        revision: count,
        total: count,
        firstUnread: z.nullable(count),
        changed: z.nullable(z.array(itemId)),
      }),
    ),
    window: query(
      z.object({
        spaceId,
        filter: feedFilter,
        offset: count,
        limit: z.int().check(z.minimum(1), z.maximum(200)),
      }),
      z.object({ revision: count, total: count, offset: count, items: z.array(feedItem) }),
    ),
    indexOf: query(z.object({ spaceId, filter: feedFilter, itemId }), z.nullable(count)),
    /** A text that is one http(s) address becomes a link. */
    post: command(z.object({ spaceId, text }), z.object({ itemId })),
    createNote: command(
      z.object({ spaceId, title: z.string().check(z.maxLength(MAX_NAME)) }),
      z.object({ itemId }),
    ),
    editMessage: command(z.object({ spaceId, itemId, text }), nothing),
    setTitle: command(
      z.object({ spaceId, itemId, title: z.string().check(z.maxLength(MAX_NAME)) }),
      nothing,
    ),
    setAlt: command(
      z.object({ spaceId, itemId, alt: z.string().check(z.maxLength(1000)) }),
      nothing,
    ),
    /** To the bin, from which undo brings it back for 30 days. */
    bin: command(onItem, nothing),
    restore: command(onItem, nothing),
    /** Undoes or redoes this page's last act in the Space and names it (`feed.post`, …). */
    undo: command(inSpace, z.object({ what: z.string() })),
    redo: command(inSpace, z.object({ what: z.string() })),
  },
  comments: {
    list: query(onItem, z.array(comment)),
    add: command(z.object({ spaceId, itemId, text }), z.object({ commentId })),
    edit: command(z.object({ spaceId, commentId, text }), nothing),
    remove: command(z.object({ spaceId, commentId }), nothing),
  },
  bodies: {
    open: stream(onItem, bodyEvent),
    /** Transaction updates only, never state diffs; answered when on disk. */
    update: command(
      z.object({ spaceId, itemId, clientId: count, update: bytes(256 * 1024) }),
      nothing,
    ),
    presence: command(z.object({ spaceId, itemId, update: bytes(4096) }), nothing),
  },
  files: {
    /** Begins taking in a file; its bytes follow through the bulk route in pieces, in order. */
    begin: command(
      z.object({
        spaceId,
        name: z.string().check(z.minLength(1), z.maxLength(1000)),
        sizeBytes: count,
        mime: z.string().check(z.maxLength(200)),
        picture: z.nullable(
          z.object({ width: count, height: count, alt: z.string().check(z.maxLength(1000)) }),
        ),
        removed: z.array(z.enum(['location', 'camera', 'author'])),
      }),
      z.object({ fileId, pieceBytes: count }),
    ),
    /** Seals the manifest and posts the item. */
    finish: command(
      z.object({ spaceId, fileId, text: z.string().check(z.maxLength(20_000)) }),
      z.object({ itemId }),
    ),
    cancel: command(z.object({ spaceId, fileId }), nothing),
    pause: command(z.object({ spaceId, fileId }), nothing),
    resume: command(z.object({ spaceId, fileId }), nothing),
    /** Progress of all running transfers. */
    watch: stream(
      inSpace,
      z.array(
        z.object({
          fileId,
          direction: z.enum(['in', 'out']),
          state: z.enum(['receiving', 'waiting', 'paused', 'complete']),
          haveBytes: count,
          sizeBytes: count,
        }),
      ),
    ),
  },
  invitations: {
    watch: stream(inSpace, z.array(invitation)),
    create: command(
      z.object({
        spaceId,
        role: invitedRole,
        expiresAt: z.nullable(time),
        maxUses: z.nullable(z.int().check(z.minimum(1), z.maximum(1000))),
      }),
      z.object({ inviteId, webLink: z.string(), desktopLink: z.string() }),
    ),
    revoke: command(z.object({ spaceId, inviteId }), nothing),
    /** Looks at a link and stays at its door until `join` is called or the stream ends. */
    door: stream(z.object({ link: z.string().check(z.maxLength(4096)) }), door),
    join: command(z.object({ link: z.string().check(z.maxLength(4096)) }), z.object({ spaceId })),
  },
  search: {
    find: query(
      z.object({
        text: z.string().check(z.maxLength(200)),
        spaceId: z.nullable(spaceId),
        limit: z.int().check(z.minimum(1), z.maximum(50)),
      }),
      z.array(
        z.object({
          spaceId,
          spaceName: z.string(),
          itemId,
          kind: itemKind,
          snippet: z.string(),
          createdAt: time,
        }),
      ),
    ),
  },
  /** Served to the page that holds the lease; one at a time. */
  transport: {
    lease: stream(z.object({ pageId: z.string().check(z.maxLength(64)) }), transportOrder),
    report: command(z.object({ events: z.array(transportEvent).check(z.maxLength(64)) }), nothing),
  },
})
export type FoyerContract = typeof contract
export type { Role } from './schemas.ts'
