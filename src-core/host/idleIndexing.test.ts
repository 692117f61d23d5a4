import { describe, expect, it } from 'vitest'
import { FoyerError } from '../base/errors.ts'
import type { IndexRest } from '../ports/index.ts'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { createIdleIndexing } from './idleIndexing.ts'

function indexingOf(turn: (number: number) => IndexRest) {
  const clock = createVirtualClock()
  let turns = 0
  const indexing = createIdleIndexing({ clock, feed: { indexSome: () => turn(++turns) } })
  return { clock, indexing, turns: () => turns }
}

describe('indexing when idle', () => {
  it('begins when nothing has happened for a while, and ends when nothing is left', () => {
    const { clock, indexing, turns } = indexingOf((turn) =>
      turn < 3 ? 'rows' : turn < 5 ? 'parts' : 'nothing',
    )
    for (let second = 0; second < 10; second++) {
      clock.advance(1_000)
      indexing.mark()
    }
    expect(turns()).toBe(0)
    clock.advance(60_000)
    expect(turns()).toBe(5)
    indexing.mark()
    clock.advance(60_000)
    expect(turns()).toBe(6)
  })

  it('does not wait for ever for a host that is never idle', () => {
    const { clock, indexing, turns } = indexingOf((turn) => (turn < 20 ? 'rows' : 'nothing'))
    for (let second = 0; second < 40; second++) {
      clock.advance(1_000)
      indexing.mark()
    }
    expect(turns()).toBe(20)
  })

  it('is brought up at once for a search, and no further than the search needs', async () => {
    const { clock, indexing, turns } = indexingOf((turn) => (turn < 4 ? 'rows' : 'parts'))
    const indexed = indexing.indexed()
    await clock.settle(10)
    await indexed
    expect(turns()).toBe(4)
  })

  it('rests after a failure of the disk until something happens, and when closed', () => {
    const { clock, indexing, turns } = indexingOf(() => {
      throw new FoyerError('DISK_FULL')
    })
    clock.advance(60_000)
    expect(turns()).toBe(1)
    indexing.mark()
    clock.advance(60_000)
    expect(turns()).toBe(2)
    indexing.mark()
    indexing.close()
    clock.advance(60_000)
    expect(turns()).toBe(2)
  })
})
