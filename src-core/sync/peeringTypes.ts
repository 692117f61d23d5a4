import type { Disposer } from '../base/disposer.ts'
import type { DeviceId, UserId } from '../base/ids.ts'
import type { DeviceCertificate, IdentityWithSecrets } from '../membership/index.ts'
import type {
  Clock,
  Lane,
  LinkOptions,
  LinkRoute,
  Random,
  Signaling,
  Transport,
} from '../ports/index.ts'

export type LinkPurpose = 'space' | 'invitation' | 'device'

/** What the members of one epoch, or the two sides of one invitation, have in common. 32 bytes each. */
export interface ScopeKeysWithSecrets {
  readonly topicKey: Uint8Array
  readonly signalKey: Uint8Array
  readonly psk: Uint8Array
}

export interface PeeringScope {
  readonly purpose: LinkPurpose
  /** Current first; the others are listened on only (at most four epochs, rule 17). */
  readonly keys: readonly ScopeKeysWithSecrets[]
  /** Where only one device may answer: the inviter of a link. */
  readonly expectedPeer?: DeviceId
}

export interface PeeringOptions {
  readonly scope: PeeringScope
  readonly identity: IdentityWithSecrets
  readonly signaling: Signaling
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  /**
   * Whether this device may have a link. Called with certificates that are signed by the root key they
   * name and by nothing else: for a Space, compare them with the log (`sameCertificate`).
   */
  isAllowed(certificate: DeviceCertificate): boolean
  /** Somebody may be looked for who does not know the first of the keys: announced is under the others too. */
  seeksOlder?(): boolean
  /** Default 12. */
  readonly maxPeers?: number
  readonly ice?: Pick<LinkOptions, 'iceServers' | 'relayOnly'>
  /** Told about refused signals and failed links; never carries content or secrets. */
  readonly log?: (message: string) => void
}

/** A device whose links failed or were refused, for "why is Bob not here". */
export interface LinkFailure {
  readonly device: DeviceId
  readonly reason: string
}

export interface Peering {
  /** Links that are open and authenticated, one a device. */
  links(): readonly SecureLink[]
  /** Calls `listener` for every link opened from now on. */
  onLink(listener: (link: SecureLink) => void): Disposer
  onFailure(listener: (failure: LinkFailure) => void): Disposer
  /** Asks `isAllowed` again for every link and closes those it refuses (rule 22). */
  recheck(): void
  /** After a rotation. Links that are open stay. */
  setKeys(keys: readonly ScopeKeysWithSecrets[]): void
  /** Hands an open link over to its caller: it outlives this peering. */
  release(device: DeviceId): SecureLink | undefined
  /** Takes a link that another peering released; it is not announced by `onLink`. */
  adopt(link: SecureLink): void
  /** Closes all links that were not released. */
  close(): void
}

/** An authenticated link to one device. Messages arrive whole, once and in order on each lane. */
export interface SecureLink {
  readonly device: DeviceId
  readonly user: UserId
  readonly certificate: DeviceCertificate
  readonly purpose: LinkPurpose
  /** Rule 20's `T`, 32 bytes: the same on both sides, different for every link. */
  readonly transcript: Uint8Array
  /** True on the side that made the offer. */
  readonly initiator: boolean
  readonly route: LinkRoute
  /** At most 8 MiB. Queued without limit: bulk senders look at `waiting` first. */
  send(lane: Lane, message: Uint8Array): void
  /** Bytes queued on a lane and not yet taken by the transport. */
  waiting(lane: Lane): number
  /** Called whenever a lane that had bytes waiting has none. */
  onDrain(listener: (lane: Lane) => void): Disposer
  /** Messages that arrive while nobody listens are kept for the first listener. */
  onMessage(listener: (lane: Lane, message: Uint8Array) => void): Disposer
  /** Called once, whoever closed it; at once when it is closed already. */
  onClose(listener: (reason: string) => void): Disposer
  close(reason: string): void
}
