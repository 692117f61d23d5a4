import type { FileId, SpaceId } from '../base/ids.ts'
import type { FoyerContract } from '../bridge/contract.ts'
import type { Handlers } from '../bridge/types.ts'
import { createAppHandlers, createIncomingLinks } from './handlers/appHandlers.ts'
import { createDeviceHandlers } from './handlers/deviceHandlers.ts'
import { createFeedHandlers } from './handlers/feedHandlers.ts'
import { createGroupHandlers } from './handlers/groupHandlers.ts'
import { createIntroductionHandlers } from './handlers/introductionHandlers.ts'
import { createInvitationHandlers } from './handlers/invitationHandlers.ts'
import {
  createBodyHandlers,
  createCommentHandlers,
  createFileHandlers,
  createSearchHandlers,
} from './handlers/itemHandlers.ts'
import { createKeepingHandlers } from './handlers/keepingHandlers.ts'
import { createMemberHandlers } from './handlers/memberHandlers.ts'
import { createRecipientHandlers } from './handlers/recipientHandlers.ts'
import { createRecoveryHandlers } from './handlers/recoveryHandlers.ts'
import { createSpaceHandlers } from './handlers/spaceHandlers.ts'
import { createVersionHandlers } from './handlers/versionHandlers.ts'
import type { HostOptions } from './hostOptions.ts'
import { createHostState } from './hostState.ts'

/** The large bytes of `bridge/bulk.ts`, from the host's side. All throw FoyerError. */
export interface HostFiles {
  putPiece(spaceId: SpaceId, fileId: FileId, offset: number, piece: Uint8Array): void
  readPiece(spaceId: SpaceId, fileId: FileId, offset: number, length: number): Uint8Array
  describe(spaceId: SpaceId, fileId: FileId): { name: string; mime: string; sizeBytes: number }
}

export interface Host {
  /** All of the contract but `transport`, which belongs to whoever owns the transport page. */
  readonly handlers: Omit<Handlers<FoyerContract>, 'transport'>
  readonly files: HostFiles
  /** Opens what can be opened without a person; never rejects for an expected failure. */
  start(): Promise<void>
  /** Unattended start with FOYER_PASSPHRASE. Throws FoyerError WRONG_PASSPHRASE and others. */
  unlock(passphrase: string): Promise<void>
  /** A `foyer://join/…` link from the operating system. */
  incomingLink(link: string): void
  close(): void
}

/** The façade that the bridge serves: ports in, contract out. */
export function createHost(options: HostOptions): Host {
  const host = createHostState(options)
  const incoming = createIncomingLinks()
  const { runtime } = host
  const { clock, random } = options

  const file = (spaceId: SpaceId) => runtime().space(spaceId).files

  return {
    handlers: {
      app: createAppHandlers({ host, options, incoming }),
      spaces: createSpaceHandlers(runtime),
      feed: createFeedHandlers(runtime, clock),
      comments: createCommentHandlers(runtime),
      devices: createDeviceHandlers(host),
      bodies: createBodyHandlers(runtime),
      files: createFileHandlers(runtime),
      invitations: createInvitationHandlers({
        runtime,
        email: host.email,
        clock,
        random,
      }),
      groups: createGroupHandlers(runtime),
      introduction: createIntroductionHandlers(host),
      keeping: createKeepingHandlers(options.keeping),
      members: createMemberHandlers(runtime),
      recipients: createRecipientHandlers(runtime),
      recovery: createRecoveryHandlers(host),
      search: createSearchHandlers(runtime),
      versions: createVersionHandlers(runtime),
    },
    files: {
      putPiece: (spaceId, fileId, offset, piece) => file(spaceId).putPiece(fileId, offset, piece),
      readPiece: (spaceId, fileId, offset, length) => file(spaceId).read(fileId, offset, length),
      describe: (spaceId, fileId) => file(spaceId).describe(fileId),
    },
    start: host.start,
    unlock: (passphrase) => host.unlock(passphrase),
    incomingLink: incoming.push,
    close: host.close,
  }
}
