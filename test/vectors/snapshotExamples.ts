import {
  type DeviceId,
  type DocId,
  type EntryHash,
  type EpochId,
  type Id,
  idFromBytes,
  type SpaceId,
} from '../../src-core/base/ids.ts'
import { clientIdFor, encodeState, loadDoc } from '../../src-core/documents/index.ts'
import { cutSnapshot } from '../../src-core/documents/snapshots/index.ts'
import { deviceTag } from '../../src-core/membership/index.ts'
import { sealEnvelope } from '../../src-core/sync/envelope.ts'
import { encodeMessage } from '../../src-core/sync/messages.ts'
import { encodeStub } from '../../src-core/sync/stub.ts'
import type { syncInputs } from './syncExamples.ts'

const fill = (byte: number, length = 32) => new Uint8Array(length).fill(byte)
const hashOf = (byte: number) => idFromBytes<Id>(fill(byte))
const EPOCH = { epochId: idFromBytes<EpochId>(fill(0x73)), key: fill(0x74) }

function writtenByBoth(alice: DeviceId, bob: DeviceId): Uint8Array {
  const doc = loadDoc(undefined)
  doc.clientID = clientIdFor(deviceTag(alice), 1)
  doc.getText('body').insert(0, 'four letters')
  doc.clientID = clientIdFor(deviceTag(bob), 1)
  doc.getText('body').insert(12, ' and more')
  doc.getText('body').delete(0, 5)
  return encodeState(doc)
}

/** What Alice and Bob wrote into a document, as a snapshot of one part by Alice (rule 16). */
export function snapshotOf({ alice, bob, docId }: ReturnType<typeof syncInputs>) {
  const covered = [
    {
      ...{ deviceId: alice.deviceId, logHeads: [] },
      runs: [{ first: 1, before: null, last: 1, hash: hashOf(0x7b) }],
    },
    {
      deviceId: bob.deviceId,
      logHeads: [idFromBytes<EntryHash>(fill(0x76))],
      runs: [
        { first: 3, last: 5, before: hashOf(0x78), hash: hashOf(0x7c) },
        { first: 300, last: 700, before: hashOf(0x79), hash: hashOf(0x7e) },
      ],
    },
  ]
  const state = writtenByBoth(alice.deviceId, bob.deviceId)
  const snapshot = {
    generation: 2,
    parent: idFromBytes<Id>(fill(0x7d)),
    erases: true,
    covered,
    state,
  }
  const { name, payloads } = cutSnapshot(snapshot) as NonNullable<ReturnType<typeof cutSnapshot>>
  const place = { seq: 2, prev: idFromBytes<Id>(fill(0x7a)) }
  const { bytes, hash } = sealEnvelope({
    ...place,
    spaceId: idFromBytes<SpaceId>(fill(0x75)),
    docId: docId as DocId,
    logHeads: [idFromBytes<EntryHash>(fill(0x76))],
    kind: 'snapshot',
    identity: alice,
    epoch: EPOCH,
    payload: payloads[0] as Uint8Array,
    random: { bytes: (length: number) => fill(0x49, length) },
  })
  const logHeads = [idFromBytes<EntryHash>(fill(0x76))]
  const stub = {
    ...{ docId: docId as DocId, deviceId: bob.deviceId, firstSeq: 300, seq: 700 },
    ...{ before: hashOf(0x79), hash: hashOf(0x7e), logHeads },
  }
  const told = {
    stub: { ...stub, bytes: encodeStub(stub) },
    message: encodeMessage({ type: 'snapshots', batch: [bytes] }),
  }
  return {
    epoch: EPOCH,
    ...place,
    ...told,
    snapshot,
    name,
    payload: payloads[0],
    envelope: bytes,
    hash,
  }
}
