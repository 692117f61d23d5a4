import { stripJpeg } from './jpeg.ts'
import { stripPng } from './png.ts'
import type { StrippedPicture } from './strippedPicture.ts'
import { stripWebp } from './webp.ts'

/**
 * Takes location, camera and author data out of a JPEG, PNG or WebP picture before it is sealed. Only
 * what is needed to show it is kept: pixels, colour profile, orientation. Undefined for anything else,
 * and for a picture that cannot be read to its end, which must then be sent as a plain file or not at
 * all. Pure; runs in the page.
 */
export function stripPictureMetadata(bytes: Uint8Array): StrippedPicture | undefined {
  try {
    return stripJpeg(bytes) ?? stripPng(bytes) ?? stripWebp(bytes)
  } catch (error) {
    // Reading past the end of a cut-off picture.
    if (error instanceof RangeError) return undefined
    throw error
  }
}
