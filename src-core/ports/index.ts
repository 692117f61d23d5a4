export type { Blobs } from './blobs.ts'
export type { Clock } from './clock.ts'
export type { Keeping, KeepingState } from './keeping.ts'
export type { Keychain } from './keychain.ts'
export type { Mailboxes, MailboxFetched, MailboxPut, MailboxRelay } from './mailboxes.ts'
export type { Random } from './random.ts'
export type { OpenRelaySocket, RelaySocket, RelaySocketEvents } from './relaySocket.ts'
export type { RelayState, RelayStatus, Signaling } from './signaling.ts'
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
