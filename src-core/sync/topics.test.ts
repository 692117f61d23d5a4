import { beforeAll, describe, expect, it } from 'vitest'
import { ready } from '../crypto/index.ts'
import { listenDays, topicFor, untilNextDay, utcDay } from './topics.ts'

beforeAll(ready)
const key = new Uint8Array(32).fill(3)

describe('topics (rule 17)', () => {
  it('change with the UTC day and with the key, and tell neither', () => {
    const topics = new Set([0, 1, 2].map((day) => topicFor(key, day)))
    topics.add(topicFor(new Uint8Array(32).fill(4), 0))
    expect(topics.size).toBe(4)
    for (const topic of topics) expect(topic).toMatch(/^[\w-]{43}$/)
  })

  it('of yesterday, today and tomorrow are listened on, so that clocks may differ by a day', () => {
    const now = Date.UTC(2026, 10, 22, 23, 59)
    expect(listenDays(now)).toEqual([utcDay(now) - 1, utcDay(now), utcDay(now) + 1])
    for (const off of [-86_400_000, 86_400_000])
      expect(listenDays(now)).toContain(utcDay(now + off))
    expect(untilNextDay(now)).toBe(60_000)
  })
})
