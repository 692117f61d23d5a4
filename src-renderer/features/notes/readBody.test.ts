import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readBody } from './readBody.ts'

function noteWithUnknownNode(): Y.Doc {
  const doc = new Y.Doc()
  const widget = new Y.XmlElement('poll2030')
  const inner = new Y.XmlElement('paragraph')
  inner.insert(0, [new Y.XmlText('Which day?')])
  widget.insert(0, [inner])
  const heading = new Y.XmlElement('heading')
  // biome-ignore lint/suspicious/noExplicitAny: Yjs types attributes as strings; the editor writes numbers.
  heading.setAttribute('level', 2 as any)
  const text = new Y.XmlText()
  text.insert(0, 'Tiles', { bold: {} })
  text.insert(5, ' here', { link: { href: 'https://example.org/a' } })
  text.insert(10, ' not', { link: { href: 'javascript:alert(1)' } })
  heading.insert(0, [text])
  doc.getXmlFragment('body').insert(0, [heading, widget])
  return doc
}

describe('reading a body without an editor', () => {
  it('deletes nothing of a document with unknown nodes', () => {
    const doc = noteWithUnknownNode()
    const before = Y.encodeStateAsUpdate(doc)
    readBody(doc)
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    expect(doc.getXmlFragment('body').toString()).toContain('<poll2030>')
  })

  it('shows the text that an unknown node holds', () => {
    const [, widget] = readBody(noteWithUnknownNode())
    expect(widget).toMatchObject({
      name: 'poll2030',
      children: [{ name: 'paragraph', children: [{ text: 'Which day?' }] }],
    })
  })

  it('reads a clone: the live document goes on, and has nothing new in it', () => {
    const doc = noteWithUnknownNode()
    const before = Y.encodeStateAsUpdate(doc)
    const heard: unknown[] = []
    doc.on('update', (update) => heard.push(update))
    doc.on('destroy', () => heard.push('destroyed'))
    readBody(doc)
    expect(heard).toEqual([])
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it('keeps marks, and of links only web addresses', () => {
    const [heading] = readBody(noteWithUnknownNode())
    expect(heading).toMatchObject({
      name: 'heading',
      attributes: { level: 2 },
      children: [
        { text: 'Tiles', marks: [{ name: 'bold', href: null }] },
        { text: ' here', marks: [{ name: 'link', href: 'https://example.org/a' }] },
        { text: ' not', marks: [{ name: 'link', href: null }] },
      ],
    })
  })

  it('ends on a body nested deeper than any editor makes it', () => {
    const doc = new Y.Doc()
    let parent: Y.XmlFragment = doc.getXmlFragment('body')
    for (let depth = 0; depth < 500; depth += 1) {
      const child = new Y.XmlElement('blockquote')
      parent.insert(0, [child])
      parent = child
    }
    expect(readBody(doc)).toHaveLength(1)
  })
})
