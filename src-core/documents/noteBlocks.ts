import * as Y from 'yjs'
import { bodyFragment } from './bodies.ts'
import { type NoteRun, runsOf } from './noteRuns.ts'

/** A note as the feed shows it without the editor; the bridge's `noteBlock` has the same shape. */
export interface NoteBlockView {
  readonly type: 'paragraph' | 'heading' | 'bullet' | 'ordered' | 'task' | 'quote' | 'code' | 'rule'
  /** Of headings 1 to 6, of list entries the depth, otherwise 0. */
  readonly level: number
  readonly done: boolean
  readonly runs: NoteRun[]
}

export interface NoteView {
  /** At most `MAX_BLOCKS`. */
  readonly blocks: NoteBlockView[]
  /** There is more than `blocks` shows. */
  readonly more: boolean
  /** For search: a line a block, at most `MAX_PLAIN_TEXT` characters. */
  readonly plainText: string
}

export const MAX_BLOCKS = 12
export const MAX_PLAIN_TEXT = 200_000
/** Deeper nesting is not looked into: whoever wrote it did not use an editor. */
const MAX_DEPTH = 24
const MAX_NODES = 20_000

type Kind = NoteBlockView['type']

/** What a container makes of the paragraphs in it. */
interface Context {
  readonly type: Kind
  readonly level: number
  readonly done: boolean
}

/** Reads a note's body; unknown nodes show their text as paragraphs. Never throws, bounded. */
export function noteBlocks(doc: Y.Doc): NoteView {
  const reading = { nodes: 0, length: 0 }
  const blocks: NoteBlockView[] = []
  const lines: string[] = []
  let total = 0

  function add(block: NoteBlockView): void {
    total++
    if (blocks.length < MAX_BLOCKS) blocks.push(block)
    const line = block.runs.map(({ text }) => text).join('')
    if (line === '' || reading.length > MAX_PLAIN_TEXT) return
    reading.length += line.length + 1
    lines.push(line)
  }

  function visit(node: Y.XmlElement, context: Context, depth: number): void {
    reading.nodes++
    if (reading.nodes > MAX_NODES || depth > MAX_DEPTH) return
    const inner = contextOf(node, context)
    if (node.nodeName === 'horizontalRule') {
      add({ ...inner, type: 'rule', runs: [] })
      return
    }
    const children = node.toArray()
    const inline = children.filter(isInline)
    if (inline.length > 0 || isTextblock(node)) add({ ...inner, runs: runsOf(inline) })
    for (const child of children)
      if (child instanceof Y.XmlElement && !isInline(child)) visit(child, inner, depth + 1)
  }

  for (const child of bodyFragment(doc).toArray()) {
    if (child instanceof Y.XmlElement) visit(child, PARAGRAPH, 0)
    else if (child instanceof Y.XmlText) add({ ...PARAGRAPH, runs: runsOf([child]) })
  }
  const plainText = lines.join('\n').slice(0, MAX_PLAIN_TEXT)
  return { blocks, more: total > blocks.length, plainText }
}

const PARAGRAPH: Context = { type: 'paragraph', level: 0, done: false }

const isInline = (child: unknown): child is Y.XmlText | Y.XmlElement =>
  child instanceof Y.XmlText || (child instanceof Y.XmlElement && child.nodeName === 'hardBreak')

const isTextblock = ({ nodeName }: Y.XmlElement) =>
  nodeName === 'paragraph' || nodeName === 'heading' || nodeName === 'codeBlock'

function contextOf(node: Y.XmlElement, outer: Context): Context {
  const isList = outer.type === 'bullet' || outer.type === 'ordered' || outer.type === 'task'
  const entry = (type: Kind) => ({
    type,
    level: Math.min(6, isList ? outer.level + 1 : 0),
    done: false,
  })
  switch (node.nodeName) {
    case 'heading':
      return { type: 'heading', level: headingLevel(node), done: false }
    case 'bulletList':
      return entry('bullet')
    case 'orderedList':
      return entry('ordered')
    case 'taskList':
      return entry('task')
    case 'taskItem':
      return { ...outer, done: isChecked(node) }
    case 'blockquote':
      return { type: 'quote', level: 0, done: false }
    case 'codeBlock':
      return { type: 'code', level: 0, done: false }
    default:
      return outer
  }
}

const attribute = (node: Y.XmlElement, name: string): unknown => node.getAttribute(name)

function headingLevel(node: Y.XmlElement): number {
  const level = attribute(node, 'level')
  // Not everything can be made a number of: an object may throw.
  if (typeof level !== 'number' || !Number.isInteger(level)) return 1
  return Math.min(6, Math.max(1, level))
}

const isChecked = (node: Y.XmlElement) => {
  const checked = attribute(node, 'checked')
  return checked === true || checked === 'true'
}
