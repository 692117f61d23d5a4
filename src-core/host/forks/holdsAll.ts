import type { NoteNode, NoteTree } from '../../documents/versions/index.ts'

/** Whether each block of `part` stands in `whole` too, in its order, perhaps with more text in it. */
export function holdsAll(whole: NoteTree, part: NoteTree): boolean {
  let at = 0
  return part.nodes.every((node) => {
    while (at < whole.nodes.length && !holds(whole.nodes[at] as NoteNode, node)) at++
    return at++ < whole.nodes.length
  })
}

const holds = (whole: NoteNode, part: NoteNode): boolean =>
  JSON.stringify(whole) === JSON.stringify(part) ||
  (shapeOf(whole) === shapeOf(part) && textOf(whole).includes(textOf(part)))

/** What is not text: formatting that the other lacks would be lost. */
const shapeOf = (node: NoteNode): string =>
  JSON.stringify(node, (key, value) => (key === 'text' ? '' : value))

const textOf = (node: NoteNode): string =>
  'text' in node ? node.text : 'name' in node ? (node.children ?? []).map(textOf).join('\n') : ''
