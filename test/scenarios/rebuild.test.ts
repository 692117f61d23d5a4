import { describe, expect, test } from 'vitest'
import type { ItemId, SpaceId, UserId } from '../../src-core/base/ids.ts'
import { type Gathering, gather } from './support/gather.ts'
import { openNote } from './support/openNote.ts'
import { linesOf, type Person } from './support/world.ts'

const idOf = ({ page }: Person, spaceId: SpaceId): Promise<UserId> =>
  new Promise((resolve) => {
    const stop = page.spaces.view({ spaceId }, ({ self }) => {
      resolve(self.userId)
      setImmediate(() => stop())
    })
  })

/** Alice acts on Bob while she is away; meanwhile Bob writes and Carol, unaware too, takes it. */
async function actWhileAway(
  { world, alice, spaceId }: Gathering,
  act: () => Promise<unknown>,
  meanwhile: () => Promise<unknown>,
) {
  alice.network.setOnline(false)
  await world.settle(act())
  await world.settle(meanwhile())
  await world.pass(3_000)
  alice.network.setOnline(true)
  await world.pass(60_000)
  return spaceId
}

const agree = async (people: readonly Person[], spaceId: SpaceId) => {
  const all = await Promise.all(people.map((person) => linesOf(person, spaceId)))
  for (const lines of all) expect(lines).toEqual(all[0])
  return all[0]
}

describe('rule 15: what was written beyond a cut-off', () => {
  test('goes everywhere where it was applied already, and its author can go on', async () => {
    const gathering = await gather('lowered')
    const { world, alice, spaceId, join, converge } = gathering
    const bob = await join('Bob', 'editor')
    const carol = await join('Carol', 'editor')
    const userId = await idOf(bob, spaceId)
    const { itemId } = await world.settle(bob.page.feed.post({ spaceId, text: 'before' }))
    await converge([alice, bob, carol], 1)

    await actWhileAway(
      gathering,
      () => alice.page.members.setRole({ spaceId, userId, role: 'commenter' }),
      async () => {
        await bob.page.feed.post({ spaceId, text: 'unaware' })
        await bob.page.feed.editMessage({ spaceId, itemId, text: 'edited unaware' })
        await bob.page.comments.add({ spaceId, itemId, text: 'a comment' })
        await world.until(async () => (await linesOf(carol, spaceId)).length === 3)
      },
    )
    expect(await agree([alice, bob, carol], spaceId)).toEqual(['Bob: before', '  Bob: a comment'])
    await world.settle(bob.page.comments.add({ spaceId, itemId, text: 'another' }))
    await converge([alice, bob, carol], 3)
    await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'editor' }))
    await world.pass(2_000)
    await world.settle(bob.page.feed.post({ spaceId, text: 'an editor again' }))
    expect(await converge([alice, bob, carol], 4)).toContain('Bob: an editor again')
    for (const person of [alice, bob, carol]) await person.killAndRestart()
    expect(await converge([alice, bob, carol], 4)).not.toContain('Bob: unaware')
  })

  test('of a removed member is taken back, and what others wrote beside it stays', async () => {
    const gathering = await gather('removed')
    const { world, alice, spaceId, join, converge } = gathering
    const eve = await join('Eve', 'editor')
    const carol = await join('Carol', 'editor')
    const userId = await idOf(eve, spaceId)
    const { itemId } = await world.settle(alice.page.feed.post({ spaceId, text: 'before' }))
    const note = await world.settle(alice.page.feed.createNote({ spaceId, title: 'Plan' }))
    await converge([alice, eve, carol], 2)
    const ofEve = openNote(eve, spaceId, note.itemId)
    const ofCarol = openNote(carol, spaceId, note.itemId)
    await world.until(async () => ofEve.isOpen() && ofCarol.isOpen())
    ofCarol.write('first')
    await world.until(async () => ofEve.text() === 'first')
    await world.pass(3_000)

    await actWhileAway(
      gathering,
      () => alice.page.members.remove({ spaceId, userId }),
      async () => {
        await eve.page.feed.post({ spaceId, text: 'late' })
        await eve.page.feed.bin({ spaceId, itemId })
        ofEve.write('late too')
        await world.until(async () => ofCarol.text() === 'first\nlate too')
        // Built on what will not count: Alice never receives what it stands on.
        ofCarol.write('behind it')
        ofCarol.write('at the top', 0)
        await carol.page.feed.post({ spaceId, text: 'by Carol' })
        await world.pass(3_000)
      },
    )
    const lines = ['Alice: before', 'Alice: Plan', 'Carol: by Carol']
    expect(await agree([alice, carol], spaceId)).toEqual(lines)
    const texts = []
    for (const person of [alice, carol]) {
      await person.killAndRestart()
      const again = openNote(person, spaceId, note.itemId)
      await world.until(async () => again.isOpen())
      texts.push(again.text())
      again.close()
    }
    expect(texts).toEqual(['at the top\nfirst', 'at the top\nfirst'])
    expect(await agree([alice, carol], spaceId)).toEqual(lines)
  })

  test('is told to the open replicas of a note, which begin anew', async () => {
    const gathering = await gather('note')
    const { world, alice, spaceId, join, converge } = gathering
    const bob = await join('Bob', 'editor')
    const carol = await join('Carol', 'editor')
    const userId = await idOf(bob, spaceId)
    const { itemId } = await world.settle(alice.page.feed.createNote({ spaceId, title: 'Plan' }))
    await converge([alice, bob, carol], 1)
    const [ofBob, ofCarol] = [bob, carol].map((one) => openNote(one, spaceId, itemId as ItemId))
    if (!ofBob || !ofCarol) throw new Error('not open')
    await world.until(async () => ofBob.isOpen() && ofCarol.isOpen())
    ofCarol.write('by Carol')
    await world.until(async () => ofBob.text().includes('by Carol'))

    await actWhileAway(
      gathering,
      () => alice.page.members.setRole({ spaceId, userId, role: 'viewer' }),
      async () => {
        ofBob.write('unaware')
        await world.until(async () => ofCarol.text().includes('unaware'))
      },
    )
    expect(ofCarol.refused).toEqual(['UPDATE_REFUSED'])
    ofCarol.close()
    const again = openNote(carol, spaceId, itemId as ItemId)
    const ofAlice = openNote(alice, spaceId, itemId as ItemId)
    await world.until(async () => again.isOpen() && ofAlice.isOpen())
    expect(again.text()).toBe('by Carol')
    again.write('and on')
    await world.until(async () => ofAlice.text().includes('and on'))
    expect(ofAlice.text()).toBe(again.text())
    for (const one of [ofBob, again, ofAlice]) one.close()
  })
})
