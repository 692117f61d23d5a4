import { useEffect, useRef } from 'react'
import type { DeviceId } from '../../src-core/base/ids.ts'
import { useFoyer } from './FoyerProvider.tsx'
import type { StreamCache } from './streamCache.ts'

/**
 * Listens anew to all that is open when the host begins anew: unlocked again, or as another device after a
 * restored backup (rule 35). Nothing comes on streams of the runtime before, which has ended.
 */
export function useHostBegun(device: DeviceId | undefined): void {
  const { streams } = useFoyer()
  const begun = useRef<StreamCache>(undefined)
  useEffect(() => {
    if (device === undefined) return
    // A new connection has new streams anyway.
    if (begun.current === streams) streams.renew()
    begun.current = streams
  }, [device, streams])
}
