const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const DAY_MS = 86_400_000

/** When devices of owner and admins sign a snapshot of a document by themselves, and what becomes of what it covers. */
export const SNAPSHOT_LIMITS = {
  /**
   * One is worth it when so many envelopes lie beneath none, for each part that the last one had: a snapshot goes to
   * everybody whole.
   */
  envelopes: 2_000,
  /** Or so many bytes, and as many as the last one had. */
  bytes: 4 * 1024 * 1024,
  /** Nobody has written in the document for so long, ms. */
  quietMs: MINUTE_MS,
  /** Or somebody has written all the time for so long, ms. */
  atMostMs: 60 * MINUTE_MS,
  /** The owner's first device signs, the next device so much later, ms: by then it has what the first one signed. */
  nextAfterMs: MINUTE_MS,
  /** While more is on its way here it waits, so often at most. */
  putOffs: 10,
  /** Of one's own that were refused here, so many: then others may try. */
  refusals: 3,
  /** Unless something in them was erased, envelopes stay so long beside the snapshot that covers them, ms. */
  keptMs: 30 * DAY_MS,
} as const
