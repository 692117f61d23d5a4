import { describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { BodyEvent } from '../../src-core/bridge/contract.ts'
import { gather } from './support/gather.ts'
import { openNote } from './support/openNote.ts'

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'on disk',
    (error) => error.code,
  )
/** How long the host collects what follows an update, in ms (rule 14). */
const COLLECTED_MS = 50

/** Alice types into a note that Bob has open, and the test says when what is sent. */
async function atAlicesNote(seed: string) {
  const { world, alice, spaceId, join, converge } = await gather(seed)
  const bob = await join('Bob', 'editor')
  const { itemId } = await world.settle(alice.page.feed.createNote({ spaceId, title: 'Minutes' }))
  await converge([alice, bob], 1)
  const atBob = openNote(bob, spaceId, itemId)

  const events: BodyEvent[] = []
  alice.page.bodies.open({ spaceId, itemId }, (event) => events.push(event))
  await world.until(async () => atBob.isOpen() && events.length > 0)
  const states = () => events.filter((event) => event.type === 'state')

  /** The updates of a page that types these words one by one. */
  function typed(...words: readonly string[]): Uint8Array[] {
    const doc = new Y.Doc()
    doc.clientID = states().at(-1)?.clientId ?? 0
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const word of words) {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(word)])
      doc.getXmlFragment('body').push([paragraph])
    }
    return updates
  }
  const sender = (clientId: number) => (index: number, update: Uint8Array | undefined) =>
    codeOf(
      alice.page.bodies.update({
        spaceId,
        itemId,
        clientId,
        index,
        update: update ?? new Uint8Array(),
      }),
    )
  const clientId = () => states().at(-1)?.clientId ?? 0
  return { world, alice, bob, atBob, typed, sender, clientId, events, states }
}

describe('several updates of one page under way', () => {
  test('are written in their order: the first at once, what follows it together', async () => {
    const { world, alice, atBob, typed, sender, clientId } = await atAlicesNote('under way')
    const append = vi.spyOn(alice.profile.storage.envelopes, 'append')
    const send = sender(clientId())
    const began = world.now()
    const took = [0, 0, 0, 0]
    const answers = typed('one', 'two', 'three', 'four').map(async (update, index) => {
      const answer = await send(index, update)
      took[index] = world.now() - began
      return answer
    })
    expect(await world.settle(Promise.all(answers))).toEqual(Array(4).fill('on disk'))
    expect(took).toEqual([0, COLLECTED_MS, COLLECTED_MS, COLLECTED_MS])
    expect(append).toHaveBeenCalledTimes(2)
    await world.until(async () => atBob.text() === 'one\ntwo\nthree\nfour')
  })

  test('are refused with the one that a full disk did not take, and taken when sent again', async () => {
    const { world, alice, atBob, typed, sender, clientId } = await atAlicesNote('full disk')
    const send = sender(clientId())
    const updates = typed('one', 'two', 'three')
    const append = vi.spyOn(alice.profile.storage.envelopes, 'append')
    append.mockImplementationOnce(() => {
      throw new FoyerError('DISK_FULL')
    })
    const all = () => world.settle(Promise.all(updates.map((update, index) => send(index, update))))
    expect(await all()).toEqual(Array(3).fill('DISK_FULL'))
    // What builds on the one that is missing is not taken before it, even now that there is room.
    expect(await world.settle(send(1, updates[1]))).toBe('DISK_FULL')
    expect(append).toHaveBeenCalledTimes(1)
    expect(await all()).toEqual(Array(3).fill('on disk'))
    await world.until(async () => atBob.text() === 'one\ntwo\nthree')
    const reopened = openNote(alice, ...atBob.place)
    await world.until(async () => reopened.isOpen())
    expect(reopened.text()).toBe('one\ntwo\nthree')
  })

  test('are refused when one is left out', async () => {
    const { world, typed, sender, clientId } = await atAlicesNote('left out')
    const [, two] = typed('one', 'two')
    expect(await world.settle(sender(clientId())(1, two))).toBe('UPDATE_REFUSED')
  })

  test('find nobody after the refused one before them, whose page begins anew', async () => {
    const { world, atBob, typed, sender, clientId, events, states } = await atAlicesNote('anew')
    const before = clientId()
    const [one, two] = typed('one', 'two')
    const ofSomebodyElse = Y.encodeStateAsUpdate(
      (() => {
        const doc = new Y.Doc()
        doc.getText('x').insert(0, 'forged')
        return doc
      })(),
    )
    const send = sender(before)
    const answers = [send(0, one), send(1, ofSomebodyElse), send(2, two)]
    expect(await world.settle(Promise.all(answers))).toEqual([
      'on disk',
      'UPDATE_REFUSED',
      'UPDATE_REFUSED',
    ])
    expect(events.map(({ type }) => type)).toContain('reset')
    expect(states()).toHaveLength(2)
    expect(clientId()).not.toBe(before)
    await world.until(async () => atBob.text() === 'one')
  })
})
