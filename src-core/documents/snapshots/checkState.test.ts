import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { encodeState, loadDoc } from '../checkpoint.ts'
import { clientIdFor } from '../clientId.ts'
import { COMMENTS_ROOT, keyPrefix } from '../commentKeys.ts'
import { checkState } from './index.ts'

const [ALICE, BOB, STRANGER] = [7, 9, 11]
const isKnown = (tag: number) => tag === ALICE || tag === BOB
const check = (kind: 'feed' | 'comments' | 'body', state: Uint8Array) =>
  checkState({ kind, state, isKnown })

/** Alice writes, Bob goes on, and some of it is deleted: garbage is collected. */
function note(tags: readonly number[] = [ALICE, BOB]) {
  const doc = loadDoc(undefined)
  for (const [index, tag] of tags.entries()) {
    doc.clientID = clientIdFor(tag, index + 1)
    const body = doc.getXmlFragment('body')
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(`paragraph ${index}`)])
    body.insert(0, [paragraph])
    doc.getText('text').insert(0, `from ${tag}`)
  }
  doc.getXmlFragment('body').delete(0, 1)
  doc.getText('text').delete(2, 3)
  return doc
}

/** Only what one client wrote from some clock on. */
const after = (doc: Y.Doc, client: number, clock: number) =>
  Y.encodeStateAsUpdate(doc, Y.encodeStateVector(new Map([[client, clock]])))

describe('the state of a snapshot', () => {
  test('may be of many authors', () => {
    expect(check('body', encodeState(note()))).toEqual({ ok: true, value: null })
    expect(check('body', encodeState(loadDoc(undefined)))).toEqual({ ok: true, value: null })
  })

  test('names no author that the Space does not know', () => {
    expect(check('body', encodeState(note([ALICE, STRANGER])))).toMatchObject({
      error: 'written under the name of another device',
    })
  })

  test('begins at the beginning of each of them', () => {
    expect(check('body', after(note(), clientIdFor(ALICE, 1), 2))).toMatchObject({
      error: 'is not whole',
    })
  })

  test('names and deletes nothing that is not in it', () => {
    const doc = loadDoc(undefined)
    doc.clientID = clientIdFor(ALICE, 1)
    doc.getText('text').insert(0, 'by Alice')
    const sent: Uint8Array[] = []
    doc.on('update', (update) => sent.push(update))
    doc.clientID = clientIdFor(BOB, 1)
    doc.getText('text').insert(3, 'Bob')
    doc.getText('text').delete(0, 2)
    expect(sent).toHaveLength(2)
    for (const update of sent)
      expect(check('body', update)).toMatchObject({ error: 'is not whole' })
  })

  test('keeps to what may be in the feed and in the comments', () => {
    const doc = note()
    expect(check('feed', encodeState(doc))).toMatchObject({ ok: false })
    const comments = (tag: number, key: string) => {
      const made = loadDoc(undefined)
      made.clientID = clientIdFor(tag, 1)
      made.getMap(COMMENTS_ROOT).set(key, 1)
      return encodeState(made)
    }
    expect(check('comments', comments(BOB, `${keyPrefix(BOB)}a`))).toMatchObject({ ok: true })
    expect(check('comments', comments(BOB, `${keyPrefix(ALICE)}a`))).toMatchObject({
      error: 'writes into a key of another device',
    })
  })

  test('that is no update is refused', () => {
    for (const bytes of [[], [1], [255, 255, 255, 255], [0, 0, 0]])
      expect(check('body', Uint8Array.from(bytes))).toMatchObject({ ok: false })
  })
})
