import { isUtf8 } from 'node:buffer'
import { MAX_RELAYED_BYTES, relayedPublishStart } from '../../src-core/sync/relayProtocol.ts'

/**
 * Whether what another relay sent may be passed on. Other relays are trusted, but looked at as far as
 * it is cheap: it must be for this very topic, of a size that clients take, and no text that they would
 * have to hang up on.
 */
export function isPublishTo(topic: string, text: Uint8Array): boolean {
  const start = Buffer.from(relayedPublishStart(topic))
  const begin = text.subarray(0, start.length)
  return text.length <= MAX_RELAYED_BYTES && start.equals(begin) && isUtf8(text)
}
