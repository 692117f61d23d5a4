import type { Clock, Keeping, Random, Signaling, Transport, Vault } from '../ports/index.ts'
import type { CreateOwnFork } from './forks/ownFork.ts'
import type { CreateGroups } from './groups/groupBook.ts'
import type { CreateSpaceMailbox } from './mailbox/spaceMailbox.ts'
import type { CreateCompactor } from './space/compactor.ts'
import type { CreateSnapshotMaker } from './space/snapshotMaker.ts'
import type { VersionsSource } from './versions/versionService.ts'

export interface HostOptions {
  readonly kind: 'desktop' | 'browser' | 'guest'
  readonly vault: Vault
  /** Called once an unlocked profile needs relays; closed when it is locked. */
  readonly createSignaling: (relays: readonly string[]) => Signaling
  readonly transport: Transport
  readonly clock: Clock
  readonly random: Random
  /** What other people see this device called: "laptop", "browser". */
  readonly deviceLabel: string
  /** The relay for new Spaces, a ws(s) address; `embedded` when it runs in this very process. */
  readonly relay: { readonly url: string; readonly embedded: boolean }
  /** Guest page: how the visit can outlive its tab. */
  readonly keeping?: Keeping
  /** Hidden groups (rule 10); a host without takes none in. */
  readonly createGroups?: CreateGroups
  /** What speaks with relays' mailboxes (rule 23); without it none are used. */
  readonly createMailbox?: CreateSpaceMailbox
  /** Joins what this device wrote into segments (rule 16); without it nothing is joined. */
  readonly createCompactor?: CreateCompactor
  /** Signs snapshots of long documents by itself (rule 16); without it nothing is signed unless it is asked for. */
  readonly createSnapshotMaker?: CreateSnapshotMaker
  /** Lets a device that went on from a backup leave what it wrote and post it again (rule 35). */
  readonly createOwnFork?: CreateOwnFork
  /** Keeps versions of notes (rule 16); without it there are none. */
  readonly versions?: VersionsSource
  /** False while this machine has no network at all. */
  readonly network?: { online(): boolean; onChange(listener: () => void): () => void }
  /** Told about failures nobody asked for; never carries content or secrets. */
  readonly log?: (message: string, error?: unknown) => void
}
