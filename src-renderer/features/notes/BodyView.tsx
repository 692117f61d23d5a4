import { type ReactNode, useEffect, useState } from 'react'
import type * as Y from 'yjs'
import { marked } from './Blocks.tsx'
import css from './NoteSheet.module.css'
import { type BodyElement, type BodyNode, readBody } from './readBody.ts'

/** A whole note for reading: drawn from a detached clone, never bound to the live document. */
export function BodyView({ doc }: { readonly doc: Y.Doc }) {
  const [nodes, setNodes] = useState(() => readBody(doc))
  useEffect(() => {
    const read = () => setNodes(readBody(doc))
    doc.on('update', read)
    read()
    return () => doc.off('update', read)
  }, [doc])
  return <div className={css.text}>{nodes.map(renderNode)}</div>
}

function renderNode(node: BodyNode, index: number): ReactNode {
  if (node.type === 'element') return <Element key={index} element={node} />
  const names = node.marks.map((mark) => mark.name)
  const href = node.marks.find((mark) => mark.href !== null)?.href
  if (!href) return <span key={index}>{marked(node.text, names)}</span>
  const inner = marked(
    node.text,
    names.filter((name) => name !== 'link'),
  )
  return (
    <a key={index} href={href} target="_blank" rel="noopener noreferrer">
      {inner}
    </a>
  )
}

const TAGS = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  taskList: 'ul',
  taskItem: 'li',
  blockquote: 'blockquote',
  codeBlock: 'pre',
} as const

function Element({ element }: { readonly element: BodyElement }) {
  const children = element.children.map(renderNode)
  switch (element.name) {
    case 'horizontalRule':
      return <hr />
    case 'hardBreak':
      return <br />
    case 'heading':
      return element.attributes.level === 1 ? <h3>{children}</h3> : <h4>{children}</h4>
    case 'taskList':
      return <ul className={css.tasks}>{children}</ul>
    case 'taskItem':
      return (
        <li data-done={element.attributes.checked === true || undefined}>
          <span className={css.box} aria-hidden>
            {element.attributes.checked === true ? '✓' : ''}
          </span>
          <div>{children}</div>
        </li>
      )
    default: {
      const Tag = TAGS[element.name as keyof typeof TAGS] ?? 'div'
      return <Tag dir="auto">{children}</Tag>
    }
  }
}
