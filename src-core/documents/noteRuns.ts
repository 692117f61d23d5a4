import * as Y from 'yjs'
import { KNOWN_MARKS } from './bodies.ts'

export type NoteMark = (typeof KNOWN_MARKS)[number]

export interface NoteRun {
  readonly text: string
  readonly marks: NoteMark[]
}

/** The mark's name; the editor adds a hash to names of marks that may overlap (`link--abc=`). */
export const markOf = (attribute: string): NoteMark | undefined => {
  const name = attribute.split('--')[0]
  return KNOWN_MARKS.find((known) => known === name)
}

/** Text with its marks, in order; a hard break is a line feed. */
export function runsOf(children: readonly (Y.XmlText | Y.XmlElement)[]): NoteRun[] {
  return children.flatMap((child) =>
    child instanceof Y.XmlText ? textRuns(child) : [{ text: '\n', marks: [] }],
  )
}

interface Insertion {
  readonly insert?: unknown
  readonly attributes?: Readonly<Record<string, unknown>>
}

const textRuns = (text: Y.XmlText): NoteRun[] =>
  (text.toDelta() as readonly Insertion[]).flatMap(({ insert, attributes = {} }) =>
    typeof insert === 'string' ? [{ text: insert, marks: marksOf(attributes) }] : [],
  )

function marksOf(attributes: Readonly<Record<string, unknown>>): NoteMark[] {
  const marks = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== false)
    .map(([name]) => markOf(name))
  return KNOWN_MARKS.filter((mark) => marks.includes(mark))
}
