import type { SpaceId } from '../base/ids.ts'
import { type MembershipState, parentFacts, replaying } from '../membership/index.ts'
import type { Storage } from '../ports/index.ts'
import { inTurns, type Turns } from './space/turns.ts'

/** A log that was read before its Space is opened, so that opening is a short turn. */
export interface ReadLog {
  readonly state: MembershipState
  /** Of a hidden group: the log of its Space that it was read with (rule 10). */
  readonly within?: MembershipState | undefined
}
export type ReadLogs = ReadonlyMap<SpaceId, ReadLog>

/** Entries on one's own disk are believed: only verified ones are written. */
const believed = () => true

/** The logs of a profile that nobody works with yet, in turns: years of a Space take some 150 ms. */
export async function readLogs(
  { spaces, log }: Pick<Storage, 'spaces' | 'log'>,
  turns: Turns,
): Promise<ReadLogs> {
  const read = new Map<SpaceId, ReadLog>()
  const rows = spaces.list()
  // Groups after their Spaces.
  for (const { spaceId, parent } of rows.toSorted(
    (a, b) => Number(a.parent !== null) - Number(b.parent !== null),
  )) {
    const within = parent === null ? undefined : read.get(parent)?.state
    if (parent !== null && !within) continue
    const entries = log.list(spaceId).map(({ bytes }) => bytes)
    const facts = within && parentFacts(within)
    const state = await inTurns(replaying(spaceId, entries, facts, believed), turns)
    read.set(spaceId, { state, within })
  }
  return read
}
