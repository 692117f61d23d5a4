/** What happened in the stand-in, for tests to look at: serialisable, never cleared. */
export interface StandInRecord {
  /** What Electron would let pass or fail silently, and a reviewer would not. */
  readonly warnings: string[]
  readonly preloadErrors: string[]
  /** Addresses given to the system by `shell.openExternal`. */
  readonly opened: string[]
  readonly permissions: {
    permission: string
    origin: string
    granted: boolean
    byDefault: boolean
  }[]
  readonly windowOpens: { url: string; action: string }[]
  readonly protocolClients: string[]
  /** Requests of a page to anything but the app itself; they are refused. */
  readonly foreignRequests: string[]
  readonly errorBoxes: string[]
  readonly console: string[]
}

export const record: StandInRecord = {
  warnings: [],
  preloadErrors: [],
  opened: [],
  permissions: [],
  windowOpens: [],
  protocolClients: [],
  foreignRequests: [],
  errorBoxes: [],
  console: [],
}
