import { type ItemId, idToBytes, type SpaceId, type VersionId } from '../../base/ids.ts'
import { openAtRest, sealAtRest, wipe } from '../../crypto/index.ts'
import { openVersion, type VersionContent } from '../../documents/versions/index.ts'
import type { Random, Storage } from '../../ports/index.ts'

export interface VersionVaultOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly dataKey: Uint8Array
  readonly random: Random
}

export interface SealedWithKey {
  readonly key: Uint8Array
  readonly blob: Uint8Array
}

/** The versions that lie on this device: each under its key, the key under the Space's data key. */
export interface VersionVault {
  put(versionId: VersionId, itemId: ItemId, version: SealedWithKey): void
  /** For another member; undefined where it is not here. */
  sealed(versionId: VersionId): SealedWithKey | undefined
  content(versionId: VersionId): VersionContent | undefined
}

export function createVersionVault(options: VersionVaultOptions): VersionVault {
  const { spaceId, storage, dataKey, random } = options
  const place = (versionId: VersionId) => ({
    kind: 'version',
    context: [idToBytes(spaceId), idToBytes(versionId)],
  })

  function sealed(versionId: VersionId): (SealedWithKey & { itemId: ItemId }) | undefined {
    const row = storage.versions.get(spaceId, versionId)
    const key = row && openAtRest(dataKey, place(versionId), row.sealedKey)
    return row && key && { key, blob: row.blob, itemId: row.itemId }
  }
  return {
    put(versionId, itemId, { key, blob }) {
      const sealedKey = sealAtRest(dataKey, place(versionId), key, random)
      storage.versions.put(spaceId, { versionId, itemId, sealedKey, blob })
    },
    sealed(versionId) {
      const found = sealed(versionId)
      return found && { key: found.key, blob: found.blob }
    },
    content(versionId) {
      const found = sealed(versionId)
      if (!found) return undefined
      const content = openVersion({ spaceId, itemId: found.itemId }, found.key, found.blob)
      wipe(found.key)
      return content
    },
  }
}
