import { describe, expect, it } from 'vitest'
import { createVirtualClock } from '../../testing/virtualClock.ts'
import { createSettler } from './settler.ts'

function settling() {
  const clock = createVirtualClock()
  const runs: number[] = []
  const settler = createSettler({
    clock,
    quietMs: 100,
    atMostMs: 250,
    run: () => runs.push(clock.elapsed),
  })
  return { clock, runs, settler }
}

describe('a settler', () => {
  it('does nothing unasked', () => {
    const { clock, runs } = settling()
    clock.advance(1000)
    expect(runs).toEqual([])
  })

  it('answers once, when it has been quiet for long enough after the last event', () => {
    const { clock, runs, settler } = settling()
    settler.mark()
    clock.advance(60)
    settler.mark()
    clock.advance(99)
    expect(runs).toEqual([])
    clock.advance(1000)
    expect(runs).toEqual([160])
  })

  it('answers now and then in a row of events that does not end', () => {
    const { clock, runs, settler } = settling()
    for (let event = 0; event < 12; event++) {
      settler.mark()
      clock.advance(50)
    }
    expect(runs).toEqual([250, 500])
  })

  it('answers what happens while it answers', () => {
    const clock = createVirtualClock()
    const runs: number[] = []
    const settler = createSettler({
      clock,
      quietMs: 100,
      atMostMs: 250,
      run() {
        runs.push(clock.elapsed)
        if (runs.length === 1) settler.mark()
      },
    })
    settler.mark()
    clock.advance(1000)
    expect(runs).toEqual([100, 200])
  })

  it('stays silent once it is stopped, and may be stopped when nothing waits', () => {
    const { clock, runs, settler } = settling()
    settler.stop()
    settler.mark()
    settler.stop()
    clock.advance(1000)
    expect(runs).toEqual([])
  })
})
