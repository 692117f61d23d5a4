import type { CommentId, ItemId } from '../base/ids.ts'
import type { Deed } from './feedRow.ts'

/** One comment as the documents tell it; the host turns clients into people. */
export interface CommentDocRow {
  readonly commentId: CommentId
  readonly itemId: ItemId
  readonly order: number
  readonly created: Deed
  readonly editedAt: number | null
  readonly binned: Deed | null
  readonly text: string
}
