import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * What goes while it has the focus leaves it to what it stood in: the nearest region, or dialog, that is still
 * there. Whatever took it meanwhile keeps it.
 */
export function useFocusHeir<E extends HTMLElement>(): RefObject<E | null> {
  const part = useRef<E>(null)
  useLayoutEffect(() => {
    const node = part.current
    return () => {
      if (!node?.contains(document.activeElement)) return
      const heirs = holdersOf(node)
      setTimeout(() => focusIfFree(heirs.find((heir) => heir.isConnected)))
    }
  }, [])
  return part
}

/** What may hold the focus itself, from the inside out. */
export function holdersOf(element: Element): readonly HTMLElement[] {
  const holder = element.parentElement?.closest<HTMLElement>('[tabindex="-1"]')
  return holder ? [holder, ...holdersOf(holder)] : []
}

export function focusIfFree(
  element: HTMLElement | undefined,
  how: FocusOptions = { preventScroll: true },
): void {
  const isFree = document.activeElement === null || document.activeElement === document.body
  if (isFree) element?.focus(how)
}
