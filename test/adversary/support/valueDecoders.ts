import { createDecoder, hasContent, readAny } from 'lib0/decoding'
import * as Y from 'yjs'
import { concatBytes, utf8 } from '../../../src-core/base/bytes.ts'
import { FoyerError } from '../../../src-core/base/errors.ts'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import type { Result } from '../../../src-core/base/result.ts'
import { decodeMessage, encodeMessage } from '../../../src-core/bridge/messageCodec.ts'
import { sealAead } from '../../../src-core/crypto/index.ts'
import { openHashList } from '../../../src-core/documents/chunks.ts'
import {
  checkUpdate,
  clientIdFor,
  createComments,
  createFeed,
  noteBlocks,
} from '../../../src-core/documents/index.ts'
import { createVersionBook, treeOf } from '../../../src-core/documents/versions/index.ts'
import { compareSafetyCode, safetyCode } from '../../../src-core/membership/index.ts'
import { parseRelayMessage } from '../../../src-core/sync/relayProtocol.ts'
import { createRecordSealer } from '../../../src-core/sync/secureRecords.ts'
import { readBody } from '../../../src-renderer/features/notes/readBody.ts'
import type { Decoder } from './decoder.ts'

const bytes = (byte: number, length = 32) => new Uint8Array(length).fill(byte)
const text = (input: Uint8Array) => String.fromCharCode(...input)
const isOk = ({ ok }: Result<unknown, unknown>) => ok

const TAG = 7
const SPACE = 'A'.repeat(43) as SpaceId
const ITEM = 'BBBBBBBBBBBBBBBBBBBBBA' as ItemId

/** As Yjs reads the value of one of its entries; undefined where it is none. */
function anyOf(input: Uint8Array): { readonly value: unknown } | undefined {
  try {
    const decoder = createDecoder(input)
    const value: unknown = readAny(decoder)
    return hasContent(decoder) ? undefined : { value }
  } catch {
    return undefined
  }
}

/** A document in which one key of one map has this value, set by the device with the tag. */
function docWith(root: string, key: string, value: unknown): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(TAG, 1)
  doc.getMap(root).set(key, value)
  return doc
}

function valueDecoder(name: string, values: readonly unknown[], read: (value: unknown) => unknown) {
  return {
    name,
    good: values.map(encodeMessage),
    decode(input: Uint8Array) {
      const found = anyOf(input)
      return found && read(found.value)
    },
  }
}

const placed = { order: 1, at: 5 }
const manyKeys = { comment: `${'0'.repeat(7)}7:AAAABwAAAAAAAAAAAAAAAA` }

/** Values in the documents of a Space, as an editor's or a commenter's device may write them. */
function feedValues(): Decoder[] {
  const base = { kind: 'link', ...placed, url: 'https://example.org', text: 'a link' }
  return [
    valueDecoder(
      'item of a feed',
      [{ kind: 'message', ...placed, text: 'hello' }, { kind: 'note', ...placed, title: '' }, base],
      (value) => createFeed(docWith('items', ITEM, value)).row(ITEM),
    ),
    valueDecoder(
      'edit of an item',
      [{ at: 6, text: 'edited', url: 'http://a', alt: '' }],
      (value) => {
        const doc = docWith('edits', ITEM, value)
        doc.getMap('items').set(ITEM, base)
        return createFeed(doc).row(ITEM)?.edited ?? undefined
      },
    ),
    valueDecoder('comment', [{ itemId: ITEM, ...placed, text: 'yes', editedAt: 7 }], (value) => {
      const doc = docWith('comments', manyKeys.comment, value)
      const comments = createComments(doc, { tag: TAG, random: { bytes: (n) => bytes(1, n) } })
      return [...comments.rows()][0]
    }),
    valueDecoder('name of a Space', ['Loft'], (value) => {
      const { name } = createFeed(docWith('meta', 'name', value)).meta()
      return name ?? undefined
    }),
    valueDecoder(
      'erasure of a version',
      [
        { item: ITEM, at: 5, keptAt: 4 },
        { item: ITEM, at: 5, keptAt: 4, thinned: true },
      ],
      (value) => [...createVersionBook(docWith('erased', ITEM, value), SPACE, TAG).erased()][0],
    ),
  ]
}

