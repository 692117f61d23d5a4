/** Counts since the start, and what is open now. Sums only: nothing here is about one person. */
export interface RelayStats {
  readonly connections: number
  readonly topics: number
  readonly subscriptions: number
  /** Publishes taken from clients, and frames handed to subscribers. */
  readonly published: number
  readonly delivered: number
  readonly malformed: number
  /** Publishes dropped because their topic was over its quota. */
  readonly dropped: number
  /** Handshakes refused, by quota, origin or token. */
  readonly refused: number
  /** Clients cut off: by what they sent, and by what they left unread. */
  readonly expelled: number
  readonly slow: number
  /** Items of the mailbox: taken, handed out, refused by token, size or quota. */
  readonly mailboxStored: number
  readonly mailboxFetched: number
  readonly mailboxRefused: number
}

export type RelayCounters = {
  -readonly [K in Exclude<keyof RelayStats, 'connections' | 'topics' | 'subscriptions'>]: number
}

export const createCounters = (): RelayCounters => ({
  published: 0,
  delivered: 0,
  malformed: 0,
  dropped: 0,
  refused: 0,
  expelled: 0,
  slow: 0,
  mailboxStored: 0,
  mailboxFetched: 0,
  mailboxRefused: 0,
})
