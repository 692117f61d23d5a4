import { chainMutations } from './chains.ts'
import { deviceMutations } from './devices.ts'
import { envelopeMutations } from './envelopes.ts'
import { epochMutations } from './epochs.ts'
import { fileMutations } from './files.ts'
import { groupMutations } from './groups.ts'
import { identityMutations } from './identity.ts'
import { invitationMutations } from './invitations.ts'
import { linkMutations } from './links.ts'
import { logMutations } from './log.ts'
import type { Mutation } from './mutation.ts'
import { readerMutations } from './readers.ts'
import { relayMutations } from './relays.ts'
import { segmentMutations } from './segments.ts'
import { snapshotMutations } from './snapshots.ts'

export type { Change, Mutation } from './mutation.ts'

/** Every rule taken out once, at least: the table in test/adversary/README.md says how it ended. */
export const mutations: readonly Mutation[] = [
  ...identityMutations,
  ...logMutations,
  ...epochMutations,
  ...groupMutations,
  ...invitationMutations,
  ...envelopeMutations,
  ...chainMutations,
  ...segmentMutations,
  ...snapshotMutations,
  ...fileMutations,
  ...linkMutations,
  ...relayMutations,
  ...deviceMutations,
  ...readerMutations,
]
