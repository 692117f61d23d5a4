import type { LinkSignal } from '../../src-core/ports/index.ts'

export interface NegotiationOptions {
  readonly connection: RTCPeerConnection
  readonly polite: boolean
  readonly send: (signal: LinkSignal) => void
  readonly onFailure: (reason: string) => void
}

/**
 * Perfect negotiation (W3C WebRTC 1.0, section 10.7), with one rule more: the polite side makes no
 * offer before it has seen one, so that the first offer is always the impolite side's. Later ones, for
 * media tracks or an ICE restart, may come from either.
 */
export function createNegotiation(options: NegotiationOptions): (signal: LinkSignal) => void {
  const { connection, polite, send, onFailure } = options
  let makingOffer = false
  let heldCandidates: RTCIceCandidateInit[] = []
  let work: Promise<void> = Promise.resolve()

  /** Signals are applied one after another: a description takes time. */
  const inTurn = (task: () => Promise<void>) => {
    work = work.then(task).catch((error: unknown) => {
      if (connection.signalingState !== 'closed') onFailure(`signal refused: ${String(error)}`)
    })
  }

  const describe = async () => {
    await connection.setLocalDescription()
    const { localDescription } = connection
    if (!localDescription) return
    const kind = localDescription.type === 'answer' ? 'answer' : 'offer'
    send({ type: 'description', kind, sdp: localDescription.sdp })
  }

  connection.onnegotiationneeded = async () => {
    if (polite && !connection.remoteDescription) return
    makingOffer = true
    try {
      await describe()
    } catch (error) {
      if (connection.signalingState !== 'closed') onFailure(`no offer: ${String(error)}`)
    } finally {
      makingOffer = false
    }
  }
  connection.onicecandidate = ({ candidate }) => {
    if (!candidate?.candidate) return
    const { candidate: text, sdpMid, sdpMLineIndex } = candidate
    send({ type: 'candidate', candidate: text, sdpMid, sdpMLineIndex })
  }

  const receiveDescription = async (kind: 'offer' | 'answer', sdp: string) => {
    // Delivery may repeat an answer; there is nothing left for it to answer.
    if (kind === 'answer' && connection.signalingState !== 'have-local-offer') return
    const collides = kind === 'offer' && (makingOffer || connection.signalingState !== 'stable')
    if (!polite && collides) return
    await connection.setRemoteDescription({ type: kind, sdp })
    if (kind === 'offer') await describe()
    const held = heldCandidates
    heldCandidates = []
    for (const candidate of held) await addCandidate(candidate)
  }

  const addCandidate = async (candidate: RTCIceCandidateInit) => {
    // Delivery may reorder: a candidate can arrive before the description it belongs to.
    if (!connection.remoteDescription) {
      if (heldCandidates.length < 256) heldCandidates.push(candidate)
      return
    }
    try {
      await connection.addIceCandidate(candidate)
    } catch {
      // One bad candidate of many, or one of an ignored offer, does not spoil the others.
    }
  }

  return (signal) =>
    inTurn(() =>
      signal.type === 'description'
        ? receiveDescription(signal.kind, signal.sdp)
        : addCandidate({
            candidate: signal.candidate,
            sdpMid: signal.sdpMid,
            sdpMLineIndex: signal.sdpMLineIndex,
          }),
    )
}
