import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { bodyFragment, createBody } from './bodies.ts'
import { inspectUpdate } from './inspect.ts'
import { splitUpdate } from './splitUpdate.ts'

/** The last update that `work` makes in a document that holds a little already, and that document. */
function updateOf(work: (doc: Y.Doc) => void) {
  const doc = new Y.Doc()
  doc.clientID = 5
  createBody(doc, ['before'])
  const before = Y.encodeStateAsUpdate(doc)
  let update = new Uint8Array()
  doc.on('update', (made: Uint8Array) => {
    update = made as Uint8Array<ArrayBuffer>
  })
  doc.transact(() => work(doc))
  return { doc, before, update }
}

const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const made = new Y.XmlElement('paragraph')
    made.insert(0, [new Y.XmlText(`line ${i}`)])
    return made
  })

describe('an update beyond the limits of rule 36', () => {
  test.each<[string, (doc: Y.Doc) => void]>([
    ['three thousand pasted paragraphs', (doc) => bodyFragment(doc).push(paragraphs(3000))],
    [
      'a text of a megabyte with characters of every width',
      (doc) => {
        const text = new Y.XmlText()
        bodyFragment(doc).push([text])
        text.insert(0, `x${'aé€😀'.repeat(200_000)}`)
      },
    ],
    [
      'pasting much and deleting what was there',
      (doc) => {
        bodyFragment(doc).push(paragraphs(3000))
        bodyFragment(doc).delete(0, 1)
        for (let i = 0; i < 900; i++) bodyFragment(doc).delete(i, 1)
      },
    ],
  ])('(%s) becomes updates within them that do the same', (_, work) => {
    const { doc, before, update } = updateOf(work)
    expect(inspectUpdate(update).ok).toBe(false)
    const parts = splitUpdate(update)
    expect(parts.length).toBeGreaterThan(1)
    const copy = new Y.Doc()
    Y.applyUpdate(copy, before)
    for (const part of parts) {
      expect(inspectUpdate(part)).toMatchObject({ ok: true })
      expect(part.length).toBeLessThan(200_000)
      Y.applyUpdate(copy, part)
    }
    expect(bodyFragment(copy).toString()).toBe(bodyFragment(doc).toString())
    expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(doc))
    expect(copy.store.pendingStructs).toBeNull()
  })
})

test('an update within the limits is left alone', () => {
  const { update } = updateOf((doc) => bodyFragment(doc).push(paragraphs(3)))
  expect(splitUpdate(update)).toEqual([update])
})

test('bytes that are no update are left to the judge', () => {
  const garbage = Uint8Array.of(9, 9, 9)
  expect(splitUpdate(garbage)).toEqual([garbage])
})
