/** What the status page says about a relay. Nothing of it is about a client. */
export interface StatusFacts {
  /** Why it takes no new clients now; nothing when it does. */
  readonly unreadiness: string | undefined
  readonly asksForToken: boolean
  /** How many days the mailbox keeps an item; nothing when there is none. */
  readonly mailboxDays: number | undefined
  readonly offersStun: boolean
  readonly offersTurn: boolean
  /** SHA-256 of the guest page; nothing when it is not installed. */
  readonly guestHash: string | undefined
  /** Who runs it and where, in their own words. */
  readonly operator: string | undefined
  readonly region: string | undefined
}
