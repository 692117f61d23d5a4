import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { concatBytes, utf8 } from '../../../src-core/base/bytes.ts'
import { encode, struct, text, u8 } from '../../../src-core/base/codec.ts'
import { type FileId, idToBytes } from '../../../src-core/base/ids.ts'
import type { Result } from '../../../src-core/base/result.ts'
import { sealAead } from '../../../src-core/crypto/index.ts'
import {
  CHUNK_BYTES,
  checkPresence,
  clientIdFor,
  type FileManifestWithSecrets,
  inspectUpdate,
  manifestFromBytes,
  manifestToBytes,
} from '../../../src-core/documents/index.ts'
import { openVersion } from '../../../src-core/documents/versions/index.ts'
import { encodePresence, parsePresence } from '../../../src-core/host/space/presence.ts'
import type { Decoder } from './decoder.ts'

const bytes = (byte: number, length = 32) => new Uint8Array(length).fill(byte)
const isOk = ({ ok }: Result<unknown, unknown>) => ok
const TAG = 7
const id = 'A'.repeat(22) as never

const manifest = (changes: Partial<FileManifestWithSecrets>): Uint8Array =>
  manifestToBytes({
    ...{ fileId: id as FileId, name: 'plan.png', sizeBytes: 2 * CHUNK_BYTES, mime: 'image/png' },
    ...{ picture: { width: 640, height: 480, alt: 'A plan' }, removed: ['location'] },
    ...{ key: bytes(1), chunkBytes: CHUNK_BYTES },
    chunks: { type: 'inline', hashes: [bytes(2), bytes(3)] },
    ...changes,
  })

function update(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(TAG, 1)
  doc.getMap('items').set('key', { text: 'hello', order: 1 })
  doc.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph'), new Y.XmlText('some text')])
  doc.getXmlFragment('body').delete(0, 1)
  return Y.encodeStateAsUpdate(doc)
}

function cursors(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(TAG, 2)
  const awareness = new Awareness(doc)
  awareness.setLocalState({ cursor: { anchor: 1, head: 2 } })
  const encoded = encodeAwarenessUpdate(awareness, [doc.clientID])
  awareness.destroy()
  return encoded
}

/** A note as it was kept, sealed under its key with whatever it says. */
function keptVersion(): Decoder {
  const place = { spaceId: 'A'.repeat(43) as never, itemId: id }
  const associated = concatBytes(
    utf8('foyer/v1/version'),
    ...[place.spaceId, place.itemId].map(idToBytes),
  )
  const tree = JSON.stringify({
    schemaVersion: 1,
    nodes: [
      { name: 'heading', attributes: { level: 2 }, children: [{ text: 'Plan' }] },
      {
        name: 'paragraph',
        children: [{ text: 'bold', marks: { bold: true } }, { embed: { a: 1 } }],
      },
    ],
  })
  const content = struct({ version: u8, title: text(4000), name: text(4000), tree: text(100_000) })
  return {
    name: 'kept version',
    good: [encode(content, { version: 1, title: 'Plan', name: 'first', tree })],
    decode: (plain) =>
      openVersion(
        place,
        bytes(1),
        sealAead(bytes(1), plain, associated, { bytes: (n) => bytes(2, n) }),
      ),
  }
}

/** What lies inside an envelope or a presence message. */
export const documentDecoders = (): Decoder[] => [
  {
    name: 'presence',
    good: [
      encodePresence({ type: 'place', here: true, itemId: null }),
      encodePresence({ type: 'place', here: true, itemId: id }),
      encodePresence({ type: 'cursors', itemId: id, update: cursors() }),
    ],
    decode: parsePresence,
    again: encodePresence,
  },
  {
    name: 'cursors',
    good: [cursors()],
    decode: (input) => checkPresence(input, TAG),
    accepted: isOk,
  },
  { name: 'update', good: [update()], decode: inspectUpdate, accepted: isOk },
  {
    name: 'manifest',
    good: [
      manifest({}),
      manifest({ picture: null, removed: [] }),
      manifest({
        sizeBytes: 501 * CHUNK_BYTES,
        chunks: { type: 'list', hash: bytes(4), count: 501 },
      }),
    ],
    decode: manifestFromBytes,
    again: manifestToBytes,
  },
  keptVersion(),
]
