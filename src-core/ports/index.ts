export type { Blobs } from './blobs.ts'
export type { Clock } from './clock.ts'
export type * from './envelopeStore.ts'
export type * from './feedStore.ts'
export type * from './fileStore.ts'
export type * from './givenStore.ts'
export type { Keeping, KeepingState } from './keeping.ts'
export type { Keychain } from './keychain.ts'
export type { Mailboxes, MailboxFetched, MailboxPut, MailboxRelay } from './mailboxes.ts'
export type * from './personalStore.ts'
export type { Random } from './random.ts'
export type { OpenRelaySocket, RelaySocket, RelaySocketEvents } from './relaySocket.ts'
export type { RelayState, RelayStatus, Signaling } from './signaling.ts'
export type * from './spaceStore.ts'
export type * from './storage.ts'
export type {
  IceServer,
  Lane,
  LinkOpened,
  LinkOptions,
  LinkRoute,
  LinkSignal,
  Transport,
  TransportLink,
} from './transport.ts'
export type { OpenedProfile, Vault, VaultState } from './vault.ts'
export type * from './versionStore.ts'
