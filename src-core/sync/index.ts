export { type Coalescer, type CoalescerOptions, createCoalescer } from './coalesce.ts'
export {
  type EnvelopeContent,
  type EnvelopeHeader,
  type EnvelopeKind,
  envelopeHash,
  MAX_PAYLOAD_BYTES,
  openHeader,
  openPayload,
  type SealedEnvelope,
  sealEnvelope,
  verifyEnvelope,
} from './envelope.ts'
export { MAX_ENVELOPE_BYTES, MAX_PRESENCE_BYTES } from './limits.ts'
export { createPeering } from './peering.ts'
export type {
  LinkFailure,
  LinkPurpose,
  Peering,
  PeeringOptions,
  PeeringScope,
  ScopeKeysWithSecrets,
  SecureLink,
} from './peeringTypes.ts'
export { createRelayClient } from './relayClient.ts'
export { createSession } from './session.ts'
export type { Replica, Session, SessionOptions } from './sessionTypes.ts'
