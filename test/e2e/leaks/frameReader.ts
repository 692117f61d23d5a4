/**
 * Reads the frames of one direction of a WebSocket connection (RFC 6455, 5.2) behind its HTTP head, and
 * hands over their unmasked payloads. What is no WebSocket is left alone.
 */
export function createFrameReader(onPayload: (payload: Buffer) => void): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let state: 'head' | 'frames' | 'other' = 'head'
  return (bytes) => {
    if (state === 'other') return
    rest = Buffer.concat([rest, bytes])
    if (state === 'head') {
      const end = rest.indexOf('\r\n\r\n')
      if (end < 0) return
      const isUpgrade = /^upgrade: *websocket/im.test(rest.toString('latin1', 0, end))
      state = isUpgrade ? 'frames' : 'other'
      rest = rest.subarray(end + 4)
    }
    for (let frame = readFrame(rest); frame; frame = readFrame(rest)) {
      onPayload(frame.payload)
      rest = rest.subarray(frame.length)
    }
  }
}

function readFrame(bytes: Buffer): { payload: Buffer; length: number } | undefined {
  if (bytes.length < 2) return undefined
  const short = (bytes[1] ?? 0) & 0x7f
  const sizeBytes = short === 127 ? 8 : short === 126 ? 2 : 0
  const isMasked = ((bytes[1] ?? 0) & 0x80) !== 0
  const start = 2 + sizeBytes + (isMasked ? 4 : 0)
  if (bytes.length < start) return undefined
  const size =
    sizeBytes === 8
      ? Number(bytes.readBigUInt64BE(2))
      : sizeBytes === 2
        ? bytes.readUInt16BE(2)
        : short
  if (bytes.length < start + size) return undefined
  const payload = Buffer.from(bytes.subarray(start, start + size))
  if (isMasked) {
    const mask = bytes.subarray(start - 4, start)
    for (let i = 0; i < size; i++) payload[i] = (payload[i] ?? 0) ^ (mask[i % 4] ?? 0)
  }
  return { payload, length: start + size }
}
