import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, ItemId, UserId, VersionId } from '../../base/ids.ts'
import type { DeviceSync, ErasedVersion, History, Version } from '../../bridge/contract.ts'
import type { Person } from '../../bridge/schemas.ts'
import { encodeState, tagOf } from '../../documents/index.ts'
import type { KeptVersion } from '../../documents/versions/index.ts'
import { docOfTree, tagOfVersion, type VersionContent } from '../../documents/versions/index.ts'
import { markOf, noteNow } from './noteNow.ts'
import { MAX_VERSIONS } from './selectVersions.ts'
import type { SpaceVersions } from './spaceVersions.ts'
import type { SpaceVersionsOptions } from './versionsOptions.ts'

export interface NoteHistoryOptions
  extends Pick<
    SpaceVersionsOptions,
    'spaceId' | 'storage' | 'membership' | 'documents' | 'identity'
  > {
  readonly versions: SpaceVersions
  readonly person: (userId: UserId) => Person
  /** Of the Space, this one included. */
  readonly devices: () => readonly DeviceSync[]
  /** Whether a device is known to hold this envelope of another one. */
  readonly has: (device: DeviceId, author: DeviceId, seq: number) => boolean
  readonly keptUntil: (from: number, to: number) => number | null
}

/** What pages see of a note's versions. */
export interface NoteHistory {
  history(itemId: ItemId): History
  /** Null: as it is now. Throws FoyerError. */
  read(
    itemId: ItemId,
    versionId: VersionId | null,
  ): { readonly title: string; readonly update: Uint8Array }
  /** The note may read differently now. */
  changed(items: readonly ItemId[] | null): void
}

/** Opening a version takes a while for a long note: how it is called and reads is remembered. */
interface Known {
  readonly name: string
  readonly mark: string
}

export function createNoteHistory(options: NoteHistoryOptions): NoteHistory {
  const { storage, spaceId, membership, identity, versions } = options
  const known = new Map<VersionId, Known>()
  const marksNow = new Map<ItemId, string>()

  function knownOf({ versionId }: KeptVersion): Known | undefined {
    const found = known.get(versionId)
    if (found) return found
    const content = versions.vault.content(versionId)
    if (!content) return undefined
    const made = { name: content.name, mark: markOf(content) }
    known.set(versionId, made)
    return made
  }
  function markNow(itemId: ItemId): string {
    const now = marksNow.get(itemId)
    if (now !== undefined) return now
    const note = noteNow(options, itemId)
    const mark = note ? markOf(note) : ''
    marksNow.set(itemId, mark)
    return mark
  }
  const byTag = (tag: number) =>
    options.person(membership.writerByTag(tag)?.userId ?? ('' as UserId))
  const personOf = (client: number) => byTag(tagOf(client))

  function demandReader(itemId: ItemId) {
    if (!versions.maySee()) throw new FoyerError('NOT_ALLOWED')
    if (storage.feed.item(spaceId, itemId)?.kind !== 'note') throw new FoyerError('NOT_FOUND')
  }
  function toVersion(kept: KeptVersion, now: string): Version {
    const { versionId, kind, at } = kept
    const content = knownOf(kept)
    return {
      ...{ versionId, kind, at, by: personOf(kept.client) },
      name: content?.name ?? '',
      here: content !== undefined,
      sameAsNow: content?.mark === now,
    }
  }

  function erasedOf(itemId: ItemId): ErasedVersion[] {
    const marks = new Map(storage.versions.erasures(spaceId).map((one) => [one.versionId, one]))
    const erased = [...versions.book().erased()].filter(
      (one) => one.itemId === itemId && !one.thinned,
    )
    return erased
      .sort((a, b) => b.at - a.at)
      .map(({ versionId, keptAt, at, client }) => {
        const mark = marks.get(versionId)
        return {
          ...{ versionId, keptAt, erasedAt: at, erasedBy: personOf(client) },
          by: byTag(tagOfVersion(versionId)),
          devices: mark ? heardBy(mark) : [],
        }
      })
  }
  const heardBy = ({ deviceId: author, seq }: { deviceId: DeviceId; seq: number }) =>
    options
      .devices()
      .filter(({ self }) => !self)
      .map(({ deviceId, person, label }) => {
        const heard = deviceId === author || options.has(deviceId, author, seq)
        const isKept = !heard && author === identity.deviceId
        const mailboxUntil = isKept ? options.keptUntil(seq, seq) : null
        return { deviceId, person, label, heard, mailboxUntil }
      })

  function contentOf(
    itemId: ItemId,
    versionId: VersionId | null,
  ): Pick<VersionContent, 'title' | 'tree'> {
    if (versionId === null) {
      const now = noteNow(options, itemId)
      if (!now) throw new FoyerError('TOO_LARGE')
      return now
    }
    if (!versions.of(itemId).some((one) => one.versionId === versionId))
      throw new FoyerError('NOT_FOUND')
    const content = versions.vault.content(versionId)
    if (!content) throw new FoyerError('VERSION_AWAY')
    return content
  }

  return {
    history(itemId) {
      demandReader(itemId)
      // Neither the name of an erased version nor how it read is remembered.
      for (const versionId of known.keys())
        if (!versions.book().get(versionId)) known.delete(versionId)
      const { post } = membership.rights()
      const now = markNow(itemId)
      return {
        versions: versions.of(itemId).map((kept) => toVersion(kept, now)),
        erased: erasedOf(itemId),
        can: { keep: post, restore: post, erase: post },
        now,
        most: MAX_VERSIONS,
      }
    },
    read(itemId, versionId) {
      demandReader(itemId)
      const { title, tree } = contentOf(itemId, versionId)
      const doc = docOfTree(tree)
      const update = encodeState(doc)
      doc.destroy()
      return { title, update }
    },
    changed(items) {
      if (items === null) marksNow.clear()
      else for (const itemId of items) marksNow.delete(itemId)
    },
  }
}
