import { describe, expect, it } from 'vitest'
import { createEmitter } from '../base/emitter.ts'
import { live } from './live.ts'

const settled = () => new Promise<void>((resolve) => setTimeout(resolve))

function fixture(read: () => unknown) {
  const source = createEmitter<void>()
  const emitted: unknown[] = []
  let ends = 0
  const stop = live(
    { emit: (value: unknown) => void emitted.push(value), end: () => void ends++ },
    [source.on],
    read,
  )
  return { source, emitted, stop, ends: () => ends }
}

describe('a live stream', () => {
  it('emits at once, then once for all announcements of a turn, and only what differs', async () => {
    let value = 1
    const { source, emitted } = fixture(() => value)
    value = 2
    source.emit()
    source.emit()
    await settled()
    source.emit()
    await settled()
    expect(emitted).toEqual([1, 2])
  })

  it('says nothing after it was stopped, not even what was announced before', async () => {
    let value = 1
    const { source, emitted, stop } = fixture(() => value)
    value = 2
    source.emit()
    stop()
    await settled()
    expect(emitted).toEqual([1])
  })

  it('ends when what it reads from is gone', async () => {
    let closed = false
    const { source, ends } = fixture(() => {
      if (closed) throw new Error('the database is closed')
      return 1
    })
    closed = true
    source.emit()
    await settled()
    source.emit()
    await settled()
    expect(ends()).toBe(1)
  })
})