function noteUpdate(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(TAG, 1)
  const heading = new Y.XmlElement<Record<string, object>>('heading')
  heading.setAttribute('level', 2 as never)
  const list = new Y.XmlElement('taskList')
  doc.getXmlFragment('body').push([heading as unknown as Y.XmlElement, list])
  heading.insert(0, [new Y.XmlText('Plan')])
  const entry = new Y.XmlElement<Record<string, object>>('taskItem')
  entry.setAttribute('checked', { no: [1, 'bool', null] })
  list.insert(0, [entry as unknown as Y.XmlElement])
  const line = new Y.XmlText()
  entry.insert(0, [line])
  line.insert(0, 'bold and linked', { bold: {}, link: { href: 'https://example.org' } })
  line.insertEmbed(4, { image: 'x' })
  line.delete(2, 3)
  return Y.encodeStateAsUpdate(doc)
}

/** A note's change, as its editor's device may make it, read in all ways in which notes are read. */
const note: Decoder = {
  name: 'note',
  good: [noteUpdate()],
  decode(update) {
    const checked = checkUpdate({ kind: 'body', update, deviceTag: TAG, role: 'editor' })
    if (!checked.ok) return undefined
    const doc = new Y.Doc()
    Y.applyUpdate(doc, update)
    return [noteBlocks(doc), JSON.stringify(treeOf(doc)), readBody(doc)]
  },
}

/** What is read of a relay, a person's camera, the disk of a peer, and a page. */
export function valueDecoders(): Decoder[] {
  const offer = { urls: ['turn:turn.example:3478'], username: 'u', credential: 'c' }
  const relay: readonly unknown[] = [
    { type: 'publish', topic: 'A'.repeat(43), data: 'AAAA', clients: 1 },
    { type: 'pong' },
    { type: 'hello', mailbox: 1, days: 30 },
    { type: 'ice', servers: [offer, { urls: ['stun:stun.example'] }], seconds: 60 },
    { type: 'about', operator: 'Alice', region: null },
  ]
  const digits = '48213'.repeat(12)
  const hashes = concatBytes(bytes(1), bytes(2))
  const [key, random] = [bytes(3), { bytes: (length: number) => bytes(4, length) }]
  const place = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0)
  return [
    {
      name: 'word of a relay',
      good: relay.map((one) => utf8(JSON.stringify(one))),
      decode: (input) => parseRelayMessage(text(input)),
      accepted: isOk,
    },
    {
      name: 'safety number',
      good: [utf8(safetyCode(digits)), utf8(digits)],
      decode: (input) => compareSafetyCode(digits, text(input)),
      accepted: (outcome) => outcome === 'same',
      says: (outcome) => outcome,
    },
    {
      name: 'list of a file’s hashes',
      good: [hashes],
      decode: (plain) =>
        openHashList(key, 2, sealAead(key, plain, utf8('foyer/v1/file-hashes'), random)),
    },
    {
      name: 'record on a link',
      good: [0, 1, 2, 3].map((type) => Uint8Array.of(type, 5, 6)),
      decode: (plain) =>
        createRecordSealer({ send: key, receive: key }, random).open(
          'live',
          sealAead(key, plain, place, random),
        ),
    },
    {
      name: 'message of a page',
      good: [
        { t: 'call', id: 1, input: { text: 'hello', bytes: bytes(1, 3), list: [1, null] } },
      ].map(encodeMessage),
      decode(input) {
        try {
          return { read: decodeMessage(input) }
        } catch (error) {
          if (error instanceof FoyerError && error.code === 'INVALID_INPUT') return undefined
          throw error
        }
      },
    },
    ...feedValues(),
    note,
  ]
}
