import { writeFileSync } from 'node:fs'
import { encode } from 'uqr'

const WIDTH = 640
const HEIGHT = 480
const FRAMES = 2
const LIGHT = 220
const DARK = 30

/**
 * Writes a film of a QR code for Chromium's fake camera (`--use-file-for-fake-video-capture`, which plays
 * it round and round): YUV4MPEG2, 4:2:0. Without a text: a grey wall.
 */
export function filmQr(file: string, text?: string): void {
  const luma = text === undefined ? Buffer.alloc(WIDTH * HEIGHT, 128) : drawn(text)
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`)
  writeFileSync(file, Buffer.concat([header, ...Array.from({ length: FRAMES }, () => frame)]))
}

function drawn(text: string): Buffer {
  const { data: modules, size } = encode(text, { ecc: 'M', border: 3 })
  const px = Math.floor(HEIGHT / size)
  const [left, top] = [(WIDTH - size * px) >> 1, (HEIGHT - size * px) >> 1]
  const luma = Buffer.alloc(WIDTH * HEIGHT, LIGHT)
  for (let y = 0; y < size * px; y++)
    for (let x = 0; x < size * px; x++)
      if (modules[Math.floor(y / px)]?.[Math.floor(x / px)])
        luma[(top + y) * WIDTH + left + x] = DARK
  return luma
}
