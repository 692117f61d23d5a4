const FIN_TEXT = 0x81
const FIN_BINARY = 0x82

/**
 * One whole unmasked WebSocket text frame (RFC 6455, 5.2), ready for any number of sockets.
 *
 * `ws` frames a message again for each receiver; building it once is what makes a topic with many
 * subscribers cheap (docs/SELF_HOSTING.md, "How fast").
 */
export function encodeTextFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const frame = allocateFrame(length)
  frame.write(text, headerBytes(length), 'utf8')
  return frame
}

/** The same of a text that is already UTF-8. */
export function encodeUtf8Frame(text: Uint8Array): Buffer {
  const frame = allocateFrame(text.length)
  frame.set(text, headerBytes(text.length))
  return frame
}

/** One whole unmasked binary frame. */
export function encodeBinaryFrame(bytes: Uint8Array): Buffer {
  const frame = encodeUtf8Frame(bytes)
  frame[0] = FIN_BINARY
  return frame
}

/** The text of a frame that was made here. */
export const textOfFrame = (frame: Buffer): Buffer => frame.subarray(headerBytesOf(frame))

function allocateFrame(length: number): Buffer {
  const header = headerBytes(length)
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = FIN_TEXT
  if (header === 2) frame[1] = length
  else if (header === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  return frame
}

function headerBytesOf(frame: Buffer): 2 | 4 | 10 {
  if (frame[1] === 127) return 10
  return frame[1] === 126 ? 4 : 2
}

function headerBytes(length: number): 2 | 4 | 10 {
  if (length < 126) return 2
  return length < 65_536 ? 4 : 10
}
