import { useEffect, useRef } from 'react'

/**
 * Gives the focus back when a command has ended: a button that shows a loader is disabled, and browsers take
 * the focus from what is disabled. Whatever took it meanwhile keeps it.
 */
export function useFocusKept(pending: boolean): { note(): void } {
  const before = useRef<HTMLElement>(undefined)
  useEffect(() => {
    const button = before.current
    if (pending || !button) return
    before.current = undefined
    const isFree = document.activeElement === null || document.activeElement === document.body
    if (isFree && button.isConnected) button.focus({ preventScroll: true })
  }, [pending])
  return useRef({
    note() {
      const { activeElement } = document
      if (activeElement instanceof HTMLElement && activeElement !== document.body)
        before.current = activeElement
    },
  }).current
}
