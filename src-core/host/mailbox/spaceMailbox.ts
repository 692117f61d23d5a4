import { toBase64Url } from '../../base/bytes.ts'
import { createDisposerStore, type Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import type { DeviceId } from '../../base/ids.ts'
import type { MailboxRelay, Random } from '../../ports/index.ts'
import { signReceipt } from '../../sync/mail.ts'
import { createSettler } from '../space/settler.ts'
import { createIncomingLetters } from './incomingLetters.ts'
import { createIncomingMail, type Reading } from './incomingMail.ts'
import { createMailBook } from './mailBook.ts'
import { type MailContext, mailKeys, mailRelays } from './mailContext.ts'
import { createOutgoingLetters } from './outgoingLetters.ts'
import { createOutgoingMail, type PutResult } from './outgoingMail.ts'

export type SpaceMailboxOptions = Omit<MailContext, 'book' | 'isClosed'>

/** One Space's mail (rule 23): what people who are away need is put, what they put is read. */
export interface SpaceMailbox {
  /** Until when a relay keeps this device's envelopes from `from` to `to`; null when none has them all. */
  keptUntil(from: number, to: number): number | null
  /** What people should know of the mailboxes, the gravest first; null when all is well. */
  trouble(): MailTrouble | null
  onChange(listener: () => void): Disposer
  close(): void
}

export type CreateSpaceMailbox = (options: SpaceMailboxOptions) => SpaceMailbox

/** Items were not as they were put; a relay takes none; there is no room. */
export type MailTrouble = 'altered' | 'refused' | 'full'

/**
 * Whoever is linked confirms within some 50 ms; what is left after this is for those who are away. A note
 * being typed is put three times a minute, so that a day of it does not fill a box.
 */
const PUT_SETTLES = { quietMs: 1_000, atMostMs: 20_000 }
const READ_EVERY_MS = 300_000
const READ_SOON_MS = 2_000
const TRY_AGAIN_MS = 30_000
/** A full mailbox has room again when something expires. */
const FULL_AGAIN_MS = 3_600_000

export function createSpaceMailbox(options: SpaceMailboxOptions): SpaceMailbox {
  const { spaceId, identity, membership, chains, sync, mailboxes, clock, random } = options
  const disposers = createDisposerStore()
  const changed = createEmitter<void>()
  let closed = false
  const context: MailContext = {
    ...options,
    book: createMailBook(spaceId, options.storage, clock),
    isClosed: () => closed,
  }
  const { book } = context
  const outgoing = createOutgoingMail(context)
  const incoming = createIncomingMail(context)
  const lettersOut = createOutgoingLetters(context)
  const lettersIn = createIncomingLetters(context)
  const plans = new Map<string, Disposer>()
  const busy = new Set<string>()

  /** The earlier of two plans of one name holds. Jitter keeps people from coming all at once. */
  function plan(name: string, ms: number, run: () => void) {
    plans.get(name)?.()
    const cancel = clock.after(ms * (0.8 + 0.4 * fraction(random)), run)
    plans.set(name, cancel)
  }

  /** One at a time for each relay and kind; what is asked meanwhile is done after. */
  async function alone(name: string, work: () => Promise<void>) {
    if (busy.has(name)) {
      plan(name, 1_000, () => void alone(name, work))
      return
    }
    busy.add(name)
    try {
      await work()
    } catch {
      // The disk failed; it is told where it is written otherwise. The next round tries again.
      options.log('mail could not be kept')
    } finally {
      busy.delete(name)
    }
  }

  const said = new Map<string, PutResult>()
  const altering = new Set<string>()
  function heard(relay: MailboxRelay, result: PutResult) {
    if (result !== 'done' && result !== 'later' && said.get(relay.url) !== result)
      options.log(`the mailbox at ${relay.url} refuses: ${result}`)
    const before = said.get(relay.url)
    said.set(relay.url, result)
    if (before !== result) changed.emit()
    if (result === 'done') return
    plan(`put ${relay.url}`, result === 'later' ? TRY_AGAIN_MS : FULL_AGAIN_MS, () => put(relay))
  }

  function put(relay: MailboxRelay) {
    void alone(`put ${relay.url}`, async () => {
      if (closed || !isReached(relay)) return
      const before = book.at(relay.url)
      const mailed = await outgoing.putAll(relay)
      const result = mailed === 'done' && !closed ? await lettersOut.putAll(relay) : mailed
      if (closed) return
      heard(relay, result)
      if (book.at(relay.url) !== before) changed.emit()
    })
  }

  /** Whose envelopes a relay brought; some wait for a key, and are confirmed when it has come. */
  const brought = new Map<string, Set<DeviceId>>()
  const broughtBy = ({ url }: MailboxRelay, { authors }: Reading): ReadonlySet<DeviceId> => {
    const all = new Set([...(brought.get(url) ?? []), ...authors])
    brought.set(url, all)
    return all
  }

  /** Told by mail where it cannot be told over a link. */
  async function confirm(relay: MailboxRelay, reading: Reading) {
    const authors = broughtBy(relay, reading)
    const { receipted } = book.at(relay.url)
    const heads = chains.frontiers()
    const news = heads.filter(
      ({ deviceId, seq }) =>
        authors.has(deviceId) && seq > (receipted[deviceId] ?? 0) && !sync.peer(deviceId).connected,
    )
    if (news.length === 0 || mailKeys(context).length === 0) return
    context.storage.settle()
    const receipt = signReceipt(identity, { spaceId, at: clock.now(), heads })
    if ((await outgoing.put(relay, receipt, 'present')) !== 'stored' || closed) return
    const now = Object.fromEntries(heads.map(({ deviceId, seq }) => [deviceId, seq]))
    book.change(relay.url, { receipted: now })
  }

  function read(relay: MailboxRelay) {
    void alone(`read ${relay.url}`, async () => {
      if (closed || !isReached(relay)) return
      const keys = () => mailKeys(context).map(toBase64Url).join()
      const before = keys()
      const reading = await incoming.readAll(relay)
      if (closed) return
      if (reading.unreadable > 0) {
        altering.add(relay.url)
        changed.emit()
        options.log(
          `${reading.unreadable} items at ${relay.url} were altered or are not of this Space`,
        )
      }
      await confirm(relay, reading)
      // After the log, which says whether they can be what they seem.
      const isReadThrough = reading.isComplete && !closed && (await lettersIn.readAll(relay))
      if (closed) return
      // What was put may have turned out to be lost there.
      putting.mark()
      const isMore = keys() !== before
      plan(`read ${relay.url}`, again(isReadThrough, isMore), () => read(relay))
    })
  }
  const again = (isReadThrough: boolean, isMore: boolean): number => {
    if (!isReadThrough) return TRY_AGAIN_MS
    return isMore ? READ_SOON_MS : READ_EVERY_MS
  }

  const isReached = ({ url }: MailboxRelay) => mailRelays(context).some((one) => one.url === url)
  const putting = createSettler({
    ...PUT_SETTLES,
    clock,
    run: () => {
      for (const relay of mailRelays(context)) if (!isRefused(relay)) put(relay)
    },
  })
  /** A full mailbox is not asked with every keystroke. */
  const isRefused = ({ url }: MailboxRelay) => !['done', 'later', undefined].includes(said.get(url))

  const present = new Set<string>()
  function look() {
    const relays = mailRelays(context)
    for (const url of present) if (!relays.some((relay) => relay.url === url)) present.delete(url)
    for (const relay of relays) {
      if (present.has(relay.url)) continue
      present.add(relay.url)
      lettersIn.reachedAnew(relay.url)
      plan(`read ${relay.url}`, READ_SOON_MS, () => read(relay))
    }
    putting.mark()
  }

  const namesOfKeys = () => membership.epochs().length
  let keysKnown = namesOfKeys()
  disposers.add(mailboxes.onRelays(look))
  disposers.add(sync.onChange(putting.mark))
  if (options.letters) disposers.add(options.letters.onChange(putting.mark))
  disposers.add(
    membership.onChange(() => {
      if (namesOfKeys() !== keysKnown) present.clear()
      keysKnown = namesOfKeys()
      look()
    }),
  )
  disposers.add(putting.stop)
  look()

  function trouble(): MailTrouble | null {
    // Of relays that are in use now: one that was given up is nobody's trouble.
    const inUse = (url: string) => present.has(url)
    if ([...altering].some(inUse)) return 'altered'
    const results = [...said].filter(([url]) => inUse(url)).map(([, result]) => result)
    if (results.some((result) => result === 'token' || result === 'size')) return 'refused'
    return results.some((result) => result === 'box-full' || result === 'relay-full')
      ? 'full'
      : null
  }

  return {
    trouble,
    keptUntil: (from, to) => book.keptUntil(membership.state().relays, from, to),
    onChange: changed.on,
    close() {
      closed = true
      for (const cancel of plans.values()) cancel()
      disposers.dispose()
      changed.clear()
    },
  }
}

function fraction(random: Random): number {
  const [high = 0, low = 0] = random.bytes(2)
  return (high * 256 + low) / 65_536
}
