import type { Disposer } from '../base/disposer.ts'

/** A relay that keeps a mailbox and is reached now. */
export interface MailboxRelay {
  readonly url: string
  /** How long it says that it keeps items. */
  readonly days: number
}

/** `later`: not reached, busy, or its disk failed; the same may be asked again. */
export type MailboxPut = 'stored' | 'token' | 'size' | 'box-full' | 'relay-full' | 'later'

export interface MailboxFetched {
  /** Text that changes when the relay's store was made anew, and positions begin again. */
  readonly generation: string
  readonly items: readonly { readonly position: number; readonly bytes: Uint8Array }[]
  /** Nothing is behind these items now. */
  readonly last: boolean
}

/**
 * Mailboxes at relays (protocol rule 23): boxes of sealed items, found by a secret address. Nothing a
 * relay answers is trusted: items may be missing, repeated, altered, or in any order. Never rejects.
 */
export interface Mailboxes {
  relays(): readonly MailboxRelay[]
  onRelays(listener: () => void): Disposer
  /** `item` has one of the sizes of the protocol. Settled when the relay has it on its disk. */
  put(
    url: string,
    box: { readonly address: Uint8Array; readonly writeToken: Uint8Array },
    item: Uint8Array,
  ): Promise<MailboxPut>
  /** What came after `after`, oldest first; undefined when there is no answer now. */
  fetch(url: string, address: Uint8Array, after: number): Promise<MailboxFetched | undefined>
}
