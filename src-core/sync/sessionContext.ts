import type { Clock, Lane } from '../ports/index.ts'
import type { Gossip } from './gossip.ts'
import type { SessionMessage } from './messages.ts'
import type { SecureLink } from './peeringTypes.ts'
import type { Replica } from './sessionTypes.ts'

/** What the parts of one session share. */
export interface SessionContext {
  readonly link: SecureLink
  readonly replica: Replica
  readonly clock: Clock
  readonly gossip: Gossip
  say(lane: Lane, message: SessionMessage): void
  /** The hello came, and the log knows the peer: the Space may be spoken of. */
  isTrusted(): boolean
}
