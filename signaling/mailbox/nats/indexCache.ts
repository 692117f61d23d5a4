import { type BoxIndex, emptyIndex } from './boxIndex.ts'

/** Indexes of the boxes that were written to last, within a number of items. */
export interface IndexCache {
  /** The index of a box, and whether it had to be begun anew. */
  of(box: string): { readonly index: BoxIndex; readonly isNew: boolean }
  /** An item was added to one of them. */
  grew(): void
  forget(box: string): void
}

export function createIndexCache(maxItems = 200_000): IndexCache {
  const byBox = new Map<string, BoxIndex>()
  let added = 0

  const shrink = () => {
    let items = 0
    for (const index of byBox.values()) items += index.items.length + 1
    for (const [box, index] of byBox) {
      if (items <= maxItems / 2) break
      items -= index.items.length + 1
      byBox.delete(box)
    }
    added = items
  }

  return {
    of(box) {
      const known = byBox.get(box)
      const index = known ?? emptyIndex()
      byBox.delete(box) // the order of a Map is that of setting: what is used goes to the end
      byBox.set(box, index)
      if (!known) this.grew()
      return { index, isNew: known === undefined }
    },
    grew() {
      if (++added > maxItems) shrink()
    },
    forget(box) {
      byBox.delete(box)
    },
  }
}
