import type { Disposer } from '../base/disposer.ts'

/** Whether this visit is kept in its browser, or may be. */
export type KeepingState =
  /** Not a visit in a browser, or it is over. */
  | { readonly state: 'none' }
  /** `insecure`: a page over plain http has no keys that cannot be taken out of the browser. */
  | { readonly state: 'unavailable'; readonly why: 'insecure' | 'forbidden' }
  | { readonly state: 'offered' }
  | { readonly state: 'kept' }
  /** It was kept and no longer is: the browser took no more, so all of it was removed. */
  | { readonly state: 'lost'; readonly why: 'full' | 'failed' }

/** What a guest's page may do for its person beyond the visit itself (protocol rule 24). */
export interface Keeping {
  state(): KeepingState
  onState(listener: () => void): Disposer
  /**
   * From now on what this host holds outlives its tab. Rejects with FoyerError DISK_FULL or DISK_FAILED; then
   * nothing of it is left in the browser.
   */
  keep(): Promise<void>
  /** Removes all of it, the key too; the visit goes on in memory. */
  remove(): Promise<void>
}
