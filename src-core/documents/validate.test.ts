import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ItemId } from '../base/ids.ts'
import { type CraftedStruct, craftUpdate } from '../testing/craftUpdate.ts'
import { createBody } from './bodies.ts'
import { clientIdFor } from './clientId.ts'
import { commentKey, newCommentId } from './commentKeys.ts'
import { createComments } from './comments.ts'
import { createFeed } from './feed.ts'
import { checkUpdate, type DocumentKind, mayWrite, type WriterRole } from './validate.ts'

const ALICE = 0xa11ce000
const EVE = 0x0e4e0000
const alice = clientIdFor(ALICE, 1)
const eve = clientIdFor(EVE, 1)
const itemId = `${'i'.repeat(21)}A` as ItemId

let counter = 0
const random = {
  bytes: (length: number) => {
    counter++
    return new Uint8Array(length).fill(counter % 256)
  },
}

/** A document of `tag`'s device and the updates it makes. */
function docOf(client: number, from?: Y.Doc) {
  const doc = new Y.Doc()
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
  doc.clientID = client
  const updates: Uint8Array[] = []
  doc.on(
    'update',
    (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (local) updates.push(update)
    },
  )
  return { doc, updates, last: () => updates.at(-1) ?? new Uint8Array() }
}

const judge =
  (kind: DocumentKind, deviceTag: number, role: WriterRole) =>
  (update: Uint8Array): string => {
    const checked = checkUpdate({ kind, update, deviceTag, role })
    return checked.ok ? 'accepted' : checked.error
  }

const byEve = (
  structs: CraftedStruct[],
  deletes: { client: number; clock: number; length: number }[] = [],
) => craftUpdate({ blocks: structs.length > 0 ? [{ client: eve, structs }] : [], deletes })

describe('who may write what (rule 9)', () => {
  const kinds: DocumentKind[] = ['feed', 'comments', 'body']
  test.each<[WriterRole, DocumentKind[]]>([
    ['owner', kinds],
    ['admin', kinds],
    ['editor', kinds],
    ['commenter', ['comments']],
    ['viewer', []],
    ['guest', []],
  ])('%s: %j', (role, allowed) => {
    expect(kinds.filter((kind) => mayWrite(role, kind))).toEqual(allowed)
  })

  test('a viewer cannot write the feed even with a well-formed update', () => {
    const { doc, last } = docOf(eve)
    createFeed(doc).post({ id: itemId, kind: 'message', at: 1, text: 'hello' })
    expect(judge('feed', EVE, 'editor')(last())).toBe('accepted')
    expect(judge('feed', EVE, 'viewer')(last())).toBe('the role may not write here')
  })
})

describe('what the app itself writes is accepted', () => {
  test('every command of the feed, as an editor', () => {
    const { doc, updates } = docOf(alice)
    const feed = createFeed(doc)
    feed.post({ id: itemId, kind: 'message', at: 1, text: 'hello' })
    feed.edit(itemId, { at: 2, text: 'hello again' })
    feed.bin(itemId, 3)
    feed.restore(itemId)
    feed.clearEdit(itemId)
    feed.setMeta({ name: 'Loft', enamel: 'moss' })
    expect(updates).toHaveLength(6)
    expect(updates.map(judge('feed', ALICE, 'editor'))).toEqual(Array(6).fill('accepted'))
  })

  test('every command of the comments, as a commenter, also after a restart and coalesced', () => {
    const { doc, updates } = docOf(eve)
    const first = createComments(doc, { tag: EVE, random })
    const id = first.add({ itemId, text: 'mine', at: 1 })
    const reopened = docOf(clientIdFor(EVE, 2), doc)
    const comments = createComments(reopened.doc, { tag: EVE, random })
    comments.edit(id, 'still mine', 2)
    comments.bin(id, 3)
    comments.restore(id)
    const all = [...updates, ...reopened.updates, Y.mergeUpdates(reopened.updates)]
    expect(all.map(judge('comments', EVE, 'commenter'))).toEqual(Array(5).fill('accepted'))
  })

  test('a moderator hides and shows the comment of another', () => {
    const { doc } = docOf(eve)
    const id = createComments(doc, { tag: EVE, random }).add({ itemId, text: 'rude', at: 1 })
    const moderator = docOf(alice, doc)
    const comments = createComments(moderator.doc, { tag: ALICE, random })
    comments.bin(id, 2)
    expect(comments.row(id)?.binned).toEqual({ client: alice, at: 2 })
    comments.restore(id)
    expect(comments.row(id)?.binned).toBeNull()
    expect(moderator.updates.map(judge('comments', ALICE, 'editor'))).toEqual([
      'accepted',
      'accepted',
    ])
    expect(judge('comments', ALICE, 'commenter')(moderator.updates[0] as Uint8Array)).toBe(
      'writes into a key of another device',
    )
  })

  test('a new note', () => {
    const { doc, last } = docOf(alice)
    createBody(doc, ['**Bold** words'])
    expect(judge('body', ALICE, 'editor')(last())).toBe('accepted')
  })
})

