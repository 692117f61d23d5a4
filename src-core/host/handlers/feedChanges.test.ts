import { describe, expect, it } from 'vitest'
import type { ItemId } from '../../base/ids.ts'
import { itemIdOf } from '../../testing/suites/storageRows.ts'
import { createVirtualClock } from '../../testing/virtualClock.ts'
import { createFeedChanges } from './feedChanges.ts'

const items = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => itemIdOf(from + index))

function watched() {
  const clock = createVirtualClock()
  const told: (ItemId[] | null)[] = []
  const changes = createFeedChanges({ clock, tell: (changed) => told.push(changed) })
  return { clock, changes, told }
}

describe('changes of a feed on their way to a page', () => {
  it('are told at once, those of one turn together', async () => {
    const { clock, changes, told } = watched()
    changes.note(items(1, 1))
    changes.note(items(2, 1))
    await clock.settle(0)
    expect(told).toEqual([items(1, 2)])
    changes.note(items(3, 1))
    await clock.settle(0)
    expect(told).toEqual([items(1, 2), items(3, 1)])
    changes.note(items(3, 1))
    changes.note(null)
    await clock.settle(0)
    expect(told.at(-1)).toBeNull()
  })

  it('wait a little after many, and nothing of them is lost', async () => {
    const { clock, changes, told } = watched()
    for (let turn = 0; turn < 25; turn++) {
      changes.note(items(turn * 100, 100))
      await clock.settle(40)
    }
    expect(told).toHaveLength(4)
    await clock.settle(300)
    expect(told.flat()).toEqual(items(0, 2_500))
    await clock.settle(300)
    changes.note(items(1, 1))
    await clock.settle(0)
    expect(told.at(-1)).toEqual(items(1, 1))
  })

  it('are told to nobody who is gone', async () => {
    const { clock, changes, told } = watched()
    changes.note(items(1, 100))
    await clock.settle(0)
    changes.note(items(200, 100))
    changes.close()
    await clock.settle(1_000)
    expect(told).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })
})
