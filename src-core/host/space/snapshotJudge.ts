import type { Steps } from '../../base/steps.ts'
import { tagOf } from '../../documents/index.ts'
import {
  checkStateInSteps,
  createComparison,
  type Snapshot,
} from '../../documents/snapshots/index.ts'
import type { CoveredDevices } from './coveredDevices.ts'
import { createSnapshotBases, type SnapshotBases } from './snapshotBases.ts'
import type { Snapshots } from './snapshots.ts'
import { type NotedSnapshot, OTHER_BRANCH } from './snapshotTypes.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import { createWrittenHere, type WrittenHereOptions } from './writtenHere.ts'

export interface SnapshotJudgeOptions extends WrittenHereOptions {
  readonly membership: Pick<SpaceMembership, 'epoch' | 'writerByTag'>
  readonly snapshots: Pick<Snapshots, 'open' | 'inEffect'>
  readonly documents: Pick<SpaceDocuments, 'placeOf'>
  readonly devices: CoveredDevices
  /** It was opened, and covers this. */
  readonly onOpened: (hash: string, covered: Snapshot['covered']) => void
}

export type Judged = 'waiting' | 'inEffect' | { readonly refused: string }

/** Rule 16: whether all that a snapshot covers has come, and it says nothing else than that. Nothing changes by asking. */
export function createSnapshotJudge(options: SnapshotJudgeOptions) {
  const { membership, snapshots, documents, devices } = options
  const addWritten = createWrittenHere(options)

  function* basesOf({ docId }: NotedSnapshot): Steps<SnapshotBases> {
    const all: Snapshot[] = []
    for (const { noted } of snapshots.inEffect(docId)) {
      const base = yield* snapshots.open(noted)
      if (base) all.push(base)
    }
    return createSnapshotBases(all)
  }

  return function* judge(hash: string, noted: NotedSnapshot): Steps<Judged> {
    const snapshot = yield* snapshots.open(noted)
    if (!snapshot) return { refused: 'its parts are not those of a snapshot' }
    options.onOpened(hash, snapshot.covered)
    if (!snapshot.covered.every(devices.isReached)) return 'waiting'
    yield
    const { kind } = documents.placeOf(noted.docId)
    const isKnown = (tag: number) => membership.writerByTag(tag) !== undefined
    const checked = yield* checkStateInSteps({ kind, state: snapshot.state, isKnown })
    if (!checked.ok) return { refused: checked.error }
    const comparison = createComparison(snapshot.state)
    yield
    const bases = yield* basesOf(noted)
    const found = yield* addWritten(noted, snapshot, comparison, bases)
    if (found === 'otherBranch') return { refused: OTHER_BRANCH }
    if (found === 'notIts')
      return { refused: 'covers what is of another document, or stands elsewhere' }
    const isOfOthers = devices.goesOnBehind(snapshot.covered)
    const parted = devices.tagsOf(
      bases.covered.filter((one) => devices.mayBeOtherBranch(one.deviceId, one.runs)),
    )
    const isUnknown = (client: number) =>
      isOfOthers(client) || found.gone.has(tagOf(client)) || parted.has(tagOf(client))
    const isBeneath = (client: number) =>
      found.beneath.has(tagOf(client)) || devices.isRemoved(tagOf(client))
    const mayGoOn = (client: number, end: number) =>
      isUnknown(client) || (isBeneath(client) && end <= bases.endOf(client))
    const contradiction =
      (yield* comparison.steps(mayGoOn)) ??
      (yield* bases.contradiction(snapshot.covered, comparison, isUnknown))
    if (!contradiction) return 'inEffect'
    return { refused: found.isUnlinked ? OTHER_BRANCH : `says something else: ${contradiction}` }
  }
}
