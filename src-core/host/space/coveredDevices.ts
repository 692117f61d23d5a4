import type { DeviceId } from '../../base/ids.ts'
import { tagOf } from '../../documents/index.ts'
import { runAround, type Snapshot } from '../../documents/snapshots/index.ts'
import { deviceTag } from '../../membership/index.ts'
import type { Chains } from './chains.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface CoveredDevicesOptions {
  readonly membership: Pick<SpaceMembership, 'device' | 'writerByTag' | 'state'>
  readonly chains: Pick<Chains, 'head' | 'hashAt'>
  readonly verdicts: Pick<Verdicts, 'lastSeq'>
}

type Covered = Snapshot['covered']
type Runs = Covered[number]['runs']

/** How the devices that a snapshot covers stand here: what has come of them, on which branch, and who they are. */
export interface CoveredDevices {
  /** Of a device that was ended no more comes. */
  isReached(one: Covered[number]): boolean
  /** The hash at the end of a run vouches for all of it. */
  isOfChainHere(deviceId: DeviceId, runs: Runs, seq: number): boolean
  /**
   * Whoever was removed may have told its signer something else than this device, and nothing will ever tell: all go by
   * the snapshot, or its signer and those who prune by it would never see the same as others again.
   */
  mayBeOtherBranch(deviceId: DeviceId, runs: Runs): boolean
  /** Of a device that nobody knows the tag may be somebody else's: that one is compared all the same. */
  tagIfItsOwn(deviceId: DeviceId): number | undefined
  tagsOf(covered: Covered): ReadonlySet<number>
  /** What a snapshot in effect has of it may be of a branch that is not here, and whoever signs next says it again. */
  isRemoved(tag: number): boolean
  /** What an ended device wrote beyond its end has reached some and not others: they cannot compare it. */
  goesOnBehind(covered: Covered): (client: number) => boolean
}

export function createCoveredDevices(options: CoveredDevicesOptions): CoveredDevices {
  const { membership, chains, verdicts } = options

  function tagIfItsOwn(deviceId: DeviceId): number | undefined {
    const tag = deviceTag(deviceId)
    return membership.writerByTag(tag)?.deviceId === deviceId ? tag : undefined
  }

  return {
    isReached({ deviceId, runs }) {
      const last = runs.at(-1)?.last ?? 0
      const head = chains.head(deviceId)?.seq ?? 0
      return head >= Math.min(last, verdicts.lastSeq(deviceId) ?? last)
    },
    isOfChainHere(deviceId, runs, seq) {
      const run = runAround(runs, seq, seq)
      return run !== undefined && chains.hashAt(deviceId, run.last) === run.hash
    },
    mayBeOtherBranch(deviceId, runs) {
      const userId = membership.device(deviceId)?.userId
      if (!userId || membership.state().members.has(userId)) return false
      return runs.some(({ last, hash }) => chains.hashAt(deviceId, last) !== hash)
    },
    tagIfItsOwn,
    tagsOf: (covered) => new Set(covered.flatMap(({ deviceId }) => tagIfItsOwn(deviceId) ?? [])),
    isRemoved(tag) {
      const userId = membership.writerByTag(tag)?.userId
      return userId !== undefined && !membership.state().members.has(userId)
    },
    goesOnBehind(covered) {
      const ended = new Set(
        covered
          .filter(
            ({ deviceId, runs }) => (chains.head(deviceId)?.seq ?? 0) < (runs.at(-1)?.last ?? 0),
          )
          .flatMap(({ deviceId }) => tagIfItsOwn(deviceId) ?? []),
      )
      return (client) => ended.has(tagOf(client))
    },
  }
}
