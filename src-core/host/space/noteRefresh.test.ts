import { describe, expect, it, vi } from 'vitest'
import { FoyerError } from '../../base/errors.ts'
import type { ItemId, SpaceId } from '../../base/ids.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { createVirtualClock } from '../../testing/virtualClock.ts'
import { createNoteRefresh } from './noteRefresh.ts'

const spaceId = 'canal house' as SpaceId
const minutes = 'minutes' as ItemId
const lease = 'lease' as ItemId

function writing(storage = createMemoryStorage()) {
  const clock = createVirtualClock()
  const read = vi.fn((items: readonly ItemId[]) => items)
  const told: { readonly at: number; readonly items: readonly ItemId[] }[] = []
  const refresh = createNoteRefresh({
    spaceId,
    storage,
    clock,
    refresh: read,
    onRefreshed: (items) => told.push({ at: clock.elapsed, items }),
  })
  return { clock, storage, read, told, refresh }
}

describe('the previews of notes', () => {
  it('are read again once, a second after the last key', () => {
    const { clock, told, refresh } = writing()
    for (let key = 0; key < 5; key++) {
      refresh.mark(minutes)
      clock.advance(400)
    }
    refresh.mark(lease)
    clock.advance(5000)
    expect(told).toEqual([{ at: 3000, items: [minutes, lease] }])
  })

  it('are read again every ten seconds while somebody goes on typing', () => {
    const { clock, told, refresh } = writing()
    for (let key = 0; key < 250; key++) {
      refresh.mark(minutes)
      clock.advance(100)
    }
    expect(told.map(({ at }) => at)).toEqual([10_000, 20_000])
  })

  it('are not told of when they look as before', () => {
    const { clock, read, told, refresh } = writing()
    read.mockReturnValue([])
    refresh.mark(minutes)
    clock.advance(5000)
    expect([read.mock.calls.length, told]).toEqual([1, []])
  })

  it('are caught up with by the process that follows a killed one, and only once', () => {
    const { storage, refresh } = writing()
    refresh.mark(minutes)
    const next = writing(storage)
    next.clock.advance(1000)
    expect(next.told).toEqual([{ at: 1000, items: [minutes] }])
    const third = writing(storage)
    third.clock.advance(5000)
    expect(third.told).toEqual([])
  })

  it('are tried again when the disk was full, and nothing is forgotten meanwhile', () => {
    const { clock, storage, read, told, refresh } = writing()
    refresh.mark(minutes)
    read.mockImplementationOnce(() => {
      throw new FoyerError('DISK_FULL')
    })
    clock.advance(1000)
    expect(told).toEqual([])
    expect(storage.settings.get(`stale-notes:${spaceId}`)).toBe(JSON.stringify([minutes]))
    clock.advance(1000)
    expect(told).toEqual([{ at: 2000, items: [minutes] }])
  })

  it('are read again when the Space is closed', () => {
    const { told, refresh } = writing()
    refresh.mark(minutes)
    refresh.close()
    expect(told).toEqual([{ at: 0, items: [minutes] }])
  })
})
