import { concatBytes, utf8 } from '../../base/bytes.ts'
import { crc32 } from './crc32.ts'
import { isTurned, orientationOnly, readExif } from './exif.ts'
import { asLatin1, createFound, guessRemoved, sliceOf, startsWith, viewOf } from './found.ts'
import type { Orientation, StrippedPicture } from './strippedPicture.ts'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Chunks that are needed to show the picture (PNG third edition, section 11), animation included. */
const SHOWN = [
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'acTL', 'fcTL', 'fdAT'],
  ...['cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'bKGD', 'pHYs'],
]

/** Undefined when the bytes are no PNG or have no end. */
export function stripPng(bytes: Uint8Array): StrippedPicture | undefined {
  if (!startsWith(bytes, SIGNATURE)) return undefined
  const view = viewOf(bytes)
  const found = createFound()
  const kept: Uint8Array[] = []
  let orientation: Orientation = 1
  let type = ''
  for (let offset = SIGNATURE.length; type !== 'IEND'; ) {
    const length = view.getUint32(offset)
    const chunk = sliceOf(bytes, offset, offset + 12 + length)
    type = asLatin1(chunk.subarray(4, 8))
    const data = chunk.subarray(8, 8 + length)
    if (SHOWN.includes(type)) kept.push(chunk)
    else if (type === 'eXIf') {
      const exif = readExif(data)
      orientation = exif.orientation
      found.add(...exif.tellsOf)
    } else found.add(...guessRemoved(asLatin1(data)))
    offset += chunk.length
  }
  const [header, ...rest] = kept
  if (!header || !startsWith(header, [...utf8('IHDR')], 4)) return undefined
  const turn = orientation === 1 ? [] : [exifChunk(orientation)]
  const width = view.getUint32(16)
  const height = view.getUint32(20)
  return {
    bytes: concatBytes(Uint8Array.from(SIGNATURE), header, ...turn, ...rest),
    mime: 'image/png',
    width: isTurned(orientation) ? height : width,
    height: isTurned(orientation) ? width : height,
    removed: found.list(),
  }
}

function exifChunk(orientation: Orientation): Uint8Array {
  const data = orientationOnly(orientation)
  const named = concatBytes(utf8('eXIf'), data)
  const frame = new Uint8Array(8)
  viewOf(frame).setUint32(0, data.length)
  viewOf(frame).setUint32(4, crc32(named))
  return concatBytes(frame.subarray(0, 4), named, frame.subarray(4))
}
