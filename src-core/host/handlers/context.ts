import type { Runtime } from '../runtime.ts'

/** What every group of handlers is given. Throws FoyerError LOCKED while no profile is open. */
export type RuntimeSource = () => Runtime
