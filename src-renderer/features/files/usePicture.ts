import { useEffect, useState } from 'react'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { Bulk } from '../../../src-core/bridge/bulk.ts'
import type { FileInfo } from '../../../src-core/bridge/contract.ts'
import { useBulk } from '../../state/FoyerProvider.tsx'
import { canShow, createPictureCache, type PictureCache } from './pictures.ts'

const caches = new WeakMap<Bulk, PictureCache>()

function cacheOf(bulk: Bulk): PictureCache {
  const cache = caches.get(bulk) ?? createPictureCache(bulk)
  caches.set(bulk, cache)
  return cache
}

/** The address of a picture that is here completely, for `<img>`; `broken` when it cannot be read. */
export function usePicture(spaceId: SpaceId, file: FileInfo) {
  const cache = cacheOf(useBulk())
  const [address, setAddress] = useState(() => cache.known(file.fileId))
  const [broken, setBroken] = useState(false)
  const shown = canShow(file)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a file never changes under its id.
  useEffect(() => {
    if (!shown) return
    let stale = false
    cache
      .address(spaceId, file)
      .then((ready) => !stale && setAddress(ready))
      .catch(() => !stale && setBroken(true))
    return () => {
      stale = true
    }
  }, [cache, spaceId, file.fileId, shown])
  return { address: shown ? address : undefined, broken, markBroken: () => setBroken(true) }
}
