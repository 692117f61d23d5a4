export { type Coalescer, createCoalescer } from './coalesce.ts'
export {
  chainHash,
  type EnvelopeHeader,
  envelopeHash,
  firstSeqOf,
  MAX_LOG_HEADS,
  MAX_PAYLOAD_BYTES,
  openHeader,
  openPayload,
  prevIn,
  type SealedEnvelope,
  sealEnvelope,
  verifyEnvelope,
} from './envelope.ts'
export { inBatches } from './inBatches.ts'
export { createPeering } from './peering.ts'
export type {
  Peering,
  PeeringOptions,
  ScopeKeysWithSecrets,
  SecureLink,
} from './peeringTypes.ts'
export { createRelayClient } from './relayClient.ts'
export { createSession } from './session.ts'
export type { Replica, Session } from './sessionTypes.ts'
export { encodeStub, isStub, openStub, type Stub } from './stub.ts'
