import type { Page } from '@playwright/test'

/** The camera that the picture names, to be searched for. */
export const CAMERA = 'FOYERCAM-7731'
/** 52° 22' 12.34" as a GPS block writes it: three fractions, little-endian. */
export const LATITUDE = fractions([52, 1], [22, 1], [1234, 100])

/** A picture as a telephone makes it: a JPEG drawn in the page, with camera and place in its Exif block. */
export async function jpegWithLocation(page: Page, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ width, height }) => {
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width, height })
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      const paint = (color: string, ...[x, y, w, h]: [number, number, number, number]) => {
        context.fillStyle = color
        context.fillRect(x * width, y * height, w * width, h * height)
      }
      paint('#c9bfae', 0, 0, 1, 0.6)
      paint('#2f6b56', 0, 0.6, 1, 0.25)
      paint('#8a6a45', 0, 0.85, 1, 0.15)
      paint('#fdfaf0', 0.4, 0.3, 0.2, 0.55)
      context.arc(width / 2, height * 0.3, width / 10, Math.PI, 0)
      context.fill()
      return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? ''
    },
    { width, height },
  )
  const plain = Buffer.from(base64, 'base64')
  // Exif stands first, behind the two bytes that open every JPEG (Exif 2.3, 4.5.4).
  return Buffer.concat([plain.subarray(0, 2), exifSegment(), plain.subarray(2)])
}

function exifSegment(): Buffer {
  const camera = Buffer.from(`${CAMERA}\0`)
  // The addresses count from the byte order mark: 8 of head, 2 entries, then camera, then GPS.
  const cameraAt = 8 + 2 + 2 * 12 + 4
  const gpsAt = cameraAt + camera.length
  const latitudeAt = gpsAt + 2 + 2 * 12 + 4
  const block = Buffer.concat([
    Buffer.from('Exif\0\0II*\0\x08\0\0\0', 'latin1'),
    directory(entry(0x0110, 2, camera.length, cameraAt), entry(0x8825, 4, 1, gpsAt)),
    camera,
    directory(entry(1, 2, 2, 'N'.charCodeAt(0)), entry(2, 5, 3, latitudeAt)),
    LATITUDE,
  ])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(block.length + 2, 2)
  return Buffer.concat([head, block])
}

function directory(...entries: readonly Buffer[]): Buffer {
  const count = Buffer.alloc(2)
  count.writeUInt16LE(entries.length)
  return Buffer.concat([count, ...entries, Buffer.alloc(4)])
}

function entry(tag: number, type: number, count: number, value: number): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt16LE(tag, 0)
  bytes.writeUInt16LE(type, 2)
  bytes.writeUInt32LE(count, 4)
  bytes.writeUInt32LE(value, 8)
  return bytes
}

function fractions(...all: readonly (readonly [number, number])[]): Buffer {
  const bytes = Buffer.alloc(all.length * 8)
  for (const [index, [over, under]] of all.entries()) {
    bytes.writeUInt32LE(over, index * 8)
    bytes.writeUInt32LE(under, index * 8 + 4)
  }
  return bytes
}
