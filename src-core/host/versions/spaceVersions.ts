import { createDisposerStore } from '../../base/disposer.ts'
import type { DeviceId, ItemId, VersionId } from '../../base/ids.ts'
import { tagOf } from '../../documents/index.ts'
import {
  createVersionBook,
  isVersion,
  type KeptVersion,
  openVersion,
  tagOfVersion,
  type VersionBook,
} from '../../documents/versions/index.ts'
import { createSettler } from '../space/settler.ts'
import { selectVersions } from './selectVersions.ts'
import {
  createVersionActions,
  type VersionActions,
  type VersionActionsOptions,
} from './versionActions.ts'
import { createVersionFetcher } from './versionFetcher.ts'
import { createVersionsAgain, type VersionsAgain } from './versionsAgain.ts'
import type { SpaceVersionsOptions } from './versionsOptions.ts'
import { createVersionVault, type SealedWithKey, type VersionVault } from './versionVault.ts'
import { createWritingSessions } from './writingSessions.ts'

/** Kept versions of a Space's notes (rule 16). */
export interface SpaceVersions {
  readonly actions: VersionActions
  readonly vault: Pick<VersionVault, 'content'>
  /** Guests do not see the history of notes. */
  maySee(): boolean
  /** Of one note, newest first. */
  of(itemId: ItemId): readonly KeptVersion[]
  book(): VersionBook
  readonly again: VersionsAgain
  /** For another device; undefined where it may not have it. */
  serve(versionId: VersionId, forDevice: DeviceId): SealedWithKey | undefined
  receive(versionId: VersionId, version: SealedWithKey, from: DeviceId): void
  missing(versionId: VersionId, from: DeviceId): void
  sessionsChanged(): void
  close(): void
}

/** The feed's document is not read for this when a Space is opened, but a moment later. In ms. */
const LOOKS = { quietMs: 200, atMostMs: 2000 }
/** Bytes of content that a Space's versions may take on this device; beyond, no more of others' is fetched. */
const MAX_SPACE_BYTES = 256 * 1024 * 1024

