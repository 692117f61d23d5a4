import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { bodyFragment, createBody, createBodyOf, isNewerBody, schemaVersionOf } from './bodies.ts'
import { MAX_BLOCKS, MAX_PLAIN_TEXT, noteBlocks } from './noteBlocks.ts'
import { markOf } from './noteRuns.ts'

const textOf = (doc: Y.Doc) =>
  noteBlocks(doc).blocks.map(({ type, runs }) => [type, runs.map(({ text }) => text).join('')])

function add(
  doc: Y.Doc,
  name: string,
  attributes: object,
  ...children: (Y.XmlElement | Y.XmlText)[]
) {
  const made = node(name, attributes, ...children)
  bodyFragment(doc).push([made])
  return made
}
function node(name: string, attributes: object, ...children: (Y.XmlElement | Y.XmlText)[]) {
  const made = new Y.XmlElement<Record<string, string>>(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string)
  made.insert(0, children)
  return made as unknown as Y.XmlElement
}
const words = (text: string) => new Y.XmlText(text)

describe('a note as the feed shows it', () => {
  test('blocks, marks, levels and ticks', () => {
    const doc = new Y.Doc()
    createBodyOf(doc, [
      { type: 'heading', text: 'Lease' },
      { type: 'paragraph', text: 'Signed by **Bob**.' },
      { type: 'bullet', text: 'one' },
      { type: 'task', text: 'two' },
    ])
    expect(noteBlocks(doc)).toEqual({
      blocks: [
        { type: 'heading', level: 2, done: false, runs: [{ text: 'Lease', marks: [] }] },
        {
          type: 'paragraph',
          level: 0,
          done: false,
          runs: [
            { text: 'Signed by ', marks: [] },
            { text: 'Bob', marks: ['bold'] },
            { text: '.', marks: [] },
          ],
        },
        { type: 'bullet', level: 0, done: false, runs: [{ text: 'one', marks: [] }] },
        { type: 'task', level: 0, done: false, runs: [{ text: 'two', marks: [] }] },
      ],
      more: false,
      plainText: 'Lease\nSigned by Bob.\none\ntwo',
    })
  })

  test('nested lists, quotes, code, rules and line breaks', () => {
    const doc = new Y.Doc()
    const inner = node(
      'bulletList',
      {},
      node('listItem', {}, node('paragraph', {}, words('inner'))),
    )
    add(doc, 'orderedList', {}, node('listItem', {}, node('paragraph', {}, words('outer')), inner))
    add(doc, 'blockquote', {}, node('paragraph', {}, words('quoted')))
    add(doc, 'codeBlock', {}, words('let x'))
    add(doc, 'horizontalRule', {})
    add(doc, 'paragraph', {}, words('a'), node('hardBreak', {}), words('b'))
    add(
      doc,
      'taskList',
      {},
      node('taskItem', { checked: true }, node('paragraph', {}, words('did'))),
    )
    expect(textOf(doc)).toEqual([
      ['ordered', 'outer'],
      ['bullet', 'inner'],
      ['quote', 'quoted'],
      ['code', 'let x'],
      ['rule', ''],
      ['paragraph', 'a\nb'],
      ['task', 'did'],
    ])
    const { blocks } = noteBlocks(doc)
    expect(blocks.map(({ level }) => level)).toEqual([0, 1, 0, 0, 0, 0, 0])
    expect(blocks.at(-1)?.done).toBe(true)
  })

  test('an unknown node shows its text, and what a mark is called with a hash is known', () => {
    const doc = new Y.Doc()
    add(doc, 'callout', {}, node('paragraph', {}, words('from a newer Foyer')))
    expect(textOf(doc)).toEqual([['paragraph', 'from a newer Foyer']])
    expect(['link--Ab3=', 'bold', 'highlight', '__proto__'].map(markOf)).toEqual([
      'link',
      'bold',
      undefined,
      undefined,
    ])
  })

  test('says when there is more', () => {
    const doc = new Y.Doc()
    createBody(
      doc,
      Array.from({ length: MAX_BLOCKS + 1 }, (_, i) => `line ${i}`),
    )
    const { blocks, more, plainText } = noteBlocks(doc)
    expect([blocks.length, more]).toEqual([MAX_BLOCKS, true])
    expect(plainText).toContain(`line ${MAX_BLOCKS}`)
  })

  test('is read in bounded time and size, whatever was written', () => {
    const doc = new Y.Doc()
    doc.transact(() => {
      let inner = add(doc, 'blockquote', {})
      for (let depth = 0; depth < 3000; depth++) {
        const next = new Y.XmlElement('blockquote')
        inner.insert(0, [next])
        inner = next
      }
      add(doc, 'heading', { level: { a: 1 } }, words('x'.repeat(2 * MAX_PLAIN_TEXT)))
      bodyFragment(doc).push(Array.from({ length: 30_000 }, () => new Y.XmlElement('paragraph')))
    })
    const start = performance.now()
    const { plainText, blocks } = noteBlocks(doc)
    expect(performance.now() - start).toBeLessThan(5000)
    expect(plainText).toHaveLength(MAX_PLAIN_TEXT)
    expect(blocks[0]).toMatchObject({ type: 'heading', level: 1 })
  })
})

describe('the schema of a note', () => {
  test('is written with it, and a newer one is recognised', () => {
    const doc = new Y.Doc()
    createBody(doc)
    expect([schemaVersionOf(doc), isNewerBody(doc)]).toEqual([1, false])
    doc.getMap('meta').set('schemaVersion', 2)
    expect(isNewerBody(doc)).toBe(true)
    doc.getMap('meta').set('schemaVersion', 'garbage')
    expect([schemaVersionOf(doc), isNewerBody(doc)]).toEqual([1, false])
  })
})
