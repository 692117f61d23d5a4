import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ItemId } from '../../base/ids.ts'
import { createBodyOf } from '../bodies.ts'
import { createFeed } from '../feed.ts'
import { noteBlocks } from '../noteBlocks.ts'
import { SAMPLE_SPACES } from './sampleSpace.ts'

const spaces = Object.entries(SAMPLE_SPACES)

describe.each(spaces)('the sample Space in %s', (language, { items, name }) => {
  test('is accepted by the feed as it stands', () => {
    const feed = createFeed(new Y.Doc())
    feed.setMeta({ name })
    for (const [index, item] of items.entries()) {
      const id = `${index}`.padEnd(21, '_').concat('A') as ItemId
      if (item.kind === 'note') feed.post({ id, kind: 'note', title: item.title, at: 1 })
      else feed.post({ id, text: '', ...item, at: 1 })
    }
    expect([...feed.rows()]).toHaveLength(items.length)
    expect(feed.meta().name).toBe(name)
  })

  test('has the same items in the same order as in English', () => {
    expect(items.map(({ kind }) => kind)).toEqual(SAMPLE_SPACES.en.items.map(({ kind }) => kind))
    expect(items.length).toBeGreaterThanOrEqual(6)
    expect(items.length).toBeLessThanOrEqual(8)
  })

  test('shows a formatted note that fits the feed', () => {
    const note = items.find((item) => item.kind === 'note')
    const doc = new Y.Doc()
    createBodyOf(doc, note?.kind === 'note' ? note.blocks : [])
    const { blocks, more } = noteBlocks(doc)
    expect(more).toBe(false)
    expect(blocks.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['paragraph', 'heading', 'bullet', 'task']),
    )
    const marks = blocks.flatMap(({ runs }) => runs.flatMap((run) => run.marks))
    expect(marks).toEqual(expect.arrayContaining(['bold', 'italic']))
  })

  test('keeps the voice: no exclamation marks, French punctuation as in Canada', () => {
    const text = JSON.stringify(items)
    expect(text).not.toContain('!')
    if (language === 'fr-CA') expect(text).not.toMatch(/\s[;?]/)
  })
})
