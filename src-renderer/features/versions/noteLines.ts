import type { BodyElement, BodyNode, BodyText } from '../notes/readBody.ts'

export type LineKind =
  | 'title'
  | 'paragraph'
  | 'heading'
  | 'bullet'
  | 'ordered'
  | 'task'
  | 'quote'
  | 'code'
  | 'rule'

/** A block of a note as one line, to be compared with another one. */
export interface NoteLine {
  readonly kind: LineKind
  /** Of headings 1 to 6, of list entries the depth, otherwise 0. */
  readonly level: number
  readonly done: boolean
  readonly text: string
  /** Differs where the same words are marked differently. */
  readonly marks: string
}

interface Place {
  readonly kind: LineKind
  readonly level: number
  readonly done: boolean
}
const PLAIN: Place = { kind: 'paragraph', level: 0, done: false }
const LISTS: Readonly<Record<string, LineKind>> = {
  bulletList: 'bullet',
  orderedList: 'ordered',
  taskList: 'task',
}

/** A note as lines, its title first. */
export const noteLines = (title: string, nodes: readonly BodyNode[]): readonly NoteLine[] => [
  { kind: 'title', level: 0, done: false, text: title, marks: '' },
  ...linesOf(nodes, PLAIN),
]

function linesOf(nodes: readonly BodyNode[], place: Place): NoteLine[] {
  const inline = nodes.filter(isInline)
  const own = inline.length > 0 ? [lineOf(inline, place)] : []
  return [
    ...own,
    ...nodes.flatMap((node) =>
      node.type === 'element' && !isInline(node) ? elementLines(node, place) : [],
    ),
  ]
}

const isInline = (node: BodyNode): boolean => node.type === 'text' || node.name === 'hardBreak'

function elementLines(element: BodyElement, place: Place): NoteLine[] {
  if (element.name === 'horizontalRule') return [{ ...place, kind: 'rule', text: '', marks: '' }]
  const lines = linesOf(element.children, placeIn(element, place))
  const isText = element.name === 'paragraph' || element.name === 'heading'
  // An empty line between others is a line.
  return lines.length === 0 && isText ? [lineOf([], placeIn(element, place))] : lines
}

function placeIn({ name, attributes }: BodyElement, place: Place): Place {
  const list = LISTS[name]
  if (list) return { kind: list, level: place.kind in DEEPER ? place.level + 1 : 1, done: false }
  if (name === 'taskItem') return { ...place, done: attributes.checked === true }
  if (name === 'heading')
    return { kind: 'heading', level: Number(attributes.level) || 1, done: false }
  if (name === 'blockquote') return { ...PLAIN, kind: 'quote' }
  if (name === 'codeBlock') return { ...PLAIN, kind: 'code' }
  return place
}
const DEEPER = { bullet: true, ordered: true, task: true }

function lineOf(nodes: readonly BodyNode[], place: Place): NoteLine {
  const texts = nodes.map(
    (node): BodyText => (node.type === 'text' ? node : { type: 'text', text: '\n', marks: [] }),
  )
  return {
    ...place,
    text: texts.map(({ text }) => text).join(''),
    marks: JSON.stringify(
      texts.filter(({ marks }) => marks.length > 0).map(({ text, marks }) => [text, marks]),
    ),
  }
}