export function createSpaceVersions(options: SpaceVersionsOptions): SpaceVersions {
  const { spaceId, identity, storage, membership, chains, documents, clock } = options
  const disposers = createDisposerStore()
  const vault = createVersionVault(options)
  /** What came as its record says and is no note all the same: its author made it so. */
  const unreadable = new Set<VersionId>()
  let current: { readonly doc: unknown; readonly book: VersionBook } | undefined
  let selected: ReadonlyMap<ItemId, readonly KeptVersion[]> | undefined
  let erasing = false

  /** The book of the feed's document, which is another one after a failed write or a judgement of the log. */
  function book(): VersionBook {
    const doc = documents.feedDoc()
    if (current?.doc === doc) return current.book
    current?.book.close()
    const made = createVersionBook(doc, spaceId, documents.tag)
    current = { doc, book: made }
    made.onChange(() => sweep(made))
    sweep(made)
    return made
  }

  const deviceOf = (client: number) => membership.deviceByTag(tagOf(client))?.deviceId
  /** At least the envelope that brought it: whoever confirms this one has heard of it. */
  function seqOf(deviceId: DeviceId): number {
    const head = chains.head(deviceId)?.seq ?? 0
    return erasing && deviceId === identity.deviceId ? head + 1 : head
  }

  /** Within the transaction that brought the change: what is erased is gone when it can be confirmed. */
  function sweep(versions: VersionBook) {
    selected = undefined
    const marked = new Set(storage.versions.erasures(spaceId).map(({ versionId }) => versionId))
    const owed = new Map<ItemId, 'here' | 'others'>()
    for (const { versionId, client, itemId, thinned } of versions.erased()) {
      const deviceId = deviceOf(client)
      if (marked.has(versionId) || !deviceId) continue
      storage.versions.erase(spaceId, { versionId, deviceId, seq: seqOf(deviceId) })
      if (!thinned) owed.set(itemId, deviceId === identity.deviceId ? 'here' : 'others')
    }
    for (const [itemId, by] of owed) options.onErased(itemId, by)
    // Nobody could erase what nobody is shown.
    for (const versionId of storage.versions.ids(spaceId))
      if (!versions.get(versionId)) storage.versions.remove(spaceId, versionId)
    look.mark()
  }
  /** Outside of any transaction: others are asked, and pages are told. */
  const look = createSettler({
    ...LOOKS,
    clock,
    run() {
      try {
        fetcher.plan()
      } catch {
        // A feed that cannot be opened has no versions; whoever reads it is told why.
        options.log('the versions of a Space are not read')
      }
      options.announce()
    },
  })

  function all(): ReadonlyMap<ItemId, readonly KeptVersion[]> {
    const versions = book()
    if (selected) return selected
    const erased = new Set(storage.versions.erasures(spaceId).map(({ versionId }) => versionId))
    const live = [...versions.live()].filter(({ versionId }) => !erased.has(versionId))
    selected = selectVersions(live)
    return selected
  }
  const maySee = () => {
    const role = membership.role()
    return role !== undefined && role !== 'guest'
  }
  const isListed = (versionId: VersionId) => {
    const kept = book().get(versionId)
    return (
      kept &&
      all()
        .get(kept.itemId)
        ?.find((one) => one.versionId === versionId)
    )
  }

  const fetcher = createVersionFetcher({
    clock,
    sessions: options.sessions,
    wanted() {
      if (!maySee() || storage.versions.bytes(spaceId) > MAX_SPACE_BYTES) return []
      const here = new Set(storage.versions.ids(spaceId))
      return [...all().values()]
        .flat()
        .filter(({ versionId }) => !here.has(versionId) && !unreadable.has(versionId))
        .sort((a, b) => b.order - a.order)
        .map(({ versionId }) => ({
          versionId,
          author: membership.deviceByTag(tagOfVersion(versionId))?.deviceId,
        }))
    },
  })

  function keepReceived(record: KeptVersion, version: SealedWithKey) {
    const place = { spaceId, itemId: record.itemId }
    if (!isVersion(place, record, version)) return
    if (!openVersion(place, version.key, version.blob)) {
      unreadable.add(record.versionId)
      return options.log('a kept version holds no note')
    }
    storage.transaction(() => vault.put(record.versionId, record.itemId, version))
    options.announce()
  }

  /** Who has received what has to be answered later: false where that could not be written down. */
  function noteHanded({ versionId, itemId, at: keptAt }: KeptVersion, peer: DeviceId): boolean {
    try {
      storage.given.putHanded(spaceId, { versionId, itemId, peer, keptAt, at: clock.now() })
      return true
    } catch {
      options.log('a kept version is not given: that could not be written down')
      return false
    }
  }

  const actionOptions: VersionActionsOptions = {
    ...options,
    vault,
    book,
    of: (itemId) => all().get(itemId) ?? [],
    noteAgain(versionId) {
      const { deviceId } = identity
      storage.versions.eraseAgain(spaceId, { versionId, deviceId, seq: seqOf(deviceId) })
    },
    erasing(work) {
      erasing = true
      try {
        return work()
      } finally {
        erasing = false
      }
    },
  }
  const actions = createVersionActions(actionOptions)
  const writing = createWritingSessions({ spaceId, storage, clock, keep: actions.keepAutomatic })

  disposers.add(documents.onFeedOpened(book))
  disposers.add(
    documents.onBodyUpdate(({ itemId, origin }) => {
      // What a page of this device wrote: its replica's client id. Others keep what they write.
      if (typeof origin === 'number') writing.wrote(itemId)
    }),
  )
  disposers.add(membership.onChange(look.mark))
  disposers.add(look.stop)
  disposers.add(fetcher.close)

  return {
    actions,
    vault,
    maySee,
    of: (itemId) => all().get(itemId) ?? [],
    book,
    again: createVersionsAgain(actionOptions, actions),
    serve(versionId, forDevice) {
      const user = membership.device(forDevice)?.userId
      const role = user && membership.state().members.get(user)?.role
      if (!membership.isPresent(forDevice) || role === 'guest') return undefined
      const record = isListed(versionId)
      const version = record && vault.sealed(versionId)
      return version && noteHanded(record, forDevice) ? version : undefined
    },
    receive(versionId, version, from) {
      if (!fetcher.answered(versionId, from)) return
      const record = isListed(versionId)
      if (record && maySee()) keepReceived(record, version)
      fetcher.plan()
    },
    missing(versionId, from) {
      if (fetcher.answered(versionId, from)) fetcher.plan()
    },
    sessionsChanged: look.mark,
    close() {
      writing.close()
      disposers.dispose()
      current?.book.close()
    },
  }
}
