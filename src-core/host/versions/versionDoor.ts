import type { Disposer } from '../../base/disposer.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, ItemId, VersionId } from '../../base/ids.ts'
import type {
  CreateVersionService,
  VersionService,
  VersionServiceOptions,
  VersionsSource,
} from './versionService.ts'
import type { VersionsAgain } from './versionsAgain.ts'
import type { SealedWithKey } from './versionVault.ts'

/** What a Space has of versions, whether their code is here yet or not. */
export interface VersionDoor {
  /** Throws FoyerError NOT_FOUND where this host has none. */
  ready(): Promise<VersionService>
  serve(versionId: VersionId, forDevice: DeviceId): SealedWithKey | undefined
  receive(versionId: VersionId, version: SealedWithKey, from: DeviceId): void
  missing(versionId: VersionId, from: DeviceId): void
  /** Undefined while their code is not here. */
  again(): VersionsAgain | undefined
  sessionsChanged(): void
  /** Notes may read differently; null: all of them. */
  feedChanged(items: readonly ItemId[] | null): void
  close(): void
}

/** A visitor reads first. */
const LATER_MS = 15_000

export function createVersionDoor(
  options: VersionServiceOptions,
  source: VersionsSource | undefined,
): VersionDoor {
  let service: VersionService | undefined
  let timer: Disposer | undefined
  let closed = false

  function open(create: CreateVersionService): VersionService {
    if (closed) throw new FoyerError('CLOSED')
    service ??= create(options)
    return service
  }
  async function ready(): Promise<VersionService> {
    if (service) return service
    if (!source) throw new FoyerError('NOT_FOUND')
    return open('now' in source ? source.now : await source.later())
  }
  function openLater() {
    timer = options.clock.after(LATER_MS, () => {
      // Offline, or closed meanwhile: tried again.
      ready().catch(() => closed || openLater())
    })
  }
  if (source && 'now' in source) open(source.now)
  else if (source) openLater()

  return {
    ready,
    serve: (versionId, forDevice) => service?.versions.serve(versionId, forDevice),
    receive: (versionId, version, from) => service?.versions.receive(versionId, version, from),
    missing: (versionId, from) => service?.versions.missing(versionId, from),
    again: () => service?.versions.again,
    sessionsChanged: () => service?.versions.sessionsChanged(),
    feedChanged: (items) => service?.history.changed(items),
    close() {
      closed = true
      timer?.()
      service?.versions.close()
    },
  }
}
