import type { Disposer } from '../base/disposer.ts'
import type { Topic } from '../base/ids.ts'
import type { Mailboxes } from './mailboxes.ts'
import type { IceServer } from './transport.ts'

export type RelayStatus = 'connecting' | 'online' | 'offline'

export interface RelayState {
  readonly url: string
  readonly status: RelayStatus
  /** What its owner says of it, once it has been heard. */
  readonly about?: { readonly operator: string | null; readonly region: string | null }
}

/**
 * Opaque topics and sealed payloads over all configured relays at once (protocol rule 17). Delivery is
 * best effort: payloads may be lost, repeated (once a relay) or reordered. Never throws after creation.
 */
export interface Signaling {
  /** Listens on `topic` until disposed; several subscriptions to one topic share one at the relay. */
  subscribe(topic: Topic, onPayload: (payload: Uint8Array) => void): Disposer
  /** At most 40 KiB of payload. Queued (bounded, oldest dropped) while no relay is online. */
  publish(topic: Topic, payload: Uint8Array): void
  setRelays(urls: readonly string[]): void
  states(): readonly RelayState[]
  onStates(listener: (states: readonly RelayState[]) => void): Disposer
  /** Of the relays that keep one; absent where the adapter cannot speak to them. */
  readonly mailboxes?: Mailboxes
  /** STUN and TURN servers that the relays offer now; absent where the adapter cannot ask. */
  readonly iceServers?: () => readonly IceServer[]
  close(): void
}
