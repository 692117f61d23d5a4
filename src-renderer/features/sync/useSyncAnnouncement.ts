import { type RefObject, useEffect, useRef } from 'react'
import type { SyncState } from '../../../src-core/bridge/contract.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'

const EVERY_MS = 10_000

/** Says the sentence when the kind of state changes, at most every 10 s; the newest kind wins. */
export function useSyncAnnouncement(
  kind: SyncState['kind'] | 'unknown',
): RefObject<HTMLSpanElement | null> {
  const announce = useAnnounce()
  const sentence = useRef<HTMLSpanElement>(null)
  const said = useRef({ kind, at: 0 })
  useEffect(() => {
    if (said.current.kind === kind) return
    const wait = Math.max(0, said.current.at + EVERY_MS - Date.now())
    const timer = setTimeout(() => {
      said.current = { kind, at: Date.now() }
      announce(sentence.current?.textContent ?? '')
    }, wait)
    return () => clearTimeout(timer)
  }, [announce, kind])
  return sentence
}
