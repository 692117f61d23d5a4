import { FoyerError } from '../../base/errors.ts'
import type { ItemId, VersionId } from '../../base/ids.ts'
import { isNewerBody, SCHEMA_VERSION } from '../../documents/index.ts'
import {
  type KeptVersion,
  sealVersion,
  type VersionBook,
  type VersionContent,
  type VersionKind,
  writeTree,
} from '../../documents/versions/index.ts'
import { isEmptyNote, markOf, type NoteNow, noteNow } from './noteNow.ts'
import { MAX_NAMED, selectThinned } from './selectVersions.ts'
import type { SpaceVersionsOptions } from './versionsOptions.ts'
import type { VersionVault } from './versionVault.ts'

export interface VersionActionsOptions extends SpaceVersionsOptions {
  readonly vault: VersionVault
  readonly book: () => VersionBook
  /** Newest first. */
  readonly of: (itemId: ItemId) => readonly KeptVersion[]
  /** Inside the transaction that writes it: from now on this is how others hear of it. */
  readonly noteAgain: (versionId: VersionId) => void
  /** Around writing an erasure of one's own. */
  readonly erasing: <T>(work: () => T) => T
}

export interface KeptAgain {
  readonly itemId: ItemId
  readonly at: number
  readonly kind: VersionKind
  readonly content: VersionContent
}

/** What a person does with the versions of a note. Throws FoyerError. */
export interface VersionActions {
  keep(itemId: ItemId, name: string): VersionId
  /** After writing: nothing where nothing has changed, and nothing is thrown. */
  keepAutomatic(itemId: ItemId): void
  restore(itemId: ItemId, versionId: VersionId): void
  /** As it was kept before, at that time. */
  keepAgain(version: KeptAgain): void
  eraseAgain(version: {
    readonly versionId: VersionId
    readonly itemId: ItemId
    readonly thinned: boolean
  }): void
  /** Null: all of the note. */
  erase(itemId: ItemId, versionIds: readonly VersionId[] | null): void
}

export function createVersionActions(options: VersionActionsOptions): VersionActions {
  const { spaceId, storage, membership, documents, vault, book, clock, random } = options

  const demandWriter = () => {
    if (!membership.rights().post) throw new FoyerError('NOT_ALLOWED')
  }
  function current(itemId: ItemId): NoteNow {
    if (storage.feed.item(spaceId, itemId)?.kind !== 'note') throw new FoyerError('NOT_FOUND')
    const now = noteNow(options, itemId)
    if (!now) throw new FoyerError('TOO_LARGE')
    return now
  }

  /** Content first: a record without it would be a promise that nobody can keep. */
  function put(itemId: ItemId, kind: VersionKind, now: NoteNow, name = ''): VersionId {
    return putAt({ itemId, kind, at: clock.now(), content: { ...now, name } })
  }
  function putAt({ itemId, kind, at, content }: KeptAgain): VersionId {
    const sealed = sealVersion({ spaceId, itemId }, content, random)
    if (!sealed) throw new FoyerError('TOO_LARGE')
    const { keyWithSecrets: key, blob, hash, check } = sealed
    return documents.changeFeedDoc(() => {
      const versions = book()
      const order = versions.nextOrder()
      const record = { itemId, at, order, kind, hash, check, bytes: blob.length }
      const versionId = versions.add(record)
      vault.put(versionId, itemId, { key, blob })
      return versionId
    })
  }
  function thin(itemId: ItemId) {
    const thinned = selectThinned(options.of(itemId)).map(({ versionId }) => versionId)
    if (thinned.length > 0) eraseNow(thinned, true)
  }
  const eraseNow = (versionIds: readonly VersionId[], thinned: boolean) =>
    options.erasing(() =>
      documents.changeFeedDoc(() => book().erase(versionIds, clock.now(), thinned)),
    )

  /** The newest version that reads like this, or one kept now. */
  function kept(itemId: ItemId, kind: VersionKind, now: NoteNow): VersionId {
    const [newest] = options.of(itemId)
    const content = newest && vault.content(newest.versionId)
    if (newest && content && markOf(content) === markOf(now)) return newest.versionId
    const versionId = put(itemId, kind, now)
    thin(itemId)
    return versionId
  }

  /** Makes the note read like a version that is here. */
  function write(itemId: ItemId, versionId: VersionId) {
    const content = vault.content(versionId)
    if (!content) throw new FoyerError(book().get(versionId) ? 'VERSION_AWAY' : 'NOT_FOUND')
    if (content.tree.schemaVersion > SCHEMA_VERSION || isNewerBody(documents.body(itemId)))
      throw new FoyerError('NOTE_NEWER')
    const { title } = current(itemId)
    documents.changeBody(itemId, (doc) => writeTree(doc, content.tree))
    if (title !== content.title)
      documents.changeFeed((feed) => feed.edit(itemId, { title: content.title, at: clock.now() }))
  }

  /** The same, and what was there is kept: returns that version. */
  function replace(itemId: ItemId, versionId: VersionId): VersionId {
    const before = kept(itemId, 'beforeRestore', current(itemId))
    write(itemId, versionId)
    return before
  }

  return {
    keep(itemId, name) {
      demandWriter()
      const named = options.of(itemId).filter(({ kind }) => kind === 'named')
      if (named.length >= MAX_NAMED) throw new FoyerError('VERSIONS_FULL')
      return put(itemId, 'named', current(itemId), name)
    },
    keepAutomatic(itemId) {
      if (!membership.rights().post) return
      try {
        const now = noteNow(options, itemId)
        if (now && !isEmptyNote(now)) kept(itemId, 'automatic', now)
      } catch (error) {
        if (!(error instanceof FoyerError)) throw error
        options.log(`a version was not kept: ${error.code}`)
      }
    },
    restore(itemId, versionId) {
      demandWriter()
      if (!options.of(itemId).some((one) => one.versionId === versionId))
        throw new FoyerError('NOT_FOUND')
      let before = versionId
      options.actions.perform(
        'versions.restore',
        () => {
          before = replace(itemId, versionId)
        },
        () => void replace(itemId, before),
      )
    },
    keepAgain(version) {
      putAt(version)
      thin(version.itemId)
    },
    eraseAgain({ versionId, itemId, thinned }) {
      options.erasing(() =>
        documents.changeFeedDoc(() => {
          book().erase([versionId], clock.now(), thinned)
          options.noteAgain(versionId)
        }),
      )
      // Nothing else asks for it: the version was noted as erased on this device before.
      if (!thinned) options.onErased(itemId, 'here')
    },
    erase(itemId, versionIds) {
      demandWriter()
      const all = options.of(itemId).map((one) => one.versionId)
      const erased = versionIds ? all.filter((one) => versionIds.includes(one)) : all
      if (erased.length > 0) eraseNow(erased, false)
    },
  }
}
