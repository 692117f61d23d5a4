import type { ItemId } from '../../../src-core/base/ids.ts'

/** Gives the focus back to an item when what was done in it has ended. */
export function focusItem(itemId: ItemId): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-item="${itemId}"]`)?.focus({ preventScroll: true }),
  )
}
