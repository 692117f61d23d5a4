import type { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import * as ws from 'ws'
import { encodeTextFrame } from './textFrame.ts'

/** `ws` exports its parser; its published types do not say so. */
const { Receiver } = ws as unknown as {
  Receiver: new (options: { isServer: boolean }) => Writable
}

const read = (frame: Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const receiver = new Receiver({ isServer: false })
    receiver.on('message', (data: Buffer) => resolve(data.toString()))
    receiver.on('error', reject)
    receiver.write(frame)
  })

test.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
  'a frame of %i characters is read back by an independent parser',
  async (length) => {
    expect(await read(encodeTextFrame('x'.repeat(length)))).toBe('x'.repeat(length))
  },
)

test('lengths are counted in bytes of UTF-8', async () => {
  const text = '🚪é'.repeat(30)
  expect(await read(encodeTextFrame(text))).toBe(text)
})
