import type { Storage } from '../ports/index.ts'

const KEY = 'fromKit'

/** This profile began with a recovery kit: its Spaces are to be taken back. */
export function noteKit(storage: Storage): void {
  storage.transaction(() => storage.settings.set(KEY, 'yes'))
}

export const isFromKit = ({ settings }: Storage): boolean => settings.get(KEY) !== undefined
