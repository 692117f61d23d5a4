import { describe, expect, it } from 'vitest'
import { answerAnnouncement, answerDelayMs, type DegreeQuestion } from './degree.ts'

const answer = (changes: Partial<DegreeQuestion>) =>
  answerAnnouncement({
    mine: 0,
    theirs: 0,
    online: 30,
    offersSeen: 0,
    maxPeers: 12,
    draw: 0.5,
    ...changes,
  })

describe('who links to whom ("Sizes to design for")', () => {
  it('is everyone while they fit, without waiting', () => {
    expect(answer({ online: 12, mine: 11, theirs: 11 })).toBe('offer')
    const question = { mine: 0, theirs: 0, online: 12, offersSeen: 0, maxPeers: 12, draw: 0.9 }
    expect(answerDelayMs(question)).toBe(0)
    expect(answerDelayMs({ ...question, online: 13 })).toBeGreaterThan(1000)
  })

  it('is a device that lacks links, and not one that has enough offers', () => {
    expect(answer({ mine: 8, theirs: 3 })).toBe('offer')
    expect(answer({ mine: 8, theirs: 3, offersSeen: 5 })).toBe('skip')
    expect(answer({ mine: 2, theirs: 3, offersSeen: 6 })).toBe('offer')
    expect(answer({ mine: 2, theirs: 12 })).toBe('skip')
  })

  it('is nobody more for a full device, except now and then', () => {
    expect(answer({ mine: 12, theirs: 0 })).toBe('skip')
    expect(answer({ mine: 12, theirs: 0, draw: 0.1 })).toBe('replace')
    expect(answer({ mine: 12, theirs: 12, draw: 0.1 })).toBe('skip')
    expect(answer({ mine: 12, theirs: 12, draw: 0.001 })).toBe('replace')
  })
})
