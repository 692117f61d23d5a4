import type { Settings } from '../bridge/contract.ts'
import type { Storage } from '../ports/index.ts'

const KEY = 'settings'

export const DEFAULT_SETTINGS: Settings = {
  language: null,
  theme: 'system',
  singleKeys: true,
  detailsOpen: true,
  hideAddress: false,
  useMailbox: true,
}

/** What the person chose, and the defaults for the rest. */
export function readSettings({ settings }: Storage): Settings {
  const kept = settings.get(KEY)
  return kept ? { ...DEFAULT_SETTINGS, ...JSON.parse(kept) } : DEFAULT_SETTINGS
}

export function writeSettings(storage: Storage, change: object): void {
  const next = JSON.stringify({ ...readSettings(storage), ...change })
  storage.transaction(() => storage.settings.set(KEY, next))
}
