import { concatBytes, utf8 } from '../../base/bytes.ts'
import { isTurned, orientationOnly, readExif } from './exif.ts'
import { asLatin1, createFound, guessRemoved, sliceOf, startsWith, viewOf } from './found.ts'
import type { Orientation, StrippedPicture } from './strippedPicture.ts'

/** RFC 9649: chunks needed to show the picture, animation and colour profile included. */
const SHOWN = ['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']
const EXIF_FLAG = 0x08
const XMP_FLAG = 0x04

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
}

/** Undefined when the bytes are no WebP. */
export function stripWebp(bytes: Uint8Array): StrippedPicture | undefined {
  if (!startsWith(bytes, [...utf8('RIFF')]) || !startsWith(bytes, [...utf8('WEBP')], 8))
    return undefined
  const found = createFound()
  const kept: Chunk[] = []
  let orientation: Orientation = 1
  for (const chunk of chunksOf(bytes)) {
    if (SHOWN.includes(chunk.type)) kept.push(chunk)
    else if (chunk.type === 'EXIF') {
      const exif = readExif(withoutPrefix(chunk.data))
      orientation = exif.orientation
      found.add(...exif.tellsOf)
    } else found.add(...guessRemoved(asLatin1(chunk.data)))
  }
  const size = kept.map(sizeOf).find((one) => one !== undefined)
  if (!size) return undefined
  const turned = isTurned(orientation)
  const exif = orientation === 1 ? [] : [{ type: 'EXIF', data: orientationOnly(orientation) }]
  return {
    bytes: riff([...kept.map((chunk) => withFlags(chunk, exif.length > 0)), ...exif]),
    mime: 'image/webp',
    width: turned ? size.height : size.width,
    height: turned ? size.width : size.height,
    removed: found.list(),
  }
}

/** The file's own length counts: what lies behind it is not part of the picture. */
function chunksOf(bytes: Uint8Array): Chunk[] {
  const view = viewOf(bytes)
  const end = 8 + view.getUint32(4, true)
  const chunks: Chunk[] = []
  for (let offset = 12; offset < end; ) {
    const length = view.getUint32(offset + 4, true)
    const data = sliceOf(bytes, offset + 8, offset + 8 + length)
    chunks.push({ type: asLatin1(bytes.subarray(offset, offset + 4)), data })
    offset += 8 + length + (length % 2)
  }
  return chunks
}

/** Some cameras write JPEG's prefix before the block. */
const withoutPrefix = (data: Uint8Array): Uint8Array =>
  startsWith(data, [...utf8('Exif\0\0')]) ? data.subarray(6) : data

function withFlags(chunk: Chunk, hasExif: boolean): Chunk {
  if (chunk.type !== 'VP8X') return chunk
  const data = chunk.data.slice()
  const flags = viewOf(data).getUint8(0) & ~(EXIF_FLAG | XMP_FLAG)
  data[0] = hasExif ? flags | EXIF_FLAG : flags
  return { ...chunk, data }
}

function sizeOf({ type, data }: Chunk): { width: number; height: number } | undefined {
  const view = viewOf(data)
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  if (type === 'VP8X') return { width: uint24(4) + 1, height: uint24(7) + 1 }
  if (type === 'VP8 ')
    return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff }
  if (type !== 'VP8L') return undefined
  const bits = view.getUint32(1, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

function riff(chunks: readonly Chunk[]): Uint8Array {
  const body = chunks.flatMap(({ type, data }) => {
    const length = new Uint8Array(4)
    viewOf(length).setUint32(0, data.length, true)
    return [utf8(type), length, data, new Uint8Array(data.length % 2)]
  })
  const whole = concatBytes(utf8('RIFF'), new Uint8Array(4), utf8('WEBP'), ...body)
  viewOf(whole).setUint32(4, whole.length - 8, true)
  return whole
}
