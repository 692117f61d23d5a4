import { beforeAll, expect, it, vi } from 'vitest'
import { type ItemId, idFromBytes, type SpaceId, type VersionId } from '../../base/ids.ts'
import { createDataKey, ready } from '../../crypto/index.ts'
import { sealVersion } from '../../documents/versions/index.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { createSeededRandom } from '../../testing/seededRandom.ts'
import { createVersionVault } from './versionVault.ts'

beforeAll(ready)

/** Every key that was taken off the disk, as it was handed out. */
const opened: Uint8Array[] = vi.hoisted(() => [])
vi.mock('../../crypto/atRest.ts', async (original) => {
  const real = await original<typeof import('../../crypto/atRest.ts')>()
  return {
    ...real,
    openAtRest(...args: Parameters<typeof real.openAtRest>) {
      const value = real.openAtRest(...args)
      if (value) opened.push(value)
      return value
    },
  }
})

it('rule 16: a version’s key is gone from memory when its content has been read', () => {
  const spaceId = idFromBytes<SpaceId>(new Uint8Array(32).fill(1))
  const itemId = idFromBytes<ItemId>(new Uint8Array(16).fill(2))
  const versionId = idFromBytes<VersionId>(new Uint8Array(16).fill(3))
  const random = createSeededRandom(1)
  const storage = createMemoryStorage()
  const vault = createVersionVault({ spaceId, storage, dataKey: createDataKey(random), random })
  const content = { title: 'Plan', name: '', tree: { schemaVersion: 1, nodes: [] } }
  const sealed = sealVersion({ spaceId, itemId }, content, random)
  if (!sealed) throw new Error('not sealed')
  storage.transaction(() =>
    vault.put(versionId, itemId, { key: sealed.keyWithSecrets, blob: sealed.blob }),
  )
  expect(vault.content(versionId)).toEqual(content)
  expect(opened).toHaveLength(1)
  expect(opened[0]?.every((byte) => byte === 0)).toBe(true)
})
