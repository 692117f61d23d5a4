import type { DocId, EntryHash, SpaceId } from '../base/ids.ts'
import { createAside } from '../host/space/aside.ts'
import { createChains } from '../host/space/chains.ts'
import { type CreateCompactor, createCompactor } from '../host/space/compactor.ts'
import { createForks } from '../host/space/forks.ts'
import { createInbox } from '../host/space/inbox.ts'
import { createNamedBranches, type NamedBranches } from '../host/space/namedBranches.ts'
import { createOverlaps } from '../host/space/overlaps.ts'
import { createPruner } from '../host/space/pruner.ts'
import { createQuarantine } from '../host/space/quarantine.ts'
import type { Refusal } from '../host/space/refusals.ts'
import { createSealedNotes } from '../host/space/sealedNotes.ts'
import { createSnapshotSettler } from '../host/space/snapshotSettler.ts'
import { createSnapshots } from '../host/space/snapshots.ts'
import { createSpaceDocuments, type SpaceDocuments } from '../host/space/spaceDocuments.ts'
import { createSpaceMembership } from '../host/space/spaceMembership.ts'
import { createVerdicts, type Verdicts } from '../host/space/verdicts.ts'
import { createWriteFailure } from '../host/space/writeFailure.ts'
import { type IdentityWithSecrets, namedEnvelopes } from '../membership/index.ts'
import type { Clock, Random, Storage } from '../ports/index.ts'
import { createMemoryStorage } from '../ports/memory/index.ts'

export interface SpacePartsOptions {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly log: readonly { readonly hash: EntryHash; readonly bytes: Uint8Array }[]
  readonly clock: Clock
  readonly random: Random
  readonly storage?: Storage
}

const DATA_KEY = new Uint8Array(32).fill(3)

/** One device's replica of a Space: what judges, keeps and applies, without network, pages and people. */
export function createSpaceParts(options: SpacePartsOptions) {
  const { spaceId, identity, clock, random, storage = createMemoryStorage() } = options
  const place = { spaceId, storage, random, dataKey: DATA_KEY }
  const row = { ...place, addedAt: 0, sample: false, name: 'Loft', enamel: 'moss', parent: null }
  if (!storage.spaces.get(spaceId))
    storage.spaces.put({ ...row, document: false, readOrder: 0, readAt: 0 })
  for (const { hash, bytes } of options.log) storage.log.append(spaceId, hash, bytes)
  const membership = createSpaceMembership({ spaceId, identity, storage, clock, random })
  const chains = createChains(
    spaceId,
    storage,
    (deviceId) => verdicts.lastSeq(deviceId),
    (deviceId, seq) =>
      namedEnvelopes(membership.state(), deviceId).find((named) => named.seq === seq)?.hash,
  )
  const notes = <T>(kind: 'proof' | 'suspect' | 'verdict' | 'aside' | 'snapshot') =>
    createSealedNotes<T>({ ...place, kind })
  const forks = createForks({ ...{ spaceId, storage, membership, clock }, notes: notes('proof') })
  const quarantine = createQuarantine({ spaceId, storage, clock, notes: notes('suspect') })
  const branches: NamedBranches = createNamedBranches({
    ...{ spaceId, self: identity.deviceId, storage, membership, chains },
    provenEnd: forks.provenEnd,
    snapshots: () => snapshots,
    agrees: (bytes) => createOverlaps({ membership, chains, verdicts }).agrees(bytes),
  })
  const aside = createAside(notes('aside'), clock)
  const verdicts: Verdicts = createVerdicts({
    membership,
    chains,
    notes: notes('verdict'),
    kindOf: (docId: DocId) => documents.placeOf(docId).kind,
    chain: (deviceId, from, limit) => storage.envelopes.ofDevice(spaceId, deviceId, from, limit),
    provenEnd: forks.provenEnd,
    branchEnd: branches.lastSeq,
    isDropped: quarantine.isDropped,
  })
  const snapshots = createSnapshots({
    ...{ spaceId, storage, membership, verdicts },
    notes: notes('snapshot'),
  })
  const documents: SpaceDocuments = createSpaceDocuments({
    ...place,
    identity,
    membership,
    chains,
    verdicts,
    snapshots,
    failure: createWriteFailure(),
    clock,
    announce: () => {},
    onMeta: () => {},
  })
  const settler = createSnapshotSettler({
    ...{ spaceId, storage, membership, chains, verdicts, snapshots, documents, quarantine, clock },
    onEffect: (_, { docId }) => pruner.look(docId),
    onRefused: (_, reason) => void refusedSnapshots.push(reason),
  })
  const settle = settler.look
  const left: DocId[] = []
  const owner = { knows: true }
  const pruner = createPruner({
    ...{ spaceId, storage, snapshots, clock },
    isKnownToOwner: () => owner.knows,
    onLeft: (docId) => void left.push(docId),
  })
  const refusedSnapshots: string[] = []
  const rejudge = () => {
    const rejudged = verdicts.rejudge()
    if (rejudged) documents.rebuild(rejudged)
    documents.unfill()
    settle()
  }
  rejudge()
  membership.onChange(rejudge)
  forks.onChange(rejudge)
  const refused: Refusal[] = []
  const inbox = createInbox({
    ...{ spaceId, storage, membership, chains, documents, verdicts, quarantine, clock },
    ...{ branches, aside, snapshots, onBranch: rejudge },
    onForked: forks.learn,
    onAccepted: settle,
    onRefused: (refusal) => void refused.push(refusal),
  })
  const own = { ...place, identity, membership, verdicts, documents, snapshots, clock }
  const compact = (more: Pick<Parameters<CreateCompactor>[0], 'onSegment' | 'segmentsOf'>) =>
    createCompactor({ ...own, ...more })
  const rows = (of = identity.deviceId) =>
    storage.envelopes.ofDevice(spaceId, of, 1, Number.MAX_SAFE_INTEGER)
  const close = () => {
    pruner.stop()
    settler.stop()
    documents.close()
    membership.close()
  }
  return {
    ...{ storage, membership, chains, forks, verdicts, documents, inbox, refused, rows },
    ...{ branches, aside, compact, close, snapshots, settle, refusedSnapshots, left },
    stopPruning: pruner.stop,
    /** The owner is known to have what this device has. */
    ownerKnows(knows: boolean) {
      owner.knows = knows
      pruner.heardOfOthers()
    },
  }
}
