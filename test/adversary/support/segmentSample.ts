import * as Y from 'yjs'
import { clientIdFor, joinUpdates } from '../../../src-core/documents/index.ts'
import { deviceTag } from '../../../src-core/membership/index.ts'
import { sealEnvelope } from '../../../src-core/sync/envelope.ts'
import { type createSealedCast, SOME_DOCUMENT } from '../../../src-core/testing/sealedCast.ts'

type Cast = ReturnType<typeof createSealedCast>

/** Some letters of Alice's, typed one by one and sealed in one piece (rule 16). */
export function segmentOf({ alice, epoch, spaceId, state, random }: Cast) {
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(deviceTag(alice.deviceId), 1)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let i = 0; i < 4; i++) doc.getText('body').insert(i, 'k')
  doc.getText('body').delete(1, 2)
  const payload = joinUpdates(updates) as Uint8Array
  const covers = { firstSeq: 1, tip: 'B'.repeat(42).concat('A') }
  const { bytes } = sealEnvelope({
    ...{ identity: alice, epoch, spaceId, docId: SOME_DOCUMENT, logHeads: state.heads },
    ...{ kind: 'segment', covers, seq: 5, prev: null, payload, random },
  })
  return { payload, bytes }
}
