const FIN_TEXT = 0x81

/**
 * One whole unmasked WebSocket text frame (RFC 6455, 5.2), ready for any number of sockets.
 *
 * `ws` frames a message again for each receiver; building it once is what makes a topic with many
 * subscribers cheap (docs/SELF_HOSTING.md, "How fast").
 */
export function encodeTextFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
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
  frame.write(text, header, 'utf8')
  return frame
}

function headerBytes(length: number): 2 | 4 | 10 {
  if (length < 126) return 2
  return length < 65_536 ? 4 : 10
}
