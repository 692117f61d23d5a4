import type { DocId, SpaceId } from '../../src-core/base/ids.ts'
import { idToBytes } from '../../src-core/base/ids.ts'
import { openAtRest } from '../../src-core/crypto/index.ts'
import { openEpochs } from '../../src-core/membership/index.ts'
import { openHeader, openPayload } from '../../src-core/sync/index.ts'
import { createForger } from '../adversary/support/forger.ts'
import type { Person } from '../scenarios/support/world.ts'

/** Which of these texts a document's envelopes, snapshots or checkpoint on somebody's disk still hold, opened. */
export function findOnDisk(
  person: Person,
  spaceId: SpaceId,
  docId: DocId,
  texts: readonly string[],
): ReadonlySet<string> {
  const { storage } = person.profile
  const { state, identity } = createForger(person, spaceId)
  const epochs = openEpochs(state(), identity)
  const payloads = storage.envelopes.ofDocument(spaceId, docId, 0, 100_000).flatMap(({ bytes }) => {
    const header = openHeader(bytes)
    const epoch = epochs.find(({ epochId }) => epochId === header?.epochId)
    return (header && epoch && openPayload(bytes, header, epoch)) ?? []
  })
  const dataKey = storage.spaces.get(spaceId)?.dataKey
  const checkpoint = storage.checkpoints.get(spaceId, docId)
  if (dataKey && checkpoint) {
    const place = { kind: 'checkpoint', context: [idToBytes(spaceId), idToBytes(docId)] }
    payloads.push(openAtRest(dataKey, place, checkpoint.sealed) ?? new Uint8Array())
  }
  const opened = payloads.map((payload) => Buffer.from(payload))
  return new Set(texts.filter((text) => opened.some((payload) => payload.includes(text))))
}
