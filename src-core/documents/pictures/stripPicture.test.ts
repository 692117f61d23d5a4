import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, utf8 } from '../../base/bytes.ts'
import { crc32 } from './crc32.ts'
import { orientationOnly, readExif } from './exif.ts'
import { asLatin1, viewOf } from './found.ts'
import { stripPictureMetadata } from './stripPicture.ts'

const SECRET = 'SECRET-CANARY'

/** A little-endian Exif block: maker, author, a GPS pointer, orientation 6, and a canary behind them. */
function exifBlock(): Uint8Array {
  const entries: readonly (readonly [tag: number, type: number, value: number])[] = [
    [0x010f, 2, 0],
    [0x0112, 3, 6],
    [0x013b, 2, 0],
    [0x8825, 4, 0],
  ]
  const bytes = new Uint8Array(10 + entries.length * 12 + 4)
  const view = viewOf(bytes)
  bytes.set(utf8('II'))
  view.setUint16(2, 42, true)
  view.setUint32(4, 8, true)
  view.setUint16(8, entries.length, true)
  for (const [index, [tag, type, value]] of entries.entries()) {
    const at = 10 + index * 12
    view.setUint16(at, tag, true)
    view.setUint16(at + 2, type, true)
    view.setUint32(at + 4, 1, true)
    view.setUint32(at + 8, value, true)
  }
  return concatBytes(bytes, utf8(SECRET))
}

function segment(marker: number, body: Uint8Array): Uint8Array {
  const length = body.length + 2
  return concatBytes(Uint8Array.of(0xff, marker, length >> 8, length & 255), body)
}

const scan = Uint8Array.of(1, 2, 0xff, 0, 3, 0xff, 0xd0, 4)
const jpegFrame = segment(0xc0, Uint8Array.of(8, 0, 200, 1, 44, 3))
const icc = segment(0xe2, concatBytes(utf8('ICC_PROFILE\0'), Uint8Array.of(1, 1, 7)))

const jpeg = concatBytes(
  Uint8Array.of(0xff, 0xd8),
  segment(0xe0, concatBytes(utf8('JFIF\0'), new Uint8Array(9))),
  segment(0xe1, concatBytes(utf8('Exif\0\0'), exifBlock())),
  segment(0xe1, utf8(`http://ns.adobe.com/xap/1.0/\0<dc:creator>${SECRET}`)),
  icc,
  segment(0xe2, utf8(`MPF\0${SECRET}`)),
  segment(0xed, utf8(`Photoshop 3.0 ${SECRET}`)),
  segment(0xfe, utf8(SECRET)),
  jpegFrame,
  segment(0xda, Uint8Array.of(1, 2, 3)),
  scan,
  segment(0xc4, Uint8Array.of(9)),
  segment(0xda, Uint8Array.of(1, 2, 3)),
  scan,
  Uint8Array.of(0xff, 0xd9),
  utf8(`second picture ${SECRET}`),
)

function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const named = concatBytes(utf8(type), data)
  const frame = new Uint8Array(8)
  viewOf(frame).setUint32(0, data.length)
  viewOf(frame).setUint32(4, crc32(named))
  return concatBytes(frame.subarray(0, 4), named, frame.subarray(4))
}

const header = new Uint8Array(13)
viewOf(header).setUint32(0, 300)
viewOf(header).setUint32(4, 200)
const pixels = pngChunk('IDAT', Uint8Array.of(1, 2, 3))
const png = concatBytes(
  Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  pngChunk('IHDR', header),
  pngChunk('tEXt', utf8(`Author\0${SECRET}`)),
  pngChunk('eXIf', exifBlock()),
  pixels,
  pngChunk('tIME', new Uint8Array(7)),
  pngChunk('IEND', new Uint8Array(0)),
  utf8(SECRET),
)

function webpChunk(type: string, data: Uint8Array): Uint8Array {
  const length = new Uint8Array(4)
  viewOf(length).setUint32(0, data.length, true)
  return concatBytes(utf8(type), length, data, new Uint8Array(data.length % 2))
}

