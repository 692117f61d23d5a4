import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createSeededRandom } from '../../testing/seededRandom.ts'
import { encodeState, loadDoc } from '../checkpoint.ts'
import { clientIdFor } from '../clientId.ts'
import { inspectUpdate } from '../inspect.ts'
import { placeholderFor } from '../placeholder.ts'
import { contradicts } from './contradicts.ts'

const [ALICE, BOB] = [clientIdFor(7, 1), clientIdFor(9, 1)]

/** What two write into a note at the same time, delete and format; in the order in which it was signed. */
function life(seed: string, steps = 60) {
  const random = createSeededRandom(seed)
  const updates: Uint8Array[] = []
  const docs = [ALICE, BOB].map((client) => {
    const doc = loadDoc(undefined)
    doc.clientID = client
    doc.on('update', (update, origin) => origin !== 'far' && updates.push(update))
    return doc
  }) as [Y.Doc, Y.Doc]
  const write = (doc: Y.Doc) => {
    const text = doc.getText('text')
    const list = doc.getArray('list')
    const where = random.below(text.length + 1)
    const kind = random.below(8)
    if (kind < 4) text.insert(where, random.pick(['a', 'bcd', 'é', '😀😀']))
    else if (kind === 4 && where + 2 <= text.length) text.delete(where, 2)
    else if (kind === 5 && where < text.length) text.format(where, 1, { bold: true })
    else if (kind === 6) list.insert(random.below(list.length + 1), [1, { two: 'three' }])
    else doc.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph'), new Y.XmlText('p')])
  }
  const meet = () => {
    for (const [from, to] of [docs, docs.toReversed()] as [Y.Doc, Y.Doc][])
      Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)), 'far')
  }
  for (let step = 0; step < steps; step++) {
    write(docs[random.below(2)] as Y.Doc)
    if (random.chance(0.3)) meet()
  }
  meet()
  return { updates, doc: docs[0] }
}

describe('the state of a snapshot and what it stands for', () => {
  test('agree where it is what became of it, deleted or torn as it may be', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { updates, doc } = life(`agree ${seed}`)
      expect(contradicts(encodeState(doc), updates), `${seed}`).toBeUndefined()
      expect(contradicts(encodeState(loadDoc(encodeState(doc))), updates)).toBeUndefined()
    }
  })

  test('agree where some of it counted no more for its maker', () => {
    const { updates } = life('void')
    const counted = updates.map((update, index) => {
      const inspected = inspectUpdate(update)
      const empty = index % 5 === 0 && inspected.ok && placeholderFor(inspected.value)
      return empty || update
    })
    expect(contradicts(encodeState(loadDoc(undefined, counted)), updates)).toBeUndefined()
  })

  test('differ with a letter that was not written, wherever and by whomever', () => {
    const { updates, doc } = life('letters', 12)
    const state = encodeState(doc)
    let found = 0
    for (const [at, byte] of state.entries()) {
      if (byte !== 'b'.charCodeAt(0)) continue
      const altered = state.with(at, 'X'.charCodeAt(0))
      if (contradicts(altered, updates) === 'content') found++
    }
    expect(found).toBeGreaterThan(0)
  })

  test('differ with what stands elsewhere', () => {
    const write = (where: number) => {
      const doc = loadDoc(undefined)
      const updates: Uint8Array[] = []
      doc.on('update', (update: Uint8Array) => updates.push(update))
      doc.clientID = ALICE
      doc.getText('text').insert(0, 'ab')
      doc.clientID = BOB
      doc.getText('text').insert(where, '!')
      return { state: encodeState(doc), updates }
    }
    expect(contradicts(write(1).state, write(1).updates)).toBeUndefined()
    for (const where of [0, 2])
      expect(contradicts(write(where).state, write(1).updates)).toBe('content')
  })

  test('differ with another root, key or kind of content', () => {
    const made = (change: (doc: Y.Doc) => void) => {
      const doc = loadDoc(undefined)
      doc.clientID = ALICE
      change(doc)
      return encodeState(doc)
    }
    const written = made((doc) => doc.getMap('items').set('a', 'x'))
    for (const other of [
      made((doc) => doc.getMap('other').set('a', 'x')),
      made((doc) => doc.getMap('items').set('b', 'x')),
      made((doc) => doc.getMap('items').set('a', 'y')),
      made((doc) => doc.getMap('items').set('a', new Y.Map())),
    ])
      expect(contradicts(other, [written])).toBe('content')
  })

  test('differ where emptiness goes on behind what was written', () => {
    const { updates, doc } = life('empty')
    const longer = placeholderFor({
      ...{ clients: [ALICE], deletes: new Map() },
      structs: [{ client: ALICE, clock: Y.getState(doc.store, ALICE), length: 5 } as never],
    })
    const state = encodeState(loadDoc(encodeState(doc), [longer as Uint8Array]))
    expect(contradicts(state, updates)).toBe('content')
    expect(contradicts(state, updates, (client) => client === ALICE)).toBeUndefined()
  })

  test('differ where clocks are missing, and where there are more', () => {
    const { updates, doc } = life('gap')
    expect(contradicts(encodeState(loadDoc(undefined, updates.slice(0, 20))), updates)).toBe('gap')
    expect(contradicts(encodeState(doc), updates.slice(0, 20))).toBe('content')
  })
})
