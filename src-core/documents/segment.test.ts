import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createSeededRandom } from '../testing/seededRandom.ts'
import { inspectUpdate } from './inspect.ts'
import { joinUpdates, MAX_SEGMENT_UPDATES, openSegment, type Segment } from './segment.ts'

const AUTHOR = 7 * 2 ** 21 + 5
const OTHER = 9 * 2 ** 21 + 3

/** Two who write one note at the same time; what the first wrote, update by update. */
function life(seed: string, steps: number) {
  const random = createSeededRandom(seed)
  const author = new Y.Doc()
  const other = new Y.Doc()
  author.clientID = AUTHOR
  other.clientID = OTHER
  const own: Uint8Array[] = []
  const others: Uint8Array[] = []
  author.on('update', (update, origin) => origin !== 'far' && own.push(update))
  other.on('update', (update, origin) => origin !== 'far' && others.push(update))
  let at = 0
  const write = (doc: Y.Doc) => {
    const body = doc.getXmlFragment('body')
    const text = doc.getText('text')
    const where = random.chance(0.7) ? Math.min(at, text.length) : random.below(text.length + 1)
    const kind = random.below(12)
    if (kind < 7) text.insert(where, random.pick(['a', 'b', 'xyz', '😀', 'é']))
    else if (kind < 9 && text.length > where) text.delete(where, 1)
    else if (kind === 9 && text.length > where) text.format(where, 1, { bold: random.chance(0.5) })
    else if (kind === 10) {
      const element = new Y.XmlElement('p')
      body.insert(0, [element])
      element.insert(0, [new Y.XmlText('line')])
      element.setAttribute('level', random.pick(['1', '2']))
    } else if (body.length > 0) {
      const element = body.get(random.below(body.length)) as Y.XmlElement
      if (random.chance(0.5)) element.setAttribute('level', random.pick(['3', '4']))
      else body.delete(random.below(body.length), 1)
    }
    at = where + 1
  }
  for (let i = 0; i < steps; i++) {
    author.transact(() => write(author))
    if (random.chance(0.3)) other.transact(() => write(other))
    if (random.chance(0.2)) Y.applyUpdate(author, Y.encodeStateAsUpdate(other), 'far')
    if (random.chance(0.2)) Y.applyUpdate(other, Y.encodeStateAsUpdate(author), 'far')
  }
  return { own, others, author }
}

const stateOf = (updates: readonly Uint8Array[]) => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  const state = Y.encodeStateAsUpdate(doc)
  return { text: doc.getText('text').toDelta(), body: doc.getXmlFragment('body').toString(), state }
}

function joined(updates: readonly Uint8Array[]): Segment {
  const segment = openSegment(joinUpdates(updates) ?? Uint8Array.of())
  if (!segment) throw new Error('these updates cannot be one')
  return segment
}
const seeds = Array.from({ length: 12 }, (_, index) => `segment ${index}`)

describe('a segment', () => {
  test.each(seeds)('does what its updates do, wherever it is cut (%s)', (seed) => {
    const { own, others } = life(seed, 120)
    const segment = joined(own)
    expect(segment.count).toBe(own.length)
    expect(stateOf([segment.update, ...others])).toEqual(stateOf([...own, ...others]))
    const random = createSeededRandom(seed)
    for (const end of [0, 1, random.below(own.length), own.length]) {
      const cuts = Array.from({ length: end }, (_, index) => segment.cut(index))
      expect(stateOf([...cuts, ...others])).toEqual(stateOf([...own.slice(0, end), ...others]))
    }
    const inspected = inspectUpdate(segment.update)
    expect(inspected.ok && segment.fits(inspected.value)).toBe(true)
  })

  test.each(seeds)('has one spelling, also when it is joined from what was cut (%s)', (seed) => {
    const { own } = life(seed, 60)
    const payload = joinUpdates(own) as Uint8Array
    const segment = joined(own)
    const cuts = Array.from({ length: segment.count }, (_, index) => segment.cut(index))
    expect(joinUpdates(cuts)).toEqual(payload)
    for (const [index, cut] of cuts.entries())
      expect(joinUpdates([cut])).toEqual(joinUpdates([own[index] as Uint8Array]))
  })

  test('takes a fraction of the room of text that was typed key by key', () => {
    const doc = new Y.Doc()
    doc.clientID = AUTHOR
    const updates: Uint8Array[] = []
    doc.on('update', (update) => updates.push(update))
    for (let i = 0; i < 500; i++) doc.getText('text').insert(i, 'k')
    const raw = updates.reduce((sum, { length }) => sum + length, 0)
    expect((joinUpdates(updates) as Uint8Array).length).toBeLessThan(raw / 5)
  })

  test('is not made of more than its limit, of two clients, or with a gap', () => {
    const { own, others } = life('limits', 60)
    const many = Array.from({ length: MAX_SEGMENT_UPDATES + 1 }, () => own[0] as Uint8Array)
    expect(joinUpdates(many)).toBeUndefined()
    expect(joinUpdates([])).toBeUndefined()
    expect(joinUpdates([own[0] as Uint8Array, others[0] as Uint8Array])).toBeUndefined()
    const writing = own.filter((update) => Y.decodeUpdate(update).structs.length > 0)
    const [first, , third] = writing as [Uint8Array, Uint8Array, Uint8Array]
    expect(joinUpdates([first, third])).toBeUndefined()
  })

  test('with bounds inside of something that is no text does not fit', () => {
    const doc = new Y.Doc()
    doc.clientID = AUTHOR
    const updates: Uint8Array[] = []
    doc.on('update', (update) => updates.push(update))
    doc.getArray('list').insert(0, [1, 2])
    const whole = joinUpdates(updates) as Uint8Array
    // count 1, no clients, a row of two clocks: made two rows of one clock each.
    expect([...whole.slice(0, 3)]).toEqual([1, 0, 4])
    const torn = openSegment(Uint8Array.of(2, 0, 2, 2, ...whole.slice(3))) as Segment
    const inspected = inspectUpdate(torn.update)
    expect(inspected.ok && torn.fits(inspected.value)).toBe(false)
    const short = openSegment(Uint8Array.of(1, 0, 2, ...whole.slice(3))) as Segment
    expect(inspected.ok && short.fits(inspected.value)).toBe(false)
  })

  test('that is none is told without throwing', () => {
    const random = createSeededRandom('noise')
    const payload = joinUpdates(life('noise', 40).own) as Uint8Array
    for (let i = 0; i < 2000; i++) {
      const bytes = payload.slice(0, random.below(payload.length + 1))
      if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256)
      expect(() => openSegment(bytes)).not.toThrow()
    }
  })
})
