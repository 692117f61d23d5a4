import type { RowChange } from '../../src-core/ports/memory/index.ts'
import type { RowSeal } from './rowSeal.ts'

export interface SealedRow {
  /** Says nothing about the row. */
  readonly id: number
  readonly sealed: Uint8Array
}

/** Where sealed rows lie. */
export interface SealedShelf {
  read(): Promise<readonly SealedRow[]>
  /** All or nothing; there for good when it resolves. Rejects when there is no room. */
  write(puts: readonly SealedRow[], removals: readonly number[]): Promise<void>
  /** Nothing is left when it resolves. */
  erase(): Promise<void>
}

export interface OpenedRows {
  readonly rows: readonly RowChange[]
  /** The number under which each row lies, by its place as JSON. */
  readonly ids: Map<string, number>
}

export const placeKey = ({ place }: Pick<RowChange, 'place'>): string => JSON.stringify(place)

/** Undefined where one of them does not open: then none can be relied on. */
export async function openRows(
  sealed: readonly SealedRow[],
  seal: RowSeal,
): Promise<OpenedRows | undefined> {
  const ids = new Map<string, number>()
  const rows: RowChange[] = []
  const opened = await Promise.all(sealed.map((row) => seal.open(row.sealed)))
  for (const [index, row] of opened.entries()) {
    if (!row) return undefined
    rows.push(row)
    ids.set(placeKey(row), sealed[index]?.id ?? 0)
  }
  return { rows, ids }
}
