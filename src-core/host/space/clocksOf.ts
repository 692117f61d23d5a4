import * as Y from 'yjs'

/** For each client of a document's state the clock that its next struct has; of what is no state nothing. */
export function clocksOf(state: Uint8Array): ReadonlyMap<number, number> {
  try {
    return Y.parseUpdateMeta(state).to
  } catch {
    return new Map()
  }
}
