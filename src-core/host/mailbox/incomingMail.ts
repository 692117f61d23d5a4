import { toBase64Url } from '../../base/bytes.ts'
import type { DeviceId } from '../../base/ids.ts'
import type { MailboxFetched, MailboxRelay } from '../../ports/index.ts'
import { openHeader, verifyEnvelope } from '../../sync/index.ts'
import { decodeMail, type Mail, openLogMail, openReceipt } from '../../sync/mail.ts'
import { boxesToRead, type MailboxBox, openItem } from '../../sync/mailboxItem.ts'
import { type MailContext, mailKeys } from './mailContext.ts'
import { type Cursor, noMail } from './mailState.ts'

/** What one reading of all boxes at a relay brought. */
export interface Reading {
  /** False: the relay stopped answering. */
  readonly isComplete: boolean
  /** Devices of others of which envelopes came, known ones too. */
  readonly authors: ReadonlySet<DeviceId>
  /** Items that were altered, moved or forged. */
  readonly unreadable: number
}

/** Reads what others put, and hands it on to where it is judged: a mailbox vouches for nothing. */
export interface IncomingMail {
  readAll(relay: MailboxRelay): Promise<Reading>
}

/** A relay that goes on for ever is left for this time. */
const MAX_PAGES = 2_000

interface Round {
  readonly relay: MailboxRelay
  readonly authors: Set<DeviceId>
  unreadable: number
}

export function createIncomingMail(context: MailContext): IncomingMail {
  const { spaceId, membership, people, inbox, sync, mailboxes, identity, book, clock, chains } =
    context

  async function takeEnvelopes(envelopes: readonly Uint8Array[], round: Round) {
    const batch: Uint8Array[] = []
    let from: DeviceId | undefined
    for (const bytes of envelopes) {
      const header = openHeader(bytes)
      const author = header && membership.device(header.deviceId)
      // Judged before anybody is blamed for it: whoever put it here is not known.
      const isForged = author && !verifyEnvelope(bytes, header, author.certificate)
      if (!header || header.spaceId !== spaceId || isForged) {
        round.unreadable++
        continue
      }
      const isOwn = header.deviceId === identity.deviceId
      // One's own come back; those one does not have tell that the disk is an older one (rule 35).
      if (isOwn && header.seq <= (chains.head(identity.deviceId)?.seq ?? 0)) continue
      from = header.deviceId
      if (!isOwn) round.authors.add(from)
      batch.push(bytes)
    }
    if (from && batch.length > 0) await inbox.receive(batch, from)
  }

  async function takeLog(mail: Mail & { type: 'log' }) {
    // Most are for others: those of epochs before this device came, and of this device itself.
    const opened = openLogMail(mail, identity.box)
    if (!opened) return
    await membership.receive(opened.entries)
    people.receive(opened.cards)
  }

  function takeReceipt(mail: Mail & { type: 'receipt' }, round: Round) {
    const receipt = openReceipt(mail, (deviceId) => membership.device(deviceId)?.certificate)
    if (!receipt || receipt.spaceId !== spaceId) {
      // Its author may be somebody of whom the log tells later; then there is a receipt later too.
      if (receipt) round.unreadable++
      return
    }
    const { deviceId, heads, at } = receipt
    if (deviceId === identity.deviceId || !membership.isPresent(deviceId)) return
    sync.confirmedByMail(deviceId, heads, at)
  }

  async function take(key: Uint8Array, box: MailboxBox, item: Uint8Array, round: Round) {
    const opened = openItem(key, box, item)
    const mail = opened && decodeMail(opened)
    if (!mail) round.unreadable++
    else if (mail.type === 'envelopes') await takeEnvelopes(mail.envelopes, round)
    else if (mail.type === 'log') await takeLog(mail)
    else if (mail.type === 'receipt') takeReceipt(mail, round)
    // Letters lie in boxes of two.
    else round.unreadable++
  }

  /** Where to go on, or from the beginning where the relay began anew. */
  function cursorFor(page: MailboxFetched, before: Cursor | undefined, round: Round): Cursor {
    if (before?.generation === page.generation) return before
    if (before) book.change(round.relay.url, forgotten)
    return { generation: page.generation, position: 0 }
  }

  /** False when the relay stopped answering. */
  async function readBox(key: Uint8Array, box: MailboxBox, round: Round): Promise<boolean> {
    const { url } = round.relay
    const name = toBase64Url(box.address)
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const before = book.at(url).cursors[name]
      const page = await mailboxes.fetch(url, box.address, before?.position ?? 0)
      if (!page || context.isClosed()) return false
      const cursor = cursorFor(page, before, round)
      if (before && cursor !== before) continue
      let { position } = cursor
      for (const item of page.items) {
        if (item.position <= cursor.position) continue
        await take(key, box, item.bytes, round)
        if (context.isClosed()) return false
        position = Math.max(position, item.position)
      }
      const isNew = before === undefined || position > before.position
      if (isNew) {
        const cursors = { ...book.at(url).cursors, [name]: { ...cursor, position } }
        book.change(url, { cursors })
      }
      if (page.last || !isNew) return true
    }
    return true
  }

  const boxes = () =>
    mailKeys(context).map((key) => ({ key, boxes: boxesToRead(key, clock.now()) }))

  function forgetOldBoxes(url: string) {
    const read = new Set(
      boxes().flatMap((one) => one.boxes.map(({ address }) => toBase64Url(address))),
    )
    const kept = Object.entries(book.at(url).cursors).filter(([name]) => read.has(name))
    if (kept.length < Object.keys(book.at(url).cursors).length)
      book.change(url, { cursors: Object.fromEntries(kept) })
  }

  return {
    async readAll(relay) {
      const round: Round = { relay, authors: new Set(), unreadable: 0 }
      let isComplete = true
      for (const { key, boxes: ofKey } of boxes())
        for (const box of ofKey) isComplete = isComplete && (await readBox(key, box, round))
      if (isComplete) forgetOldBoxes(relay.url)
      return { ...round, isComplete }
    },
  }
}

/** A store that was made anew has nothing of what was put. */
const forgotten = noMail
