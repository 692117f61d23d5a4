import type { Disposer } from '../../src-core/base/disposer.ts'
import type { KeptDoor } from '../../src-core/bridge/keptDoor.ts'

/** What a guest page's host asks before it opens a visit: which of those kept in this browser is meant. */
export interface VisitChoice {
  onAsked(listener: (doors: readonly KeptDoor[]) => void): Disposer
  choose(door: KeptDoor): void
}
