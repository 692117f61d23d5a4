import { type ErrorCode, FoyerError } from '../../base/errors.ts'
import type { DeviceId, SpaceId } from '../../base/ids.ts'
import type { Clock, DeviceHead, EnvelopeRow, Random, Storage } from '../../ports/index.ts'
import { openHeader } from '../../sync/index.ts'
import { readSettings } from '../appSettings.ts'
import type { Chains } from '../space/chains.ts'
import type { Forks } from '../space/forks.ts'
import type { Branch } from '../space/offeredRows.ts'
import { createOverlaps } from '../space/overlaps.ts'
import { createSealedNotes } from '../space/sealedNotes.ts'
import { openSigned } from '../space/signedUpdates.ts'
import type { SpaceDocuments } from '../space/spaceDocuments.ts'
import type { SpaceMembership } from '../space/spaceMembership.ts'
import type { Verdicts } from '../space/verdicts.ts'
import type { VersionsAgain } from '../versions/versionsAgain.ts'
import { collectKept, idOfKept, type Kept } from './keptPieces.ts'
import { keptTitle } from './keptTitle.ts'
import { createOwnBranch, type OwnBranch } from './ownBranch.ts'
import { createPostKept } from './postKept.ts'

export interface OwnForkOptions {
  readonly spaceId: SpaceId
  readonly self: DeviceId
  readonly storage: Storage
  readonly dataKey: Uint8Array
  readonly random: Random
  readonly clock: Clock
  readonly membership: SpaceMembership
  readonly chains: Chains
  readonly verdicts: Verdicts
  readonly documents: SpaceDocuments
  readonly forks: Pick<Forks, 'list'>
  readonly versions: () => VersionsAgain | undefined
  /** What other devices said last that they hold of this device's chain. */
  readonly told: () => readonly { readonly head: DeviceHead; readonly connected: boolean }[]
  readonly log: (message: string) => void
}

/**
 * `waiting`: others hold another branch, and nobody who is linked has given it yet. `some`: it is here, but
 * somebody may hold more of it. `all`: what is known to be anywhere is here.
 */
export type OwnForkState = 'none' | 'waiting' | 'some' | 'all'

/** Whether something is left to post: at once, or when keys, role or disk allow it. */
export type PostedKept = 'nothing' | 'more' | 'waits'

/**
 * This device went on from a backup and wrote before it knew (rule 35). It takes the branch that others hold in
 * place of its own, becomes a new device, and posts again what it had written.
 */
export interface OwnFork extends Pick<OwnBranch, 'sought' | 'offer'> {
  isSought(): boolean
  state(): OwnForkState
  /** The branch to be taken; undefined where there is none. */
  branch(): Branch | undefined
  /** Inside the transaction that takes these envelopes of this device away: what they brought is kept. */
  keep(rows: readonly EnvelopeRow[]): void
  /** After that transaction, whether it failed or not. */
  reload(): void
  /** The branch of others was taken: what remains is to take new keys. */
  isLeft(): boolean
  /** As a new device: posts some of what was kept, as far as that is possible now. */
  post(): PostedKept
}

export type CreateOwnFork = (options: OwnForkOptions) => OwnFork

/** So many are posted before others get a turn. */
const POSTED_AT_ONCE = 20

const ORDER: Readonly<Record<Kept['type'], number>> = {
  meta: 0,
  item: 0,
  note: 1,
  edit: 2,
  comment: 3,
  version: 3,
  erasure: 4,
  bin: 4,
  mark: 5,
}

export const createOwnFork: CreateOwnFork = (options) => {
  const { self, storage, chains, documents, membership, verdicts } = options
  const notes = createSealedNotes<Kept>({ ...options, kind: 'kept' })
  const fork = () => options.forks.list().find(({ deviceId }) => deviceId === self)
  let left = false
  let pending = false
  function reload() {
    const devices = new Set([...notes.all().values()].map(({ device }) => device))
    left = devices.has(self)
    pending = devices.size > (left ? 1 : 0)
  }
  reload()

  const isOpen = () => {
    const own = fork()
    return own !== undefined && !own.conflicts && !left
  }
  const branch = createOwnBranch({
    ...{ self, chains, told: options.told },
    forkedAt: () => (isOpen() ? fork()?.seq : undefined),
    agrees: (bytes) => createOverlaps({ membership, chains, verdicts }).agrees(bytes),
  })

  function updateOf(bytes: Uint8Array) {
    const header = openHeader(bytes)
    const epoch = header && membership.epoch(header.epochId)
    return header && epoch && openSigned(bytes, header, epoch)?.update
  }

  const post = createPostKept({
    ...{ documents, membership, clock: options.clock, versions: options.versions },
    titleOf: (title) => keptTitle(readSettings(storage).language, title),
  })

  /** What has to wait: for keys, a role, room on the disk. */
  function failureOf(kept: Kept): ErrorCode | undefined {
    try {
      post(kept)
      storage.transaction(() => notes.remove(idOfKept(kept)))
      return undefined
    } catch (error) {
      if (!(error instanceof FoyerError)) throw error
      return error.code
    }
  }

  return {
    sought: () => (isOpen() ? branch.sought() : []),
    // The envelopes by which the fork is noticed are part of the branch.
    isSought: () => !left,
    offer(row, prev) {
      const isOther =
        row.seq <= (chains.head(self)?.seq ?? 0) && chains.hashAt(self, row.seq) !== row.hash
      if (isOpen() || isOther) branch.offer(row, prev)
    },
    branch: () => (isOpen() ? branch.found() : undefined),
    state() {
      if (!isOpen()) return 'none'
      const found = branch.found()
      if (!found) return 'waiting'
      return branch.isAll(found) ? 'all' : 'some'
    },
    keep(rows) {
      const versions = options.versions()
      for (const kept of collectKept(rows, { documents, versions, open: updateOf }))
        notes.put(idOfKept(kept), kept)
    },
    reload,
    isLeft: () => left,
    post() {
      if (!pending) return 'nothing'
      const waiting = [...notes.all().values()]
        .filter(({ device }) => device !== self)
        .toSorted((a, b) => ORDER[a.type] - ORDER[b.type])
      let posted = 0
      for (const kept of waiting) {
        if (posted === POSTED_AT_ONCE) return 'more'
        const failure = failureOf(kept)
        if (!failure) posted++
        else options.log(`what was kept is not posted yet: ${failure}`)
        // A comment may be allowed where a note is not; everything else concerns the rest too.
        if (failure && failure !== 'NOT_ALLOWED') break
      }
      reload()
      return pending ? 'waits' : 'nothing'
    },
  }
}
