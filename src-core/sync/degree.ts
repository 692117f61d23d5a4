import { ENOUGH_PEERS } from './limits.ts'

/** What a device knows when it hears another one's announcement. */
export interface DegreeQuestion {
  /** Links of this device and of the one that announced itself. */
  readonly mine: number
  readonly theirs: number
  /** Devices heard of lately, this one not counted. */
  readonly online: number
  /** Offers by others to that device, seen on the topic since it announced itself. */
  readonly offersSeen: number
  readonly maxPeers: number
  /** From 0 up to 1. */
  readonly draw: number
}

export type DegreeAnswer = 'offer' | 'skip' | 'replace'

/**
 * "Sizes to design for": a full mesh while everyone fits, above that 8 to 12 links each. A device that
 * is full gives way for one with few links, and now and then for any, so that two groups that have
 * filled up apart from each other grow together.
 */
export function answerAnnouncement(question: DegreeQuestion): DegreeAnswer {
  const { mine, theirs, online, offersSeen, maxPeers, draw } = question
  if (online <= maxPeers && mine < maxPeers) return 'offer'
  const expected = theirs + offersSeen
  if (mine < maxPeers) {
    const short = expected < ENOUGH_PEERS || (mine < ENOUGH_PEERS && expected < maxPeers)
    return short ? 'offer' : 'skip'
  }
  return draw < (expected < 2 ? 2 : 1 / 8) / maxPeers ? 'replace' : 'skip'
}

/** Above a full mesh, answers are spread over this many ms, so that later ones see the earlier. */
export const answerDelayMs = (question: DegreeQuestion): number =>
  question.online <= question.maxPeers ? 0 : Math.floor(question.draw * 1500)
