import { contract } from '../../src-core/bridge/contract.ts'
import type { Port } from '../../src-core/bridge/port.ts'
import { serve } from '../../src-core/bridge/serve.ts'
import type { Caller } from '../../src-core/bridge/types.ts'
import { createHost } from '../../src-core/host/createHost.ts'
import { createOwnFork } from '../../src-core/host/forks/ownFork.ts'
import { createGroups } from '../../src-core/host/groups/groupBook.ts'
import { createSpaceMailbox } from '../../src-core/host/mailbox/spaceMailbox.ts'
import { createRemoteTransport } from '../../src-core/host/remoteTransport.ts'
import { createCompactor } from '../../src-core/host/space/compactor.ts'
import { createSnapshotMaker } from '../../src-core/host/space/snapshotMaker.ts'
import { createVersionService } from '../../src-core/host/versions/versionService.ts'
import type { Keychain } from '../../src-core/ports/index.ts'
import { createRelayClient } from '../../src-core/sync/index.ts'
import { type BulkRoutes, createBulkRoutes } from '../bulk/createBulkRoutes.ts'
import { createVault } from '../profile/createVault.ts'
import { openRelaySocket } from '../relaySocket.ts'
import { createNetwork, deviceLabel, systemClock, systemRandom } from './system.ts'

export interface HostRuntimeOptions {
  readonly kind: 'desktop' | 'browser'
  readonly profileDir: string
  readonly keychain: Keychain | null
  readonly relay: { readonly url: string; readonly embedded: boolean }
  /** Told of failures nobody asked for; never content, never secrets. */
  readonly log: (message: string, error?: unknown) => void
}

export interface HostRuntime {
  /** Serves the contract on `port` until it closes. */
  serve(port: Port, caller: Caller): void
  readonly bulk: BulkRoutes
  openLink(link: string): void
  /** There is a profile, and it waits for its passphrase. */
  readonly needsPassphrase: boolean
  /** Throws FoyerError WRONG_PASSPHRASE and others. */
  unlock(passphrase: string): Promise<void>
  /** Closes and locks the profile. */
  close(): void
}

/** A host on this machine's own disk and network, wherever it runs: worker thread or process. */
export async function createHostRuntime(options: HostRuntimeOptions): Promise<HostRuntime> {
  const { kind, profileDir, keychain, relay, log } = options
  const [clock, random] = [systemClock, systemRandom]
  const remote = createRemoteTransport({ random })
  const vault = createVault({ dir: profileDir, keychain, random })
  const state = vault.state()
  const host = createHost({
    createMailbox: createSpaceMailbox,
    createGroups,
    createCompactor,
    createSnapshotMaker,
    createOwnFork,
    versions: { now: createVersionService },
    kind,
    vault,
    createSignaling: (urls) =>
      createRelayClient({ urls, openSocket: openRelaySocket, clock, random }),
    transport: remote.transport,
    clock,
    random,
    deviceLabel: deviceLabel(),
    relay,
    // A relay in this very process is reached without any network.
    ...(relay.embedded ? {} : { network: createNetwork(clock) }),
    log,
  })
  const handlers = {
    ...host.handlers,
    transport: {
      lease: remote.lease,
      report: ({ events }: { readonly events: Parameters<typeof remote.report>[0] }) =>
        remote.report(events),
    },
  }
  const bulk = createBulkRoutes(
    {
      putPiece: host.files.putPiece,
      readPiece: host.files.readPiece,
      fileInfo: host.files.describe,
      takeFrames: remote.takeFrames,
      putFrames: remote.putFrames,
    },
    (error, route) => log(`${route} failed`, error),
  )
  await host.start()
  return {
    serve(port, caller) {
      serve(port, contract, handlers, caller, {
        onError: (error, method) => log(`${method} failed`, error),
      })
    },
    bulk,
    openLink: host.incomingLink,
    needsPassphrase: state.type === 'closed' && state.needsPassphrase,
    unlock: host.unlock,
    close: host.close,
  }
}
