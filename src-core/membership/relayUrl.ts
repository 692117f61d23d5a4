import { MAX_RELAY_BYTES } from './actions.ts'

/** `ws://` or `wss://`, a host, perhaps a port and a path: no user, query or fragment (rule 26). */
const PATTERN = /^wss?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:\/[\w.~/-]*)?$/i

export const isRelayUrl = (text: string): boolean =>
  text.length <= MAX_RELAY_BYTES && PATTERN.test(text)
