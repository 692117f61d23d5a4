import type { FeedPages } from './feedPages.ts'
import { rowShape } from './grouping.ts'

/** Heights in px before a row was measured; near enough that the scroll bar does not jump. */
const HEIGHTS = { message: 56, note: 190, link: 84, file: 92 } as const
const PICTURE = 200
const COMMENT = 26
const UNKNOWN = 64

export function estimateRow(pages: FeedPages, index: number, from: number | null): number {
  const item = pages.item(index)
  if (!item) return UNKNOWN
  const shape = rowShape(pages.item, index, from)
  if (shape.tiles === 0) return 0
  const { content } = item
  const picture = content.kind === 'file' && content.file.picture !== null
  const body = picture ? PICTURE : HEIGHTS[content.kind]
  const rows = Math.ceil(shape.tiles / 2)
  const header = shape.continues ? -28 : 0
  return body * rows + header + item.comments.latest.length * COMMENT
}
