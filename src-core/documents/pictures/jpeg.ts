import { concatBytes, utf8 } from '../../base/bytes.ts'
import { isTurned, orientationOnly, readExif } from './exif.ts'
import { asLatin1, createFound, guessRemoved, sliceOf, startsWith, viewOf } from './found.ts'
import type { Orientation, StrippedPicture } from './strippedPicture.ts'

const SOI = [0xff, 0xd8]
const SOS = 0xda
const EOI = 0xd9
const EXIF = utf8('Exif\0\0')
const ICC = [...utf8('ICC_PROFILE\0')]
const ADOBE = [...utf8('Adobe')]

/** ITU-T T.81 B.1.1.3: frame headers, which hold the size; C4, C8 and CC are something else. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const isStandalone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/** Undefined when the bytes are no JPEG or have no end. */
export function stripJpeg(bytes: Uint8Array): StrippedPicture | undefined {
  if (!startsWith(bytes, SOI)) return undefined
  const found = createFound()
  const kept: Uint8Array[] = []
  let orientation: Orientation = 1
  let size: { width: number; height: number } | undefined

  function takeSegment(marker: number, segment: Uint8Array): void {
    const body = segment.subarray(4)
    if (isFrame(marker)) size ??= sizeOfFrame(body)
    if (marker === 0xe1 && startsWith(body, [...EXIF])) {
      const exif = readExif(body.subarray(EXIF.length))
      orientation = exif.orientation
      found.add(...exif.tellsOf)
    } else if (isMetadata(marker, body)) found.add(...guessRemoved(asLatin1(body)))
    else kept.push(segment)
  }

  let offset = 2
  for (;;) {
    const marker = markerAt(bytes, offset)
    offset += 2
    if (marker === EOI) break
    if (isStandalone(marker)) {
      kept.push(bytes.subarray(offset - 2, offset))
      continue
    }
    const end = offset + viewOf(bytes).getUint16(offset)
    takeSegment(marker, sliceOf(bytes, offset - 2, end))
    offset = end
    if (marker !== SOS) continue
    const after = endOfScan(bytes, offset)
    kept.push(bytes.subarray(offset, after))
    offset = after
  }
  // What follows the end is a second picture or a video of the same camera, with data of its own.
  if (!size) return undefined
  const turn = orientation === 1 ? [] : [exifSegment(orientation)]
  return {
    bytes: concatBytes(Uint8Array.from(SOI), ...turn, ...kept, Uint8Array.of(0xff, EOI)),
    mime: 'image/jpeg',
    width: isTurned(orientation) ? size.height : size.width,
    height: isTurned(orientation) ? size.width : size.height,
    removed: found.list(),
  }
}

function markerAt(bytes: Uint8Array, offset: number): number {
  const view = viewOf(bytes)
  if (view.getUint8(offset) !== 0xff) throw new RangeError('not a marker')
  return view.getUint8(offset + 1)
}

/** Kept: JFIF (APP0), colour profile (APP2), Adobe's colour transform (APP14), and all but APPn and COM. */
function isMetadata(marker: number, body: Uint8Array): boolean {
  if (marker === 0xfe) return true
  if (marker < 0xe0 || marker > 0xef) return false
  if (marker === 0xe0) return !startsWith(body, [...utf8('JFIF\0')])
  if (marker === 0xe2) return !startsWith(body, ICC)
  return !(marker === 0xee && startsWith(body, ADOBE))
}

function sizeOfFrame(body: Uint8Array): { width: number; height: number } {
  const view = viewOf(body)
  return { height: view.getUint16(1), width: view.getUint16(3) }
}

/** Entropy-coded data ends at the first marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next === undefined) break
    const isData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7)
    if (!isData) return at
  }
  throw new RangeError('picture is cut off')
}

function exifSegment(orientation: Orientation): Uint8Array {
  const tiff = orientationOnly(orientation)
  const length = 2 + EXIF.length + tiff.length
  return concatBytes(Uint8Array.of(0xff, 0xe1, length >> 8, length & 255), EXIF, tiff)
}
