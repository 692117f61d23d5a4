import type { EntryHash } from '../base/ids.ts'
import { inBatches } from './inBatches.ts'
import { MAX_TOLD_LOG_HEADS } from './limits.ts'
import type { SessionContext } from './sessionContext.ts'
import type { Replica } from './sessionTypes.ts'

export interface LogExchange {
  /** Heads the peer told, without entries: in its hello. */
  heard(logHeads: readonly EntryHash[]): void
  /** Entries, and the heads the peer has itself. */
  receive(logHeads: readonly EntryHash[], entries: readonly Uint8Array[]): Promise<void> | undefined
  answer(logHeads: readonly EntryHash[]): void
  /** Pushes what the peer lacks, as far as its heads are known. */
  announce(): void
  /** The heads the peer is known to have. */
  readonly theirs: readonly EntryHash[]
}

const MAX_ENTRIES = 5_000
const ASK_AGAIN_MS = 5_000

/** Anybody whom the log knows can write entries beside each other; the lowest heads are told. */
export const toldHeads = ({ logHeads }: Pick<Replica, 'logHeads'>): readonly EntryHash[] =>
  logHeads().slice(0, MAX_TOLD_LOG_HEADS)

/**
 * Brings two logs together. Whoever sees a head it does not know asks; whoever knows all of the other's
 * heads pushes what follows them. Each side then knows the other's heads, so it ends.
 */
export function createLogExchange(context: SessionContext): LogExchange {
  const { replica, clock, say } = context
  let theirs: readonly EntryHash[] | undefined
  let askedAt = Number.NEGATIVE_INFINITY

  let sentAt = ''

  const knows = (heads: readonly EntryHash[]) => heads.every((hash) => replica.hasEntry(hash))

  const send = (heads: readonly EntryHash[]) => {
    const logHeads = toldHeads(replica)
    const entries = replica.entriesFor(heads)
    for (const batch of inBatches(entries, MAX_ENTRIES))
      say('live', { type: 'logEntries', logHeads, entries: batch })
    theirs = logHeads
  }
  /**
   * Heads beyond those that can be told follow as entries, once for each state of the two logs: otherwise two
   * sides that have the same would send it to each other for ever.
   */
  const push = (heads: readonly EntryHash[]) => {
    const at = `${replica.logHeads().join()} ${heads.join()}`
    if (at === sentAt) return
    sentAt = at
    send(heads)
  }

  const settle = (mayAskAgain: boolean) => {
    if (!theirs) return
    // Rule 17: the log is for members; a stranger may bring what makes it one, and is told nothing.
    if (knows(theirs)) return context.isTrusted() ? push(theirs) : undefined
    const waited = clock.now() - askedAt
    if (!mayAskAgain && waited >= 0 && waited < ASK_AGAIN_MS) return
    askedAt = clock.now()
    say('live', { type: 'wantLog', logHeads: toldHeads(replica) })
  }

  return {
    heard(logHeads) {
      theirs = logHeads
      settle(true)
    },
    receive(logHeads, entries) {
      const before = replica.logHeads().join()
      const after = () => {
        theirs = logHeads
        settle(false)
        if (replica.logHeads().join() !== before) context.gossip.logGrew(context.link.device)
      }
      // Where it could not be kept, it is missing, and is asked for again.
      const taken = replica.receiveLog(entries, context.link.device)
      if (taken) return taken.then(after, after)
      after()
      return undefined
    },
    answer(logHeads) {
      // Also when nothing is missing: the heads tell the peer so.
      if (replica.entriesFor(logHeads).length === 0)
        return say('live', { type: 'logEntries', logHeads: toldHeads(replica), entries: [] })
      const known = theirs
      send(logHeads)
      if (known && !knows(known)) theirs = known
    },
    announce: () => settle(false),
    get theirs() {
      return theirs ?? []
    },
  }
}
