import type { Removed } from '../manifest.ts'

/** How a picture must be turned to be upright (Exif tag 274): 1 is as it is. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

export interface StrippedPicture {
  /** The picture without what tells of its maker; the pixels are the same bytes as before. */
  readonly bytes: Uint8Array
  readonly mime: 'image/jpeg' | 'image/png' | 'image/webp'
  /** As shown, that is after turning, in pixels. */
  readonly width: number
  readonly height: number
  readonly removed: readonly Removed[]
}
