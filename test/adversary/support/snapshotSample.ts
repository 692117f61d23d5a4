import * as Y from 'yjs'
import type { DeviceId, DocId, EntryHash } from '../../../src-core/base/ids.ts'
import { hashId } from '../../../src-core/crypto/index.ts'
import { clientIdFor, encodeState } from '../../../src-core/documents/index.ts'
import {
  checkState,
  cutSnapshot,
  openPart,
  openSnapshot,
  type Snapshot,
  type SnapshotPart,
} from '../../../src-core/documents/snapshots/index.ts'
import { encodeStub, openStub, type Stub } from '../../../src-core/sync/index.ts'
import type { Decoder } from './decoder.ts'

const [ALICE, BOB] = [7, 9]
const PART_HEAD_BYTES = 37

function state(): Uint8Array {
  const doc = new Y.Doc()
  for (const tag of [ALICE, BOB]) {
    doc.clientID = clientIdFor(tag, 1)
    doc.getText('body').insert(0, 'some letters')
    doc.getText('body').delete(2, 3)
  }
  return encodeState(doc)
}

const hash = 'B'.repeat(42).concat('A')
const snapshot = (changes: Partial<Snapshot>): Snapshot => ({
  ...{ generation: 3, parent: hash, erases: true, state: state() },
  covered: [
    {
      deviceId: 'A'.repeat(22) as DeviceId,
      logHeads: [],
      runs: [{ first: 1, before: null, last: 4, hash }],
    },
    {
      deviceId: 'BBBBBBBBBBBBBBBBBBBBBA' as DeviceId,
      logHeads: [hash as EntryHash],
      runs: [
        { first: 2, last: 200, before: hash, hash },
        { first: 300, last: 300, before: hash, hash },
      ],
    },
  ],
  ...changes,
})

const payloadOf = (made: Snapshot) => cutSnapshot(made)?.payloads[0] as Uint8Array
/** However it was changed, it has the name that it must have. */
const named = (piece: Uint8Array): SnapshotPart => ({
  ...{ index: 0, count: 1, name: hashId(piece) as string, piece },
})

const stub: Stub = {
  ...{ docId: 'A'.repeat(22) as DocId, deviceId: 'A'.repeat(22) as DeviceId },
  ...{ firstSeq: 300, seq: 70_000, before: hash, hash, logHeads: [hash as EntryHash] },
}

/** Signed snapshots of a document: what an envelope of one holds, the whole, and the state in it (rule 16). */
export function snapshotDecoders(): Decoder[] {
  const good = [
    snapshot({}),
    snapshot({ generation: 1, parent: null, erases: false }),
    snapshot({ covered: [] }),
  ].map(payloadOf)
  return [
    {
      name: 'stub',
      good: [stub, { ...stub, logHeads: [] }].map(encodeStub),
      decode: openStub,
      again: encodeStub,
    },
    { name: 'part of a snapshot', good: [good[0] as Uint8Array], decode: openPart },
    {
      name: 'snapshot',
      good: good.map((payload) => payload.subarray(PART_HEAD_BYTES)),
      decode: (bytes) => openSnapshot([named(bytes)]),
      again: (value: Snapshot) => payloadOf(value)?.subarray(PART_HEAD_BYTES),
    },
    {
      name: 'state of a snapshot',
      good: [state()],
      decode: (bytes) =>
        checkState({ kind: 'body', state: bytes, isKnown: (tag) => tag === ALICE || tag === BOB }),
      accepted: ({ ok }: ReturnType<typeof checkState>) => ok,
    },
  ]
}
