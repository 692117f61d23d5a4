import type { Disposer } from '../base/disposer.ts'
import type { LinkId } from '../base/ids.ts'

/**
 * `live`: handshake, log, presence, edits; `bulk`: first sync and file chunks. Both are ordered and
 * reliable data channels; the media tracks of calls will be a third kind beside them.
 */
export type Lane = 'live' | 'bulk'

/** What must reach the other side before a link is open: session descriptions and ICE candidates. */
export type LinkSignal =
  | { readonly type: 'description'; readonly kind: 'offer' | 'answer'; readonly sdp: string }
  | {
      readonly type: 'candidate'
      readonly candidate: string
      readonly sdpMid: string | null
      readonly sdpMLineIndex: number | null
    }

/** A STUN or TURN server, in the words of RTCIceServer. */
export interface IceServer {
  readonly urls: readonly string[]
  readonly username?: string | undefined
  readonly credential?: string | undefined
}

export interface LinkOptions {
  /** Perfect negotiation: the polite side yields, and only the impolite one makes the first offer. */
  readonly polite: boolean
  readonly iceServers: readonly IceServer[]
  /** Only candidates of a TURN server, so that peers do not see each other's address. */
  readonly relayOnly: boolean
}

/** How the two pages reach each other, as far as the browser tells. */
export type LinkRoute = 'direct' | 'relayed' | 'unknown'

export interface LinkOpened {
  /** Lower-case hex SHA-256 of the remote DTLS certificate, null where the browser does not tell. */
  readonly remoteCertificate: string | null
  readonly route: LinkRoute
}

/** One WebRTC connection. Nothing on it is trusted before the handshake of protocol rule 20. */
export interface TransportLink {
  readonly id: LinkId
  /** Hands over a signal of the other side, already checked by rule 21. */
  receiveSignal(signal: LinkSignal): void
  onSignal(listener: (signal: LinkSignal) => void): Disposer
  onOpen(listener: (opened: LinkOpened) => void): Disposer
  /** One wire frame of at most 64 KiB. False: the lane is full; wait for `onDrain`, then send again. */
  send(lane: Lane, frame: Uint8Array): boolean
  onDrain(listener: (lane: Lane) => void): Disposer
  onFrame(listener: (lane: Lane, frame: Uint8Array) => void): Disposer
  /** Called once, whoever closed it. */
  onClose(listener: (reason: string) => void): Disposer
  close(reason: string): void
}

/** Makes links while a transport page holds the lease; without one there is no sync. */
export interface Transport {
  readonly available: boolean
  onAvailable(listener: (available: boolean) => void): Disposer
  open(options: LinkOptions): TransportLink
}
