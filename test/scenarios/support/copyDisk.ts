import type { Storage } from '../../../src-core/ports/index.ts'
import { createMemoryStorage } from '../../../src-core/ports/memory/index.ts'

const KINDS = [
  ...(['epoch', 'invite', 'verdict', 'proof'] as const),
  ...(['suspect', 'aside', 'kept', 'snapshot', 'erasure'] as const),
]
const MANY = 100_000

/** A disk as a backup has it: everything of one's own and of every Space that other devices could miss. */
export function copyDisk(from: Storage): Storage {
  const to = createMemoryStorage()
  const profile = from.personal.profile()
  if (profile) to.personal.putProfile(profile)
  for (const row of from.spaces.list()) {
    const { spaceId } = row
    to.spaces.put(row)
    for (const kind of KINDS)
      for (const { id, sealed } of from.spaces.secrets(spaceId, kind))
        to.spaces.putSecret(spaceId, kind, id, sealed)
    for (const { hash, bytes } of from.log.list(spaceId)) to.log.append(spaceId, hash, bytes)
    const envelopes = from.envelopes
      .heads(spaceId)
      .flatMap(({ deviceId }) => from.envelopes.ofDevice(spaceId, deviceId, 1, MANY))
    for (const one of envelopes.sort((a, b) => a.position - b.position))
      to.envelopes.append(spaceId, one)
    const items = from.feed.window(spaceId, 'everything', 0, MANY)
    to.feed.putItems(spaceId, items)
    for (const { itemId } of items)
      to.feed.putComments(spaceId, from.feed.comments(spaceId, itemId))
    for (const person of from.personal.people(spaceId)) to.personal.putPerson(person)
    for (const card of from.personal.cards(spaceId)) to.personal.putCard(card)
  }
  return to
}
