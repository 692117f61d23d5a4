import * as Y from 'yjs'

/** Version of the note schema that this build writes; a higher one is read, never written. */
export const SCHEMA_VERSION = 1

/** Names of the root types; the editor binds to the first. */
export const BODY_ROOT = 'body'
export const BODY_META_ROOT = 'meta'

/** Marks of schema version 1, by the names Tiptap gives them. */
export const KNOWN_MARKS = ['bold', 'italic', 'underline', 'strike', 'code', 'link'] as const

export const bodyFragment = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(BODY_ROOT)

/** Version 1 where none is written, or nothing sensible. */
export function schemaVersionOf(doc: Y.Doc): number {
  const version = doc.getMap(BODY_META_ROOT).get('schemaVersion')
  return Number.isInteger(version) && (version as number) >= 1 ? (version as number) : 1
}

/** True when this build must show the note from a detached clone and not write it. */
export const isNewerBody = (doc: Y.Doc): boolean => schemaVersionOf(doc) > SCHEMA_VERSION

/** Begins the body of a new note, in one transaction; each text becomes a paragraph. */
export function createBody(doc: Y.Doc, paragraphs: readonly string[] = []): void {
  createBodyOf(
    doc,
    paragraphs.map((text) => ({ type: 'paragraph' as const, text })),
  )
}

/** A block of prose to begin a note with; the text may hold `**bold**` and `*italic*`. */
export interface BodyBlock {
  readonly type: 'paragraph' | 'heading' | 'bullet' | 'task'
  readonly text: string
}

/** As `createBody`, with headings, bullets and tasks. */
export function createBodyOf(doc: Y.Doc, blocks: readonly BodyBlock[]): void {
  doc.transact(() => {
    doc.getMap(BODY_META_ROOT).set('schemaVersion', SCHEMA_VERSION)
    bodyFragment(doc).push(groupLists(blocks))
  })
}

function element(name: string, children: readonly (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const made = new Y.XmlElement(name)
  made.insert(0, [...children])
  return made
}

const paragraph = (text: string) => element('paragraph', [richText(text)])

/** Adjacent bullets share one list, adjacent tasks another. */
function groupLists(blocks: readonly BodyBlock[]): Y.XmlElement[] {
  const made: Y.XmlElement[] = []
  const lists = { bullet: [] as BodyBlock[], task: [] as BodyBlock[] }
  const flush = () => {
    if (lists.bullet.length > 0) made.push(bulletList(lists.bullet))
    if (lists.task.length > 0) made.push(taskList(lists.task))
    lists.bullet = []
    lists.task = []
  }
  for (const block of blocks) {
    const { type } = block
    if (type === 'bullet' || type === 'task') {
      if (lists[type].length === 0) flush()
      lists[type].push(block)
      continue
    }
    flush()
    made.push(type === 'heading' ? heading(block.text) : paragraph(block.text))
  }
  flush()
  return made
}

function heading(text: string): Y.XmlElement {
  const made = new Y.XmlElement<{ level: number }>('heading')
  made.setAttribute('level', 2)
  made.insert(0, [richText(text)])
  return made as unknown as Y.XmlElement
}

const bulletList = (blocks: readonly BodyBlock[]) =>
  element(
    'bulletList',
    blocks.map(({ text }) => element('listItem', [paragraph(text)])),
  )

function taskList(blocks: readonly BodyBlock[]): Y.XmlElement {
  const item = (text: string) => {
    const made = new Y.XmlElement<{ checked: boolean }>('taskItem')
    made.setAttribute('checked', false)
    made.insert(0, [paragraph(text)])
    return made as unknown as Y.XmlElement
  }
  return element(
    'taskList',
    blocks.map(({ text }) => item(text)),
  )
}

/** `**bold**` and `*italic*` become marks; nothing else is special. */
function richText(source: string): Y.XmlText {
  const text = new Y.XmlText()
  const delta = source
    .split(/(\*\*[^*]+\*\*|\*[^*]+\*)/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part.startsWith('**')) return { insert: part.slice(2, -2), attributes: { bold: {} } }
      if (part.startsWith('*')) return { insert: part.slice(1, -1), attributes: { italic: {} } }
      return { insert: part }
    })
  text.applyDelta(delta)
  return text
}
