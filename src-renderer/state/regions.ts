/** The index to go to from `current` (-1: from nowhere), going round. */
export function nextRegion(count: number, current: number, step: 1 | -1): number {
  if (count === 0) return -1
  if (current < 0) return step === 1 ? 0 : count - 1
  return (current + step + count) % count
}

/** Moves focus to the next or previous visible region: elements with `data-region` and `tabIndex={-1}`. */
export function moveRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.offsetParent !== null,
  )
  // The innermost: what asks to come in is a region within the stage.
  const current = regions.findLastIndex((region) => region.contains(document.activeElement))
  regions[nextRegion(regions.length, current, step)]?.focus()
}
