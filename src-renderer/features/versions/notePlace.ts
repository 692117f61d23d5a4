import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'

/** The note whose versions are shown. */
export interface NotePlace {
  readonly spaceId: SpaceId
  readonly itemId: ItemId
}
