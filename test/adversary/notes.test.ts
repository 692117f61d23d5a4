import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ItemId } from '../../src-core/base/ids.ts'
import { bodyDocId, clientIdFor, createFeed } from '../../src-core/documents/index.ts'
import { gather } from '../scenarios/support/gather.ts'
import { linesOf } from '../scenarios/support/world.ts'
import { createForger } from './support/forger.ts'

const NOTE = 'EveEveEveEveEveEveEveA' as ItemId
/** What no editor writes and Yjs carries: each may be what a reader stumbles over. */
const ODD: Readonly<Record<string, unknown>> = {
  'an object that is no number': { valueOf: 1, toString: 1 },
  'a number without end': 5n,
  bytes: new Uint8Array(3),
}

/** Eve's note: a heading and a task whose attributes are not what an editor writes. */
function oddBody(tag: number, value: unknown): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = clientIdFor(tag, 77)
  for (const name of ['heading', 'taskItem']) {
    const element = new Y.XmlElement<Record<string, object>>(name)
    for (const key of ['level', 'checked']) element.setAttribute(key, value as object)
    doc.getXmlFragment('body').push([element as unknown as Y.XmlElement])
    element.insert(0, [new Y.XmlText(`a ${name}`)])
  }
  return Y.encodeStateAsUpdate(doc)
}

describe.each(Object.entries(ODD))('rule 13: a note with %s for an attribute', (_, value) => {
  async function trapped(isBodyFirst: boolean) {
    const { world, alice, spaceId, join, converge } = await gather('odd note')
    const eve = await join('Eve', 'editor')
    await converge([alice, eve], 0)
    const { tag, seal, keep, post, offer } = createForger(eve, spaceId)
    const feed = new Y.Doc()
    feed.clientID = clientIdFor(tag, 78)
    createFeed(feed).post({ id: NOTE, kind: 'note', at: 1, title: 'Trap' })
    const body = { docId: bodyDocId(NOTE), payload: oddBody(tag, value) }
    const item = { payload: Y.encodeStateAsUpdate(feed) }
    for (const one of isBodyFirst ? [body, item] : [item, body]) keep(seal(one))
    await offer(seal({ payload: post('and after') }))
    await world.pass(60_000)
    return { world, alice, spaceId }
  }

  test.each([
    ['before', true],
    ['after', false],
  ])('that comes %s what it belongs to stops nobody', async (_order, isBodyFirst) => {
    const { world, alice, spaceId } = await trapped(isBodyFirst)
    expect(await linesOf(alice, spaceId)).toEqual(['Eve: Trap', 'Eve: and after'])
    await world.settle(alice.page.feed.setTitle({ spaceId, itemId: NOTE, title: 'Named anew' }))
    await alice.killAndRestart()
    await world.pass(30_000)
    expect(await linesOf(alice, spaceId)).toEqual(['Eve: Named anew', 'Eve: and after'])
    expect(alice.log).toEqual([])
  })

  test('can be kept as a version, and read', async () => {
    const { world, alice, spaceId } = await trapped(true)
    const place = { spaceId, itemId: NOTE }
    const { versionId } = await world.settle(alice.page.versions.keep({ ...place, name: 'kept' }))
    expect(await world.settle(alice.page.versions.read({ ...place, versionId }))).toMatchObject({
      title: 'Trap',
    })
  })
})