const vp8x = Uint8Array.of(0x0c, 0, 0, 0, 43, 1, 0, 199, 0, 0)
function webpOf(...chunks: Uint8Array[]): Uint8Array {
  const whole = concatBytes(utf8('RIFF'), new Uint8Array(4), utf8('WEBP'), ...chunks)
  viewOf(whole).setUint32(4, whole.length - 8, true)
  return concatBytes(whole, utf8(SECRET))
}
const webp = webpOf(
  webpChunk('VP8X', vp8x),
  webpChunk('VP8 ', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)),
  webpChunk('EXIF', exifBlock()),
  webpChunk('XMP ', utf8(`<xmp>${SECRET}`)),
)

describe.each([
  ['JPEG', jpeg, 'image/jpeg'],
  ['PNG', png, 'image/png'],
  ['WebP', webp, 'image/webp'],
])('a stripped %s', (_, picture, mime) => {
  const stripped = stripPictureMetadata(picture)

  test('keeps nothing of what told about its maker, wherever it stood', () => {
    expect(asLatin1(picture)).toContain(SECRET)
    expect(stripped && asLatin1(stripped.bytes)).not.toContain(SECRET)
  })

  test('names what was taken out', () => {
    expect(stripped?.removed).toEqual(['location', 'camera', 'author'])
  })

  test('is still turned the right way, and says how large it is then', () => {
    expect(stripped).toMatchObject({ mime, width: 200, height: 300 })
    const text = stripped ? asLatin1(stripped.bytes) : ''
    expect(text).toContain(asLatin1(orientationOnly(6)))
  })

  test('has nothing more to take out', () => {
    const again = stripPictureMetadata(stripped?.bytes ?? new Uint8Array())
    expect(again?.bytes).toEqual(stripped?.bytes)
    expect(again?.removed).toEqual([])
  })

  test('is refused when it is cut off', () => {
    const end = picture.length - SECRET.length - (mime === 'image/jpeg' ? 20 : 5)
    expect(stripPictureMetadata(picture.subarray(0, end))).toBeUndefined()
  })
})

test('pixels and colour profile of a JPEG are kept byte for byte', () => {
  const text = asLatin1(stripPictureMetadata(jpeg)?.bytes ?? new Uint8Array())
  for (const part of [jpegFrame, icc, scan]) expect(text).toContain(asLatin1(part))
  expect(text.split(asLatin1(scan))).toHaveLength(3)
})

test('the pixels of a PNG are kept byte for byte, with valid checksums', () => {
  const { bytes } = stripPictureMetadata(png) ?? { bytes: new Uint8Array() }
  expect(asLatin1(bytes)).toContain(asLatin1(pixels))
  expect(crc32(utf8('IEND'))).toBe(0xae426082)
})

test('a WebP no longer announces what it no longer has', () => {
  const { bytes } = stripPictureMetadata(webpOf(webpChunk('VP8X', vp8x))) ?? {
    bytes: new Uint8Array(),
  }
  expect(bytes[20]).toBe(0)
})

test('Exif that cannot be read is taken to tell of everything', () => {
  expect(readExif(Uint8Array.of(0x49, 0x49, 42, 0, 255, 255, 0, 0))).toEqual({
    orientation: 1,
    tellsOf: ['location', 'camera', 'author'],
  })
})

test('no bytes make it throw', () => {
  const prefix = fc.constantFrom(jpeg, png, webp)
  fc.assert(
    fc.property(prefix, fc.nat(400), fc.uint8Array({ maxLength: 40 }), (picture, at, noise) => {
      const damaged = picture.slice()
      damaged.set(noise.subarray(0, Math.max(0, damaged.length - at)), Math.min(at, damaged.length))
      stripPictureMetadata(damaged)
    }),
    { numRuns: 2000 },
  )
})
