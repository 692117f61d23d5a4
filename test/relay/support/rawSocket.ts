import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A TCP connection to the relay on which anything can be written. */
export interface RawSocket {
  readonly socket: Socket
  write(bytes: string | Uint8Array): void
  /** All that came so far, as latin1, one character a byte. */
  text(): string
  /** Resolves when the text matches, or fails after `withinMs`. */
  matches(pattern: RegExp, withinMs?: number): Promise<string>
  /** Resolves with everything received when the relay ends the connection. */
  ended(withinMs?: number): Promise<string>
  destroy(): void
}

/** @param from the address it comes from; Linux has all of 127.0.0.0/8. */
export async function openRawSocket(port: number, from = '127.0.0.1'): Promise<RawSocket> {
  const socket = connect({
    port,
    host: '127.0.0.1',
    localAddress: from,
    allowHalfOpen: true,
    noDelay: true,
  })
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
  })
  socket.on('error', () => {})
  await once(socket, 'connect')
  const until = async (isDone: () => boolean, withinMs: number) => {
    const deadline = performance.now() + withinMs
    while (!isDone()) {
      if (performance.now() > deadline)
        throw new Error(`not within ${withinMs} ms; got: ${text.slice(0, 500)}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return text
  }
  return {
    socket,
    write: (bytes) => {
      if (socket.writable) socket.write(bytes)
    },
    text: () => text,
    matches: (pattern, withinMs = 60_000) => until(() => pattern.test(text), withinMs),
    ended: (withinMs = 60_000) => until(() => socket.readableEnded || socket.destroyed, withinMs),
    destroy: () => socket.destroy(),
  }
}

export const upgradeRequest = (
  changes: Readonly<Record<string, string | undefined>> = {},
): string => {
  const headers = {
    Host: '127.0.0.1',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    ...changes,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}\r\n`],
  )
  return `GET / HTTP/1.1\r\n${lines.join('')}\r\n`
}

/** A raw socket past its WebSocket handshake. */
export async function openRawWebSocket(port: number, from?: string): Promise<RawSocket> {
  const raw = await openRawSocket(port, from)
  raw.write(upgradeRequest())
  await raw.matches(/^HTTP\/1\.1 101 .*\r\n\r\n/s)
  return raw
}

export interface FrameShape {
  readonly opcode?: number
  readonly fin?: boolean
  readonly reserved?: number
  readonly masked?: boolean
  /** What the head claims, if not the truth. */
  readonly claimedLength?: number | bigint
}

/** A WebSocket frame with whatever is wrong with it (RFC 6455, 5.2). */
export function frame(payload: string | Uint8Array, shape: FrameShape = {}): Buffer {
  const { opcode = 1, fin = true, reserved = 0, masked = true } = shape
  const body = Buffer.from(payload)
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode
  const length = lengthBytes(BigInt(shape.claimedLength ?? body.length), masked)
  const mask = Buffer.from([1, 2, 3, 4])
  const sent = masked ? body.map((byte, index) => byte ^ (mask[index % 4] as number)) : body
  return Buffer.concat([Buffer.from([first]), length, ...(masked ? [mask] : []), sent])
}

function lengthBytes(length: bigint, masked: boolean): Buffer {
  const bit = masked ? 0x80 : 0
  if (length < 126n) return Buffer.from([bit | Number(length)])
  if (length < 65_536n) {
    const bytes = Buffer.from([bit | 126, 0, 0])
    bytes.writeUInt16BE(Number(length), 1)
    return bytes
  }
  const bytes = Buffer.alloc(9)
  bytes[0] = bit | 127
  bytes.writeBigUInt64BE(length, 1)
  return bytes
}

/** The close code in the first close frame that was received. */
export function closeCodeIn(text: string): number | undefined {
  const at = text.indexOf('\u0088')
  return at < 0 ? undefined : text.charCodeAt(at + 2) * 256 + text.charCodeAt(at + 3)
}
