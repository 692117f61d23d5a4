import { Fragment, type ReactNode } from 'react'
import type { NoteBlock } from '../../../src-core/bridge/contract.ts'
import css from './NoteSheet.module.css'

type Run = NoteBlock['runs'][number]

/** A note's first blocks, without the editor. */
export function Blocks({ blocks }: { readonly blocks: readonly NoteBlock[] }) {
  return <>{lists(blocks).map(({ key, blocks: group }) => renderGroup(key, group))}</>
}

interface Group {
  readonly key: number
  readonly blocks: NoteBlock[]
}

const LISTS: readonly NoteBlock['type'][] = ['bullet', 'ordered', 'task']

/** Neighbours of one kind of list stand in one list. */
function lists(blocks: readonly NoteBlock[]): readonly Group[] {
  const groups: Group[] = []
  for (const [index, block] of blocks.entries()) {
    const last = groups.at(-1)
    const joins = last?.blocks[0]?.type === block.type && LISTS.includes(block.type)
    if (joins) last?.blocks.push(block)
    else groups.push({ key: index, blocks: [block] })
  }
  return groups
}

function renderGroup(key: number, blocks: readonly NoteBlock[]): ReactNode {
  const [first] = blocks
  if (!first) return null
  switch (first.type) {
    case 'bullet':
      return <ul key={key}>{blocks.map(listItem)}</ul>
    case 'ordered':
      return <ol key={key}>{blocks.map(listItem)}</ol>
    case 'task':
      return (
        <ul key={key} className={css.tasks}>
          {blocks.map(taskItem)}
        </ul>
      )
    case 'heading':
      return <h3 key={key}>{runs(first.runs)}</h3>
    case 'quote':
      return <blockquote key={key}>{runs(first.runs)}</blockquote>
    case 'code':
      return (
        <pre key={key}>
          <code>{runs(first.runs)}</code>
        </pre>
      )
    case 'rule':
      return <hr key={key} />
    case 'paragraph':
      return (
        <p key={key} dir="auto">
          {runs(first.runs)}
        </p>
      )
    default:
      return first.type satisfies never
  }
}

const listItem = (block: NoteBlock, index: number) => (
  <li key={index} data-level={Math.min(block.level, 4) || undefined} dir="auto">
    {runs(block.runs)}
  </li>
)

const taskItem = (block: NoteBlock, index: number) => (
  <li key={index} data-done={block.done || undefined} dir="auto">
    <span className={css.box} aria-hidden>
      {block.done ? '✓' : ''}
    </span>
    <span>{runs(block.runs)}</span>
  </li>
)

function runs(all: readonly Run[]): ReactNode {
  return all.map((run, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place.
    <Fragment key={index}>{marked(run.text, run.marks)}</Fragment>
  ))
}

const TAGS = { bold: 'strong', italic: 'em', underline: 'u', strike: 's', code: 'code' } as const

/** Text within its marks. Links are not to be clicked here: the sheet is a preview. */
export function marked(text: string, marks: readonly string[]): ReactNode {
  let inner: ReactNode = text
  for (const mark of marks) {
    const Tag = TAGS[mark as keyof typeof TAGS]
    if (Tag) inner = <Tag>{inner}</Tag>
    else if (mark === 'link') inner = <span className={css.linkText}>{inner}</span>
  }
  return inner
}
