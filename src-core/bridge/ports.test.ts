import { describe, expect, it } from 'vitest'
import { describePort } from '../testing/suites/describePort.ts'
import { createLoopbackPorts } from './loopbackPort.ts'
import { decodeMessage, encodeMessage } from './messageCodec.ts'
import { createMessagePortPort, type MessagePortLike } from './messagePortPort.ts'

declare class MessageChannel {
  readonly port1: MessagePortLike
  readonly port2: MessagePortLike
}

describePort('the loopback port', () => {
  const [host, page] = createLoopbackPorts()
  return { host, page, dispose: host.close }
})

describePort('a MessagePort', () => {
  const { port1, port2 } = new MessageChannel()
  const host = createMessagePortPort(port1)
  return { host, page: createMessagePortPort(port2), dispose: host.close }
})

describe('the message codec', () => {
  it('refuses a message that is nested too deeply', () => {
    const deep = new Uint8Array(2_000_000).fill(1)
    for (let i = 0; i < deep.length; i += 2) deep[i] = 117
    expect(() => decodeMessage(deep)).toThrowError(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    )
  })

  it('refuses counts beyond the message, bytes left over and every cut message', () => {
    const bytes = encodeMessage({ list: ['a', new Uint8Array(4)], n: 1.5 })
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeMessage(bytes.subarray(0, length))).toThrow()
    expect(() => decodeMessage(Uint8Array.of(...bytes, 127))).toThrow()
    expect(() => decodeMessage(Uint8Array.of(117, 255, 255, 255, 255, 7))).toThrow()
  })

  it('does not let a message change a prototype', () => {
    const evil = Uint8Array.of(118, 1, 9, ...new TextEncoder().encode('__proto__'), 118, 0)
    const value = decodeMessage(evil) as object
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.hasOwn(value, '__proto__')).toBe(true)
  })

  it('does not keep the frame alive through its byte arrays', () => {
    const frame = encodeMessage({ bytes: new Uint8Array(3) })
    const { bytes } = decodeMessage(frame) as { bytes: Uint8Array }
    expect(bytes.buffer).not.toBe(frame.buffer)
    expect(bytes.buffer.byteLength).toBe(3)
  })
})
