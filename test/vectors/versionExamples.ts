import * as Y from 'yjs'
import { type ItemId, idToBytes, type SpaceId, type VersionId } from '../../src-core/base/ids.ts'
import { clientIdFor } from '../../src-core/documents/index.ts'
import {
  createVersionBook,
  openVersion,
  sealVersion,
  tagOfVersion,
} from '../../src-core/documents/versions/index.ts'
import { type VersionRecord, versionIdOf } from '../../src-core/documents/versions/versionRecord.ts'
import { encodeMessage } from '../../src-core/sync/messages.ts'

const TAG = 0xa1b2_c3d4
const NOW = Date.UTC(2026, 0, 1)
const spaceId = 'AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM' as SpaceId
const itemId = 'BAQEBAQEBAQEBAQEBAQEBA' as ItemId

/** Every byte of a kept version: what is sealed, what is said of it, and how it travels. */
export function versionOf() {
  let drawn = 0
  const random = { bytes: (length: number) => new Uint8Array(length).fill(++drawn) }
  const content = {
    title: 'Hall floor',
    name: 'Sent to the notary',
    tree: {
      schemaVersion: 1,
      nodes: [
        { name: 'heading', attributes: { level: 2 }, children: [{ text: 'Order' }] },
        {
          name: 'paragraph',
          children: [{ text: 'old ' }, { text: 'bluestone', marks: { bold: {} } }],
        },
      ],
    },
  }
  const sealed = sealVersion({ spaceId, itemId }, content, random)
  if (!sealed) throw new Error('not sealed')
  const { keyWithSecrets: key, blob, hash, check } = sealed
  const record: VersionRecord = {
    ...{ itemId, at: NOW, order: 7, kind: 'named', hash, check },
    bytes: blob.length,
  }
  const id = versionIdOf(spaceId, TAG, record)
  return {
    ...{ spaceId, itemId, tag: TAG, content, key, blob, hash, check, at: NOW, order: 7, id },
    idBytes: idToBytes(id),
    tagOfId: tagOfVersion(id),
    opened: openVersion({ spaceId, itemId }, key, blob),
    feed: feedOf(record, id),
    messages: {
      wantVersions: encodeMessage({ type: 'wantVersions', ids: [id] }),
      version: encodeMessage({ type: 'version', id, key, blob }),
      versionMissing: encodeMessage({ type: 'versionMissing', id }),
    },
  }
}

/** The record and its erasure, as values of the feed's document. */
function feedOf(record: VersionRecord, id: VersionId) {
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(TAG, 9)
  const book = createVersionBook(doc, spaceId, TAG)
  book.add(record)
  const versions = doc.getMap('versions').toJSON()
  book.erase([id], NOW + 1000, false)
  return { versions, erased: doc.getMap('erased').toJSON() }
}
