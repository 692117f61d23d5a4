import * as Y from 'yjs'
import { type ItemId, idFromBytes } from '../../src-core/base/ids.ts'
import {
  bodyDocId,
  clientIdFor,
  joinUpdates,
  MAX_SEGMENT_UPDATES,
} from '../../src-core/documents/index.ts'
import { deviceTag, type EpochWithSecrets, openEpochs } from '../../src-core/membership/index.ts'
import type { EnvelopeRow } from '../../src-core/ports/index.ts'
import { sealEnvelope } from '../../src-core/sync/index.ts'
import { createCast } from '../../src-core/testing/cast.ts'
import { systemRandom } from '../../src-main/host/system.ts'
import { editingTrace } from './editingTrace.ts'

export const NOTE = idFromBytes<ItemId>(new Uint8Array(16).fill(9))

type Content = Parameters<typeof sealEnvelope>[0]

/** Alice's Space with Bob in it, and what Alice typed into a note: `edits` keys of the editing trace. */
export function createSealedNote(edits: number) {
  const cast = createCast('sealed note')
  const { alice, spaceId } = cast
  const bob = cast.person()
  const state = cast.join(cast.begin, bob)
  const epoch = openEpochs(state, alice).at(-1) as EpochWithSecrets
  const docId = bodyDocId(NOTE)

  const doc = new Y.Doc()
  doc.clientID = clientIdFor(deviceTag(alice.deviceId), 1)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const text = doc.getText('body')
  for (const edit of editingTrace(edits))
    if ('insert' in edit) text.insert(edit.at, edit.insert)
    else text.delete(edit.at, edit.remove)

  const place = { docId, deviceId: alice.deviceId }
  const seal = (content: Pick<Content, 'payload' | 'seq' | 'prev' | 'kind' | 'covers'>) =>
    sealEnvelope({
      ...{ identity: alice, spaceId, docId, epoch, logHeads: state.heads, random: systemRandom },
      ...content,
    })

  /** One envelope a key, of the first so many. */
  function envelopes(count = edits): EnvelopeRow[] {
    let prev: string | null = null
    return updates.slice(0, count).map((payload, index) => {
      const one = seal({ payload, seq: index + 1, prev, kind: 'update' })
      prev = one.hash
      return { ...place, seq: index + 1, ...one }
    })
  }

  /** As `createCompactor` makes them; the hashes of what they stand for are made up. */
  function segments(): EnvelopeRow[] {
    const rows: EnvelopeRow[] = []
    let prev: string | null = null
    for (let from = 0; from < updates.length; from += MAX_SEGMENT_UPDATES) {
      const part = updates.slice(from, from + MAX_SEGMENT_UPDATES)
      const payload = joinUpdates(part)
      if (!payload) throw new Error('a part of the trace cannot be one segment')
      const [firstSeq, seq] = [from + 1, from + part.length]
      const covers = { firstSeq, tip: idFromBytes<never>(systemRandom.bytes(32)) as string }
      const one = seal({ payload, seq, prev, kind: 'segment', covers })
      rows.push({ ...place, firstSeq, seq, ...one })
      prev = covers.tip
    }
    return rows
  }

  return { alice, bob, spaceId, docId, state, updates, text: text.toString(), envelopes, segments }
}
