import type { Disposer } from '../../src-core/base/disposer.ts'
import { createTransportPage, type TransportPageOptions } from './transportPage.ts'

/** How long to wait before asking for a lease again that the host has ended, in ms. */
const AGAIN_AFTER_MS = 500

/**
 * A transport page for as long as its connection to the host lasts: where the host ends the lease, it
 * asks again. Call it once for every connection; the disposer ends it.
 */
export function keepTransport(options: Omit<TransportPageOptions, 'onEnd'>): Disposer {
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let current: Disposer = () => {}

  const begin = () => {
    current = createTransportPage({
      ...options,
      onEnd(error) {
        const isGone = error !== undefined && 'code' in error && error.code === 'CLOSED'
        // A port that is closed stays closed; its owner connects anew and calls this again.
        if (!stopped && !isGone) timer = setTimeout(begin, AGAIN_AFTER_MS)
      },
    })
  }
  begin()
  return () => {
    stopped = true
    clearTimeout(timer)
    current()
  }
}

/** The browser's own WebRTC. */
export const browserRtc = (configuration: RTCConfiguration): RTCPeerConnection =>
  new RTCPeerConnection(configuration)
