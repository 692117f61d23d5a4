import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createFeed } from './feed.ts'

const [OTHERS, MINE, MINE_LATER] = [10, 20, 30]

const docOf = (clientID: number, from?: Y.Doc) => {
  const doc = new Y.Doc()
  doc.clientID = clientID
  if (from) Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
  return doc
}

/** A Space called Loft; what it is called on a branch that is left, and what the other branch says. */
function branches(otherClient: number) {
  const common = docOf(1)
  createFeed(common).setMeta({ name: 'Loft', enamel: 'moss' })
  const mine = docOf(MINE, common)
  createFeed(mine).setMeta({ name: 'Garret' })
  const later = docOf(MINE_LATER, mine)
  createFeed(later).setMeta({ name: 'Attic' })
  return { common, mine: later, others: docOf(otherClient, common) }
}
const given = (doc: Y.Doc) => createFeed(doc).metaBy(new Set([MINE, MINE_LATER]))

describe('a name that was given on a branch that is left', () => {
  it('is given again over the one that it was given over, and what was not given is left', () => {
    const { mine, others } = branches(OTHERS)
    const meta = given(mine)
    expect(meta).toMatchObject({ name: { value: 'Attic' }, enamel: null })
    const feed = createFeed(others)
    // As it is kept meanwhile.
    const kept = JSON.parse(JSON.stringify(meta))
    expect(feed.metaToGive(kept)).toEqual({ name: 'Attic' })
    feed.setMeta({ name: 'Attic' })
    expect(feed.metaToGive(kept)).toEqual({})
  })

  it('is not, where somebody gave another one: also one that was seen before the branch was left', () => {
    for (const other of [OTHERS, 40]) {
      const { mine, others } = branches(other)
      createFeed(others).setMeta({ name: 'Cellar', enamel: 'plum' })
      Y.applyUpdate(mine, Y.encodeStateAsUpdate(others))
      const meta = given(mine)
      // Of two at once Yjs takes the one of the higher client.
      expect(meta?.name?.value).toBe(other === OTHERS ? 'Attic' : undefined)
      if (meta) expect(createFeed(others).metaToGive(meta)).toEqual({})
    }
  })

  it('is given where there was none, and while there is none', () => {
    const mine = docOf(MINE)
    createFeed(mine).setMeta({ name: 'Attic', enamel: 'clay' })
    const meta = given(mine)
    const others = createFeed(docOf(OTHERS))
    expect(meta && others.metaToGive(meta)).toEqual({ name: 'Attic', enamel: 'clay' })
    others.setMeta({ name: 'Cellar' })
    expect(meta && others.metaToGive(meta)).toEqual({ enamel: 'clay' })
  })

  it('is nothing where others gave it', () => {
    const { common } = branches(OTHERS)
    expect(given(common)).toBeUndefined()
  })
})
