import * as Y from 'yjs'
import { BODY_META_ROOT, bodyFragment, schemaVersionOf } from '../bodies.ts'

/** A value that JSON can hold. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type Attributes = { readonly [key: string]: Json }

export interface NoteElement {
  readonly name: string
  readonly attributes?: Attributes
  readonly children?: readonly NoteNode[]
}

/** Text under its marks; something that stands in a line (`embed`); an element with what is in it. */
export type NoteNode =
  | { readonly text: string; readonly marks?: Attributes }
  | { readonly embed: Json; readonly marks?: Attributes }
  | NoteElement

/** The body of a note as it reads at one moment: without its history, and without who wrote what. */
export interface NoteTree {
  readonly schemaVersion: number
  readonly nodes: readonly NoteNode[]
}

/** Deeper than any editor makes it: such a note cannot be kept. */
export const MAX_TREE_DEPTH = 64
export const MAX_TREE_NODES = 100_000

/** Undefined where it is beyond the limits. Reads only. */
export function treeOf(doc: Y.Doc): NoteTree | undefined {
  const reading = { nodes: 0 }
  try {
    return { schemaVersion: schemaVersionOf(doc), nodes: read(bodyFragment(doc), 0, reading) }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function read(parent: Y.XmlFragment, depth: number, reading: { nodes: number }): NoteNode[] {
  if (depth > MAX_TREE_DEPTH) throw new RangeError('the note is nested too deeply')
  return parent.toArray().flatMap((child): NoteNode[] => {
    reading.nodes++
    if (reading.nodes > MAX_TREE_NODES) throw new RangeError('the note is too large')
    if (child instanceof Y.XmlText) return readText(child)
    return child instanceof Y.XmlElement ? [readElement(child, depth, reading)] : []
  })
}

function readElement(
  element: Y.XmlElement,
  depth: number,
  reading: { nodes: number },
): NoteElement {
  const attributes = inOrder(element.getAttributes() as Attributes)
  const children = read(element, depth + 1, reading)
  return {
    name: element.nodeName,
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    ...(children.length > 0 ? { children } : {}),
  }
}

function readText(text: Y.XmlText): NoteNode[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Attributes }[]
  return delta.map(({ insert, attributes }) => ({
    ...(typeof insert === 'string' ? { text: insert } : { embed: jsonOf(insert) }),
    ...(attributes && Object.keys(attributes).length > 0 ? { marks: inOrder(attributes) } : {}),
  }))
}

/** Yjs has no order of attributes: what reads alike is to be written alike. */
const inOrder = (attributes: Readonly<Record<string, unknown>>): Attributes =>
  Object.fromEntries(
    Object.entries(attributes)
      .map(([key, value]) => [key, jsonOf(value)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** Yjs carries more than JSON can hold; an editor writes none of that. */
function jsonOf(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  const text = JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part))
  return text === undefined ? null : JSON.parse(text)
}

/** Neighbouring texts are one Yjs text, as an editor has them. */
function build(nodes: readonly NoteNode[]): (Y.XmlElement | Y.XmlText)[] {
  const made: (Y.XmlElement | Y.XmlText)[] = []
  let line: { insert: unknown; attributes?: Attributes }[] = []
  const endLine = () => {
    if (line.length === 0) return
    const text = new Y.XmlText()
    text.applyDelta(line)
    made.push(text)
    line = []
  }
  for (const node of nodes) {
    if ('name' in node) {
      endLine()
      made.push(elementOf(node))
      continue
    }
    const insert = 'text' in node ? node.text : node.embed
    line.push({ insert, ...(node.marks ? { attributes: node.marks } : {}) })
  }
  endLine()
  return made
}

function elementOf({ name, attributes = {}, children = [] }: NoteElement): Y.XmlElement {
  // Yjs takes any JSON for an attribute; its types know text only.
  const made = new Y.XmlElement<Record<string, object>>(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as object)
  made.insert(0, build(children))
  return made as unknown as Y.XmlElement
}

/** The body of a new note begins with this text. */
export function beginWithTree(doc: Y.Doc, tree: NoteTree): void {
  doc.transact(() => {
    doc.getMap(BODY_META_ROOT).set('schemaVersion', tree.schemaVersion)
    bodyFragment(doc).push(build(tree.nodes))
  })
}

/** A document of its own with this text and nothing else in it. */
export function docOfTree(tree: NoteTree): Y.Doc {
  const doc = new Y.Doc()
  beginWithTree(doc, tree)
  return doc
}

const same = (a: NoteNode | undefined, b: NoteNode | undefined) =>
  a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b)

/**
 * Makes the text of `doc` that of `tree`, as an edit: blocks at the beginning and at the end that are the
 * same already stay as they are, with the cursors in them. Blocks that are not elements are never kept.
 */
export function writeTree(doc: Y.Doc, { nodes }: NoteTree): void {
  const fragment = bodyFragment(doc)
  const now = fragment.toArray().map((child) => topNode(child))
  const most = Math.min(now.length, nodes.length)
  let before = 0
  while (before < most && same(now[before], nodes[before])) before++
  let after = 0
  while (after < most - before && same(now.at(-1 - after), nodes.at(-1 - after))) after++
  doc.transact(() => {
    fragment.delete(before, now.length - before - after)
    fragment.insert(before, build(nodes.slice(before, nodes.length - after)))
  })
}

/** Undefined for what does not stand for exactly one node of a tree, or is beyond the limits. */
function topNode(child: unknown): NoteNode | undefined {
  try {
    return child instanceof Y.XmlElement ? readElement(child, 0, { nodes: 0 }) : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