describe('a forged author (rule 11)', () => {
  test.each<DocumentKind>(['feed', 'comments', 'body'])(
    'a struct with the client id of another device is refused in %s',
    (kind) => {
      const update = craftUpdate({
        blocks: [{ client: alice, structs: [{ parent: 'items', parentSub: 'k' }] }],
      })
      expect(judge(kind, EVE, 'owner')(update)).toBe('written under the name of another device')
    },
  )

  test('the next tag is another device', () => {
    const update = craftUpdate({ blocks: [{ client: clientIdFor(EVE + 1, 0), structs: [{}] }] })
    expect(judge('feed', EVE, 'owner')(update)).toBe('written under the name of another device')
  })
})

describe('a commenter against the comments of others (rule 9)', () => {
  const { doc } = docOf(alice)
  const id = createComments(doc, { tag: ALICE, random }).add({ itemId, text: 'precious', at: 1 })
  const target = { client: alice, clock: 0 }
  const asCommenter = judge('comments', EVE, 'commenter')
  const asEditor = judge('comments', EVE, 'editor')
  const textAfter = (update: Uint8Array) => {
    const copy = docOf(eve, doc).doc
    Y.applyUpdate(copy, update)
    return createComments(copy, { tag: EVE, random }).row(id)?.text
  }

  test('deletes it with ten bytes: works in Yjs, refused here, allowed to a moderator', () => {
    const update = byEve([], [{ ...target, length: 1 }])
    expect(update.length).toBeLessThanOrEqual(14)
    expect(textAfter(update)).toBeUndefined()
    expect(asCommenter(update)).toBe('deletes what another device wrote')
    expect(asEditor(update)).toBe('accepted')
  })

  test('overwrites its key without any delete set, by origin: works in Yjs, refused here', () => {
    const update = byEve([
      { origin: target, content: [{ itemId, text: 'forged', at: 1, order: 1 }] },
    ])
    expect(textAfter(update)).toBeUndefined()
    expect(asCommenter(update)).toBe('writes into a key of another device')
    expect(asEditor(update)).toBe('writes into a key of another device')
  })

  test('names its key outright', () => {
    const key = commentKey(ALICE, id)
    const update = byEve([{ parent: 'comments', parentSub: key }])
    expect(asCommenter(update)).toBe('writes into a key of another device')
    expect(asEditor(update)).toBe('writes into a key of another device')
  })

  test('puts itself to the left of it', () => {
    const update = byEve([{ rightOrigin: target }])
    expect(asCommenter(update)).toBe('writes into a key of another device')
  })

  test('nests inside the type of another', () => {
    const update = byEve([{ parent: target, parentSub: 'k' }])
    expect(asCommenter(update)).toBe('nests inside another type')
    expect(asEditor(update)).toBe('nests inside another type')
  })

  test.each([
    ['a type', 7],
    ['a subdocument', 9],
    ['text', 4],
  ])('writes %s where plain values belong', (_, ref) => {
    const parentSub = commentKey(EVE, newCommentId(EVE, random))
    const update = byEve([{ ref, parent: 'comments', parentSub }])
    expect(asCommenter(update)).toBe('content that does not belong here')
  })

  test('writes another root, or no key at all', () => {
    const parentSub = commentKey(EVE, newCommentId(EVE, random))
    const updates = [byEve([{ parent: 'other', parentSub }]), byEve([{ parent: 'comments' }])]
    for (const update of updates)
      expect(asCommenter(update)).toBe('writes into a key of another device')
  })

  test('claims its id under a key of its own: nobody is shown that comment', () => {
    const parentSub = commentKey(EVE, id)
    const content = [{ itemId, text: 'forged', at: 1, order: 1 }]
    const update = byEve([{ parent: 'comments', parentSub, content }])
    expect(asCommenter(update)).toBe('accepted')
    expect(textAfter(update)).toBe('precious')
  })
})

test('a subdocument is refused in a note, nesting is what notes are made of', () => {
  const asEditor = judge('body', EVE, 'editor')
  expect(asEditor(byEve([{ ref: 9, parent: 'body' }]))).toBe('content that does not belong here')
  expect(asEditor(byEve([{ parent: { client: alice, clock: 0 } }]))).toBe('accepted')
})

test('limits are checked whatever the role (rules 13, 36)', () => {
  const structs = Array.from({ length: 2049 }, (_, i) => ({ parent: 'items', parentSub: `${i}` }))
  expect(judge('feed', EVE, 'owner')(byEve(structs))).toBe('too many structs')
})
