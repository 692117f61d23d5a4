import type { Storage } from '../ports/index.ts'

/** One opening of the profile on this device (WS-26, MS-6). It stays here, and nobody is told. */
export interface SignIn {
  /** ms since 1970. */
  readonly at: number
  /** How many wrong passphrases were tried before it, since Foyer was started. */
  readonly wrong: number
}

const KEY = 'signIns'
/** So many are kept, the newest. */
const MOST = 20

/** Newest first. */
export function readSignIns({ settings }: Storage): readonly SignIn[] {
  return JSON.parse(settings.get(KEY) ?? '[]')
}

export function noteSignIn(storage: Storage, signIn: SignIn): void {
  const all = [signIn, ...readSignIns(storage)].slice(0, MOST)
  storage.transaction(() => storage.settings.set(KEY, JSON.stringify(all)))
}
