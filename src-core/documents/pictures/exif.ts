import type { Removed } from '../manifest.ts'
import { viewOf } from './found.ts'
import type { Orientation } from './strippedPicture.ts'

export interface ExifFacts {
  readonly orientation: Orientation
  readonly tellsOf: readonly Removed[]
}

const ORIENTATION = 0x0112
const GPS_IFD = 0x8825
const MAX_ENTRIES = 512

/** Tags of the first directory, by what they give away (Exif 2.32, TIFF 6.0, Windows' own). */
const AUTHOR_TAGS = [0x013b, 0x8298, 0x9c9d, 0x9c9b, 0x9c9c, 0x9c9e, 0x9c9f, 0x010e]
const CAMERA_TAGS = [0x010f, 0x0110, 0x0131, 0x8769, 0x0132, 0x013c]

/** Reads the first directory of an Exif block (TIFF header first). Damaged data tells of everything. */
export function readExif(tiff: Uint8Array): ExifFacts {
  try {
    return readDirectory(tiff)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { orientation: 1, tellsOf: ['location', 'camera', 'author'] }
  }
}

function readDirectory(tiff: Uint8Array): ExifFacts {
  const view = viewOf(tiff)
  const little = view.getUint16(0) === 0x4949
  const start = view.getUint32(4, little)
  const count = Math.min(view.getUint16(start, little), MAX_ENTRIES)
  let orientation: Orientation = 1
  const tellsOf = new Set<Removed>()
  for (let i = 0; i < count; i++) {
    const entry = start + 2 + i * 12
    const tag = view.getUint16(entry, little)
    if (tag === ORIENTATION) orientation = toOrientation(view.getUint16(entry + 8, little))
    if (tag === GPS_IFD) tellsOf.add('location')
    if (CAMERA_TAGS.includes(tag)) tellsOf.add('camera')
    if (AUTHOR_TAGS.includes(tag)) tellsOf.add('author')
  }
  return { orientation, tellsOf: [...tellsOf] }
}

const toOrientation = (value: number): Orientation =>
  value >= 1 && value <= 8 ? (value as Orientation) : 1

/** True when width and height change places. */
export const isTurned = (orientation: Orientation): boolean => orientation >= 5

/** The smallest Exif block that says nothing but how to turn the picture. */
export const orientationOnly = (orientation: Orientation): Uint8Array =>
  Uint8Array.of(
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  )
