import * as Y from 'yjs'

export interface BodyText {
  readonly type: 'text'
  readonly text: string
  /** Mark names, with the address of a link. */
  readonly marks: readonly { readonly name: string; readonly href: string | null }[]
}

export interface BodyElement {
  readonly type: 'element'
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly children: readonly BodyNode[]
}

export type BodyNode = BodyText | BodyElement

/** Deeper than any editor makes it; what lies below is left out of the picture, never of the document. */
const MAX_DEPTH = 24

/**
 * Reads a rich text without an editor. ProseMirror would delete from a live document what it does not
 * know, even read-only, so whoever may not write, or meets a newer schema, is shown this instead: taken
 * from a detached clone, unknown nodes as the text they hold.
 */
export function readBody(doc: Y.Doc, field = 'body'): readonly BodyNode[] {
  const clone = new Y.Doc()
  Y.applyUpdate(clone, Y.encodeStateAsUpdate(doc))
  const nodes = readChildren(clone.getXmlFragment(field), 0)
  clone.destroy()
  return nodes
}

function readChildren(parent: Y.XmlFragment, depth: number): readonly BodyNode[] {
  if (depth > MAX_DEPTH) return []
  return parent.toArray().flatMap((child): readonly BodyNode[] => {
    if (child instanceof Y.XmlText) return readText(child)
    if (!(child instanceof Y.XmlElement)) return []
    return [
      {
        type: 'element',
        name: child.nodeName,
        attributes: child.getAttributes(),
        children: readChildren(child, depth + 1),
      },
    ]
  })
}

function readText(text: Y.XmlText): readonly BodyText[] {
  const delta = text.toDelta() as { insert?: unknown; attributes?: Record<string, unknown> }[]
  return delta.flatMap(({ insert, attributes }) =>
    typeof insert === 'string'
      ? [{ type: 'text', text: insert, marks: readMarks(attributes) }]
      : [],
  )
}

function readMarks(attributes: Record<string, unknown> = {}): BodyText['marks'] {
  return Object.entries(attributes).map(([key, value]) => ({
    // Marks that may overlap carry a hash behind their name.
    name: key.replace(/--.*$/, ''),
    href: webAddress(value),
  }))
}

/** The address of a link mark, when it is one a click may open: http or https. */
function webAddress(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('href' in value)) return null
  const { href } = value
  return typeof href === 'string' && /^https?:\/\//i.test(href) ? href : null
}
