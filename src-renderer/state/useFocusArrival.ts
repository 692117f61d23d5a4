import { type RefObject, useLayoutEffect, useRef } from 'react'
import { focusIfFree } from './useFocusHeir.ts'

/**
 * The focus comes along when one step takes the place of another: to what is marked `data-autofocus` in it, else
 * to the step itself (`tabIndex={-1}`), so that a reader goes on there. Only where what went left the focus to
 * nobody. `step`: what stands there now; undefined is no arrival, as at the first sight of a page.
 */
export function useFocusArrival<E extends HTMLElement>(
  step: string | undefined,
): RefObject<E | null> {
  const place = useRef<E>(null)
  useLayoutEffect(() => {
    if (step === undefined) return
    const target = place.current?.querySelector<HTMLElement>('[data-autofocus]')
    focusIfFree(target ?? place.current ?? undefined, { preventScroll: false })
  }, [step])
  return place
}
