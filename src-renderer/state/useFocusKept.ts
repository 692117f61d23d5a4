import { useEffect, useLayoutEffect, useRef } from 'react'
import { focusIfFree, holdersOf } from './useFocusHeir.ts'

/**
 * Gives the focus back when a command has ended: a button that shows a loader is disabled, and browsers take
 * the focus from what is disabled. Where it may not be pressed any more, or is gone, what it stood in has it.
 * Whatever took it meanwhile keeps it.
 */
export function useFocusKept(pending: boolean): { note(): void } {
  const before = useRef<readonly HTMLElement[]>([])
  useEffect(() => {
    if (pending) return
    focusIfFree(before.current.find((one) => one.isConnected && !one.matches(':disabled')))
    before.current = []
  }, [pending])
  // What it stood in may go before the command has ended: as when there is nothing left to do there.
  useLayoutEffect(
    () => () => {
      const heirs = before.current
      if (heirs.length > 0) setTimeout(() => focusIfFree(heirs.find((one) => one.isConnected)))
    },
    [],
  )
  return useRef({
    note() {
      const { activeElement } = document
      if (activeElement instanceof HTMLElement && activeElement !== document.body)
        before.current = [activeElement, ...holdersOf(activeElement)]
    },
  }).current
}
