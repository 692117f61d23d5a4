import type { ItemId, VersionId } from '../../base/ids.ts'
import { tagOf } from '../../documents/index.ts'
import type { VersionContent, VersionKind } from '../../documents/versions/index.ts'
import type { VersionActions, VersionActionsOptions } from './versionActions.ts'

/** A version that was kept, or that was erased, as it can be done once more. */
export type WrittenVersion =
  | {
      readonly type: 'version'
      readonly versionId: VersionId
      readonly itemId: ItemId
      readonly at: number
      readonly kind: VersionKind
      readonly content: VersionContent
    }
  | {
      readonly type: 'erasure'
      readonly versionId: VersionId
      readonly itemId: ItemId
      readonly thinned: boolean
    }

/** Of a branch of one's chain that is left (rule 35), what is said of versions there. */
export interface VersionsAgain {
  /** By these Yjs clients; those that were kept, in their order. Content that is not here is left out. */
  written(clients: ReadonlySet<number>): WrittenVersion[]
  /** Keeps or erases it under this device's name. What is there anyway is left as it is. */
  again(written: WrittenVersion): void
}

export function createVersionsAgain(
  options: VersionActionsOptions,
  actions: Pick<VersionActions, 'keepAgain' | 'eraseAgain'>,
): VersionsAgain {
  const { book, vault, documents } = options
  const isOwn = ({ client }: { readonly client: number }) => tagOf(client) === documents.tag

  function isKept({ itemId, at, kind }: WrittenVersion & { type: 'version' }): boolean {
    const versions = book()
    return (
      [...versions.live()].some(
        (one) => isOwn(one) && one.itemId === itemId && one.at === at && one.kind === kind,
      ) || [...versions.erased()].some((one) => one.itemId === itemId && one.keptAt === at)
    )
  }
  return {
    written(clients) {
      const versions = book()
      const kept = [...versions.live()]
        .filter(({ client }) => clients.has(client))
        .sort((a, b) => a.order - b.order)
        .flatMap(({ versionId, itemId, at, kind }): WrittenVersion[] => {
          const content = vault.content(versionId)
          return content ? [{ type: 'version', versionId, itemId, at, kind, content }] : []
        })
      const erased = [...versions.erased()]
        .filter(({ client }) => clients.has(client))
        .map(({ versionId, itemId, thinned }): WrittenVersion => {
          return { type: 'erasure', versionId, itemId, thinned }
        })
      return [...kept, ...erased]
    },
    again(written) {
      if (written.type === 'erasure') {
        if (book().get(written.versionId)) actions.eraseAgain(written)
      } else if (!isKept(written)) actions.keepAgain(written)
    },
  }
}
