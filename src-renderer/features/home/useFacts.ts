import { useEffect, useState } from 'react'
import { useQuery } from '../../state/useQuery.ts'
import type { Facts } from './facts.ts'

const EVERY_MS = 5000

/** Where the data is, asked again while the page is seen: the host has no stream of it. */
export function useFacts(revision?: unknown): Facts | undefined {
  const [tick, setTick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setTick((count) => count + 1)
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  const { value, refresh } = useQuery('app', 'facts', undefined, tick)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks anew.
  useEffect(refresh, [revision])
  return value
}
