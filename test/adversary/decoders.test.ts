import { expect, it } from 'vitest'
import { createFrameReader } from '../../src-core/sync/framing.ts'
import { decodeMessage } from '../../src-core/sync/messages.ts'

it('a message that announces 65,535 entries of 4 GiB in a few bytes claims no memory', () => {
  const bomb = Uint8Array.of(6, 0, 0, 0, 1, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
  const before = process.memoryUsage().arrayBuffers
  expect(decodeMessage(bomb).type).toBe('malformed')
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024)
})

it('a frame that announces 4 GiB is refused before anything is kept', () => {
  const frame = Uint8Array.of(1, 0xff, 0xff, 0xff, 0xff, 1)
  expect(createFrameReader().receive('bulk', frame)).toBeNull()
})
