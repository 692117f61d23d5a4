import type { Disposer } from '../../base/disposer.ts'
import type { DeviceId, VersionId } from '../../base/ids.ts'
import type { Clock } from '../../ports/index.ts'
import type { Session } from '../../sync/index.ts'

export interface WantedVersion {
  readonly versionId: VersionId
  /** Has it surely, and is asked first. */
  readonly author: DeviceId | undefined
}

export interface VersionFetcherOptions {
  readonly clock: Clock
  readonly sessions: () => readonly Pick<Session, 'device' | 'wantVersions'>[]
  /** In the order in which they are wanted. */
  readonly wanted: () => readonly WantedVersion[]
}

/** Brings the content of kept versions from others, few at a time: nobody waits for an old one. */
export interface VersionFetcher {
  plan(): void
  /** Whether this was asked for; it is not awaited any more. */
  answered(versionId: VersionId, from: DeviceId): boolean
  close: Disposer
}

const IN_FLIGHT = 4
/** Whoever has not answered is not asked again in this round, and a new round begins. In ms. */
const ROUND_MS = 30_000

export function createVersionFetcher(options: VersionFetcherOptions): VersionFetcher {
  const { clock, sessions, wanted } = options
  const asked = new Map<VersionId, DeviceId>()
  /** Whom one has asked for it in this round. */
  const tried = new Map<VersionId, Set<DeviceId>>()
  let timer: Disposer | undefined

  function nextFor({ versionId, author }: WantedVersion) {
    const left = sessions().filter(({ device }) => !tried.get(versionId)?.has(device))
    return left.find(({ device }) => device === author) ?? left[0]
  }
  function ask(one: WantedVersion) {
    const session = nextFor(one)
    if (!session) return
    asked.set(one.versionId, session.device)
    tried.set(one.versionId, (tried.get(one.versionId) ?? new Set()).add(session.device))
    session.wantVersions([one.versionId])
  }
  function plan() {
    const all = wanted()
    for (const one of all) {
      if (asked.size >= IN_FLIGHT) break
      if (!asked.has(one.versionId)) ask(one)
    }
    if (all.length > 0)
      timer ??= clock.after(ROUND_MS, () => {
        timer = undefined
        asked.clear()
        tried.clear()
        plan()
      })
  }

  return {
    plan,
    answered(versionId, from) {
      if (asked.get(versionId) !== from) return false
      asked.delete(versionId)
      return true
    },
    close: () => timer?.(),
  }
}
