/** A connection may be interrupted for so long, in ms, before the link counts as lost. */
const LOST_AFTER_MS = 5000

export interface InterruptionOptions {
  readonly connection: RTCPeerConnection
  /** The impolite side looks for another way, so that the two do not offer at once. */
  readonly polite: boolean
  readonly onLost: (reason: string) => void
}

/**
 * What happens when packets stop. First another way to the other side is looked for: an ICE restart, whose
 * descriptions travel inside the link, as far as one direction of it still carries them, with the
 * certificate of before (rule 21). Where that does not help in time, the link is lost, and a new one is
 * made through the relay. Returns how to stop watching.
 */
export function watchInterruptions({
  connection,
  polite,
  onLost,
}: InterruptionOptions): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const isInterrupted = () => connection.connectionState === 'disconnected'

  const giveUp = () => {
    timer = undefined
    if (isInterrupted()) onLost('the connection was lost')
  }

  connection.onconnectionstatechange = () => {
    if (connection.connectionState === 'failed') onLost('no way to the other side')
    if (!isInterrupted()) {
      clearTimeout(timer)
      timer = undefined
    } else if (timer === undefined) {
      timer = setTimeout(giveUp, LOST_AFTER_MS)
      if (!polite) connection.restartIce()
    }
  }
  return () => clearTimeout(timer)
}
