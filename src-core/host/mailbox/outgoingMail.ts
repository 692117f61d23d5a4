import { entriesMissingFor, openEntry } from '../../membership/index.ts'
import type { MailboxPut, MailboxRelay } from '../../ports/index.ts'
import { isStub } from '../../sync/index.ts'
import { encodeMail, envelopesMailBytes, type Mail, sealLogMail } from '../../sync/mail.ts'
import { boxToWrite, MAX_MAIL_BYTES, sealItem } from '../../sync/mailboxItem.ts'
import { type MailContext, mailKeys, otherDevices } from './mailContext.ts'
import { firstMissing, withStored } from './mailState.ts'

/** What a round at a relay came to: `done`, or why it stopped. */
export type PutResult = 'done' | Exclude<MailboxPut, 'stored'>

/** Puts what people who are away need, at one relay. */
export interface OutgoingMail {
  putAll(relay: MailboxRelay): Promise<PutResult>
  /** In the box of the present epoch, or in those of all that people may still be in. */
  put(relay: MailboxRelay, mail: Mail, where: 'present' | 'all'): Promise<MailboxPut>
}

const DAY_MS = 86_400_000
const READ_AT_ONCE = 512
/** Keys for 512 devices, and what the layers around them add. */
const LOG_ROOM_BYTES = MAX_MAIL_BYTES - 512 * 80 - 1024
/** Of a log, the newest part: whoever was away lacks the end and not the beginning. */
const MAX_LOG_MAILS = 4

export function createOutgoingMail(context: MailContext): OutgoingMail {
  const { membership, mailboxes, identity, chains, sync, book, clock, random } = context

  async function put({ url }: MailboxRelay, mail: Mail, where: 'present' | 'all') {
    const encoded = encodeMail(mail)
    const keys = mailKeys(context)
    for (const key of where === 'all' ? keys : keys.slice(0, 1)) {
      const box = boxToWrite(key, clock.now())
      const outcome = await mailboxes.put(url, box, sealItem(key, box, encoded, random))
      if (outcome !== 'stored' || context.isClosed()) return outcome
    }
    return 'stored'
  }

  /**
   * The lowest of this device's envelopes that somebody has confirmed who is not linked now: what follows
   * has to be in the mailbox. Whoever is linked is given it, and confirms it or leaves.
   */
  function confirmedByAll(): number {
    const away = otherDevices(context)
      .map(sync.peer)
      .filter(({ connected }) => !connected)
    const heads = away.map(
      (peer) => peer.heads?.find(({ deviceId }) => deviceId === identity.deviceId)?.seq ?? 0,
    )
    return Math.min(Number.POSITIVE_INFINITY, ...heads)
  }

  /** As many whole envelopes as fit into one item, a segment stands for many; or as many stubs as follow on each other. */
  function packed(range: { readonly from: number; readonly to: number }) {
    const rows = chains.told(
      identity.deviceId,
      range.from,
      Math.min(READ_AT_ONCE, range.to - range.from + 1),
    )

    const sizes: number[] = []
    const isOfStubs = rows[0] !== undefined && isStub(rows[0].bytes)
    for (const { bytes } of rows) {
      if (isStub(bytes) !== isOfStubs) break
      if (envelopesMailBytes([...sizes, bytes.length]) > MAX_MAIL_BYTES) break
      sizes.push(bytes.length)
    }
    return rows.slice(0, sizes.length)
  }

  async function putEnvelopes(relay: MailboxRelay): Promise<PutResult> {
    for (;;) {
      const head = chains.frontiers().find(({ deviceId }) => deviceId === identity.deviceId)
      const range = firstMissing(book.at(relay.url).stored, confirmedByAll(), head?.seq ?? 0)
      const rows = range ? packed(range) : []
      const to = rows.at(-1)?.seq
      if (!range || to === undefined) return 'done'
      const envelopes = rows.map(({ bytes }) => bytes)
      // Those who lack what went beneath a snapshot are given that when they meet somebody: no relay keeps it.
      const isGone = envelopes.some(isStub)
      const outcome = isGone
        ? 'stored'
        : await put(relay, { type: 'envelopes', envelopes }, 'present')
      if (outcome !== 'stored' || context.isClosed()) return outcome === 'stored' ? 'done' : outcome
      const until = isGone ? 0 : clock.now() + relay.days * DAY_MS
      const stored = withStored(book.at(relay.url).stored, { from: range.from, to, until })
      book.change(relay.url, { stored })
    }
  }

  /** The log may have grown by somebody else, who has put it; heads that are one's own nobody else puts. */
  function hasWrittenLog(): boolean {
    const heads = new Set(membership.state().heads)
    return context.storage.log
      .list(context.spaceId)
      .some(({ hash, bytes }) => heads.has(hash) && openEntry(bytes)?.author === identity.deviceId)
  }

  /** Whose devices can read the cards that go with the log. */
  const recipients = () =>
    new Set(otherDevices(context).flatMap((one) => membership.device(one)?.userId ?? []))

  function logMails(): Mail[] {
    const boxKeys = otherDevices(context).flatMap(
      (deviceId) => membership.device(deviceId)?.certificate.boxKey ?? [],
    )
    if (boxKeys.length === 0) return []
    const entries = entriesMissingFor(membership.state(), []).map(({ bytes }) => bytes)
    const parts = inParts(entries, LOG_ROOM_BYTES).slice(-MAX_LOG_MAILS)
    const cards = inParts(context.people.cards(), LOG_ROOM_BYTES)[0] ?? []
    return [
      ...parts.map((part) => sealLogMail({ entries: part, cards: [] }, boxKeys, random)),
      sealLogMail({ entries: [], cards }, boxKeys, random),
    ]
  }

  async function putLog(relay: MailboxRelay): Promise<PutResult> {
    const heads = membership.state().heads.join()
    if (book.at(relay.url).log === heads) return 'done'
    const mails = hasWrittenLog() ? logMails() : []
    for (const mail of mails) {
      const outcome = await put(relay, mail, 'all')
      if (outcome !== 'stored') return outcome
      if (context.isClosed()) return 'done'
    }
    if (mails.length > 0) for (const userId of recipients()) context.people.disclosedTo(userId)
    book.change(relay.url, { log: heads })
    return 'done'
  }

  return {
    put,
    async putAll(relay) {
      if (mailKeys(context).length === 0) return 'done'
      const log = await putLog(relay)
      return log === 'done' && !context.isClosed() ? putEnvelopes(relay) : log
    },
  }
}

/** Parts of at most so many bytes each, in order; what is larger by itself is left out. */
function inParts(all: readonly Uint8Array[], maxBytes: number): Uint8Array[][] {
  const parts: Uint8Array[][] = []
  let room = 0
  for (const bytes of all) {
    const size = bytes.length + 4
    if (size > maxBytes) continue
    if (size > room) {
      parts.push([])
      room = maxBytes
    }
    parts.at(-1)?.push(bytes)
    room -= size
  }
  return parts
}
