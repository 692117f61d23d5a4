/** Where sealed rows lie, in a map: for tests of what keeps them. */
export interface MapShelf {
  readonly rows: Map<number, Uint8Array>
  /** From now on it takes nothing. */
  isFull: boolean
  erased: number
  read(): Promise<readonly { readonly id: number; readonly sealed: Uint8Array }[]>
  write(
    puts: readonly { readonly id: number; readonly sealed: Uint8Array }[],
    removals: readonly number[],
  ): Promise<void>
  erase(): Promise<void>
}

export function createMapShelf(): MapShelf {
  const rows = new Map<number, Uint8Array>()
  const shelf: MapShelf = {
    rows,
    isFull: false,
    erased: 0,
    read: async () => [...rows].map(([id, sealed]) => ({ id, sealed })),
    async write(puts, removals) {
      // What browsers throw, by its name.
      if (shelf.isFull) throw Object.assign(new Error('full'), { name: 'QuotaExceededError' })
      for (const { id, sealed } of puts) rows.set(id, sealed)
      for (const id of removals) rows.delete(id)
    },
    async erase() {
      rows.clear()
      shelf.erased += 1
    },
  }
  return shelf
}
