import type { Disposer } from '../base/disposer.ts'
import type { Clock } from '../ports/index.ts'
import {
  decodeMailboxAnswer,
  encodeMailboxRequest,
  type MailboxAnswer,
  type MailboxRequest,
} from './mailboxFrames.ts'

export interface MailboxRequestsOptions {
  readonly clock: Clock
  /** False when the relay is not there. */
  readonly send: (frame: Uint8Array<ArrayBuffer>) => boolean
}

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never

/** What is asked of one relay's mailbox, until it is answered. */
export interface MailboxRequests {
  /** Undefined when the relay does not answer, has gone, or is asked too much already. */
  ask(request: Unnumbered<MailboxRequest>): Promise<MailboxAnswer | undefined>
  receive(frame: Uint8Array): void
  /** The relay has gone: nothing will be answered. */
  abandon(): void
}

/** A relay reads a client that sends fast at 512 KiB a second, and an item has up to 256. */
const ANSWER_WITHIN_MS = 30_000
/** Two for each Space that fetches and puts at the same time, up to a limit of memory. */
const MAX_WAITING = 256

export function createMailboxRequests({ clock, send }: MailboxRequestsOptions): MailboxRequests {
  interface Waiting {
    readonly settle: (answer: MailboxAnswer | undefined) => void
    readonly cancel: Disposer
  }
  const waiting = new Map<number, Waiting>()
  let lastId = 0

  const settle = (id: number, answer: MailboxAnswer | undefined) => {
    const entry = waiting.get(id)
    waiting.delete(id)
    entry?.cancel()
    entry?.settle(answer)
  }

  return {
    ask: (request) =>
      new Promise((resolve) => {
        const id = (lastId + 1) % 2 ** 32
        lastId = id
        const frame = encodeMailboxRequest({ ...request, id } as MailboxRequest)
        if (waiting.size >= MAX_WAITING || !send(frame)) {
          resolve(undefined)
          return
        }
        const cancel = clock.after(ANSWER_WITHIN_MS, () => settle(id, undefined))
        waiting.set(id, { settle: resolve, cancel })
      }),
    receive(frame) {
      const answer = decodeMailboxAnswer(frame)
      if (answer) settle(answer.id, answer)
    },
    abandon() {
      for (const id of [...waiting.keys()]) settle(id, undefined)
    },
  }
}
