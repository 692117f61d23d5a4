import { toBase64Url } from '../../base/bytes.ts'
import type { DeviceId } from '../../base/ids.ts'
import { can } from '../../membership/index.ts'
import type { MailboxRelay } from '../../ports/index.ts'
import { emptyLetterKey, joinLetter, type LetterPart, letterKey } from '../../sync/letters.ts'
import { decodeMail } from '../../sync/mail.ts'
import { boxesToRead, type MailboxBox, openItem } from '../../sync/mailboxItem.ts'
import { type MailContext, otherDevices } from './mailContext.ts'
import type { Cursor } from './mailState.ts'

/** Of one box: a sender that goes on for ever is left for this time. */
const MAX_PAGES = 16
const EVERY_MS = 3_600_000

interface Sender {
  readonly from: DeviceId | null
  readonly key: Uint8Array
}

/**
 * Reads what single devices left for this one. Where a box was read to is forgotten with the host: a letter
 * is read again at each start, until its time is over.
 */
export function createIncomingLetters(context: MailContext) {
  const { spaceId, identity, membership, mailboxes, sync, letters, clock } = context
  const cursors = new Map<string, Cursor>()
  /** Whom one has asked for at each relay, and when. */
  const asked = new Map<string, { readonly senders: string; readonly at: number }>()

  /** Who is linked says it over the link; who may not write notes has no groups to hand on (rule 10). */
  function senders(): Sender[] {
    const may = new Set(
      membership
        .present()
        .filter(({ role }) => can(role).post)
        .flatMap(({ devices }) => devices),
    )
    return otherDevices(context)
      .filter((from) => may.has(from) && !sync.peer(from).connected)
      .flatMap((from) => {
        const boxKey = membership.device(from)?.certificate.boxKey
        const way = { spaceId, from, to: identity.deviceId }
        const key = boxKey && letterKey(identity.box, boxKey, way)
        return key ? [{ from, key }] : []
      })
  }
  /** With boxes nobody knows, up to a power of two. */
  function withEmpty(all: readonly Sender[]): Sender[] {
    let count = 4
    while (count < all.length) count *= 2
    const empty = Array.from({ length: count - all.length }, (_, number) => ({
      from: null,
      key: emptyLetterKey(identity.box, number),
    }))
    return [...all, ...empty]
  }

  /** False: something is to be read once more. */
  function takeAll(from: DeviceId, found: readonly LetterPart[]): boolean {
    const byLetter = Map.groupBy(found, ({ letter }) => toBase64Url(letter))
    const results = [...byLetter.values()].map((parts) => {
      const once = [...new Map(parts.map((part) => [part.part, part])).values()]
      const content = joinLetter(once)
      return content !== undefined && letters?.receive(from, content) !== false
    })
    return results.every(Boolean)
  }

  const partIn = (key: Uint8Array, box: MailboxBox, item: Uint8Array): LetterPart[] => {
    const opened = openItem(key, box, item)
    const mail = opened && decodeMail(opened)
    return mail?.type === 'letter' ? [mail] : []
  }

  /** False when the relay stopped answering. */
  async function readBox({ url }: MailboxRelay, { from, key }: Sender, box: MailboxBox) {
    const name = `${url} ${toBase64Url(box.address)}`
    const found: LetterPart[] = []
    let at = cursors.get(name)
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const page = await mailboxes.fetch(url, box.address, at?.position ?? 0)
      if (!page || context.isClosed()) return false
      if (at && at.generation !== page.generation) {
        at = undefined
        continue
      }
      const before: number = at?.position ?? 0
      const fresh = page.items.filter(({ position }) => position > before)
      found.push(...fresh.flatMap(({ bytes }) => partIn(key, box, bytes)))
      const position = Math.max(before, ...fresh.map((item) => item.position))
      at = { generation: page.generation, position }
      if (page.last || fresh.length === 0) break
    }
    const isDealtWith = from === null || takeAll(from, found)
    if (isDealtWith && at) cursors.set(name, at)
    return true
  }

  return {
    /** Where that is due; `isAgain`: the relay was reached anew. */
    async readAll(relay: MailboxRelay): Promise<boolean> {
      if (!letters) return true
      const all = senders()
      const names = all.map(({ from }) => from).join()
      const before = asked.get(relay.url)
      if (before?.senders === names && clock.now() - before.at < EVERY_MS) return true
      for (const sender of withEmpty(all))
        for (const box of boxesToRead(sender.key, clock.now()))
          if (!(await readBox(relay, sender, box))) return false
      asked.set(relay.url, { senders: names, at: clock.now() })
      return true
    },
    /** The relay was out of reach: what came meanwhile is looked for at once. */
    reachedAnew: (url: string) => void asked.delete(url),
  }
}
