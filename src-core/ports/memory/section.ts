import type { SpaceId } from '../../base/ids.ts'

/** One store of the in-memory storage with what the others need of it. */
export interface Section<S> {
  readonly store: S
  /** Removes all that belongs to a Space. */
  forget(spaceId: SpaceId): void
  usedBytes(): number
}
