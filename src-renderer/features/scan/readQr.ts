import { decodeQR } from 'qr/decode.js'

interface Picture {
  readonly width: number
  readonly height: number
  /** RGBA, 8 bits each. */
  readonly data: Uint8ClampedArray
}

/** The text of the QR code in a picture; undefined: there is none, or it cannot be read. */
export function readQr({ width, height, data }: Picture): string | undefined {
  try {
    return decodeQR({ width, height, data }, { format: 'RGBA' })
  } catch {
    return undefined
  }
}
