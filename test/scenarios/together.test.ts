import { describe, expect, test } from 'vitest'
import { gather } from './support/gather.ts'
import { openNote } from './support/openNote.ts'
import { feedOf, linesOf } from './support/world.ts'

describe('two people in one Space', () => {
  test('what one posts, comments and edits, the other sees', async () => {
    const { world, alice, spaceId, join, converge } = await gather('post')
    const bob = await join('Bob', 'editor')
    const { itemId } = await world.settle(
      alice.page.feed.post({ spaceId, text: 'The lease is here' }),
    )
    expect(await converge([alice, bob], 1)).toEqual(['Alice: The lease is here'])
    await world.settle(bob.page.comments.add({ spaceId, itemId, text: 'Signed' }))
    await world.settle(bob.page.feed.post({ spaceId, text: 'And the keys?' }))
    await world.settle(
      alice.page.feed.editMessage({ spaceId, itemId, text: 'The signed lease is here' }),
    )
    expect(await converge([alice, bob], 3)).toEqual([
      'Alice: The signed lease is here',
      '  Bob: Signed',
      'Bob: And the keys?',
    ])
    expect([alice.log, bob.log]).toEqual([[], []])
  })

  test('what both do while apart merges, and nothing is lost', async () => {
    const { world, alice, spaceId, join, converge } = await gather('apart')
    const bob = await join('Bob', 'editor')
    const { itemId } = await world.settle(alice.page.feed.post({ spaceId, text: 'before' }))
    await converge([alice, bob], 1)

    bob.network.setOnline(false)
    await world.settle(bob.page.feed.post({ spaceId, text: 'by Bob, offline' }))
    await world.settle(bob.page.comments.add({ spaceId, itemId, text: 'offline too' }))
    await world.settle(alice.page.feed.post({ spaceId, text: 'by Alice, meanwhile' }))
    await world.settle(alice.page.feed.editMessage({ spaceId, itemId, text: 'before, edited' }))
    await world.pass(120_000)
    expect(await linesOf(bob, spaceId)).toEqual([
      'Alice: before',
      '  Bob: offline too',
      'Bob: by Bob, offline',
    ])

    bob.network.setOnline(true)
    const lines = await converge([alice, bob], 4)
    expect(lines.slice(0, 2)).toEqual(['Alice: before, edited', '  Bob: offline too'])
    expect(lines.slice(2).sort()).toEqual(['Alice: by Alice, meanwhile', 'Bob: by Bob, offline'])
    expect([alice.log, bob.log]).toEqual([[], []])
  })

  test('computers that slept for days find each other as soon as they wake', async () => {
    const { world, alice, spaceId, join, converge } = await gather('asleep')
    const bob = await join('Bob', 'editor')
    for (const { network } of [alice, bob]) network.setOnline(false)
    world.sleep(5 * 86_400_000)
    await world.settle(bob.page.feed.post({ spaceId, text: 'after the holidays' }))
    for (const { network } of [alice, bob]) network.setOnline(true)
    expect(await converge([alice, bob], 1)).toEqual(['Bob: after the holidays'])
  })

  test('deleting and undoing reach the other side', async () => {
    const { world, alice, spaceId, join, converge } = await gather('undo')
    const bob = await join('Bob', 'editor')
    const { itemId } = await world.settle(alice.page.feed.post({ spaceId, text: 'first' }))
    await world.settle(alice.page.feed.post({ spaceId, text: 'second' }))
    await converge([alice, bob], 2)
    await world.settle(alice.page.feed.bin({ spaceId, itemId }))
    await world.until(async () => (await linesOf(bob, spaceId)).length === 1)
    await world.settle(alice.page.feed.undo({ spaceId }))
    expect(await converge([alice, bob], 2)).toEqual(['Alice: first', 'Alice: second'])
    await world.settle(alice.page.feed.redo({ spaceId }))
    await world.until(async () => (await linesOf(bob, spaceId)).length === 1)
    await world.settle(alice.page.feed.undo({ spaceId }))
    await world.settle(alice.page.feed.undo({ spaceId }))
    await world.until(async () => (await linesOf(bob, spaceId)).join() === 'Alice: first')
  })

  test('a note written by both at once holds what both wrote', async () => {
    const { world, alice, spaceId, join, converge } = await gather('note')
    const bob = await join('Bob', 'editor')
    const { itemId } = await world.settle(alice.page.feed.createNote({ spaceId, title: 'Minutes' }))
    await converge([alice, bob], 1)
    const [atAlice, atBob] = [openNote(alice, spaceId, itemId), openNote(bob, spaceId, itemId)]
    await world.until(async () => atAlice.isOpen() && atBob.isOpen())
    atAlice.write('by Alice')
    atBob.write('by Bob')
    await world.until(
      async () => atAlice.text() === atBob.text() && atAlice.text().length > 'by Alice'.length,
    )
    expect(atAlice.text().split('\n').sort()).toEqual(['by Alice', 'by Bob'])
    await world.until(async () => {
      const [item] = await feedOf(bob, spaceId)
      return item?.content.kind === 'note' && item.content.blocks.length === 2
    })
    atAlice.close()
    atBob.close()
    expect([alice.log, bob.log]).toEqual([[], []])
  })
})

describe('a long text pasted into a note', () => {
  test('arrives whole, though it is more than one envelope may hold', async () => {
    const { world, alice, spaceId, join, converge } = await gather('paste')
    const bob = await join('Bob', 'editor')
    const { itemId } = await world.settle(alice.page.feed.createNote({ spaceId, title: 'Annex' }))
    await converge([alice, bob], 1)
    const [atAlice, atBob] = [openNote(alice, spaceId, itemId), openNote(bob, spaceId, itemId)]
    await world.until(async () => atAlice.isOpen() && atBob.isOpen())
    atAlice.doc.transact(() => {
      for (let line = 0; line < 2500; line++) atAlice.write(`line ${line}`)
    })
    await world.until(async () => atBob.text() === atAlice.text())
    expect(atBob.text().split('\n')).toHaveLength(2500)
    expect([atAlice.refused, alice.log, bob.log]).toEqual([[], [], []])
    atAlice.close()
    atBob.close()
  })
})

describe('a kill in the middle', () => {
  test('keeps everything that was acknowledged, on both sides', async () => {
    const { world, alice, spaceId, join, converge } = await gather('kill')
    const bob = await join('Bob', 'editor')
    for (const text of ['one', 'two', 'three']) {
      await world.settle(alice.page.feed.post({ spaceId, text }))
      await world.settle(bob.page.feed.post({ spaceId, text: `${text}, says Bob` }))
    }
    const before = await converge([alice, bob], 6)
    await world.settle(alice.page.feed.post({ spaceId, text: 'last words' }))
    await alice.killAndRestart()
    await bob.killAndRestart()
    expect(await linesOf(bob, spaceId)).toEqual(expect.arrayContaining(before))
    const after = await converge([alice, bob], 7)
    expect(after).toEqual([...before, 'Alice: last words'])
    await world.settle(alice.page.feed.post({ spaceId, text: 'and on' }))
    expect(await converge([alice, bob], 8)).toHaveLength(8)
    expect([alice.log, bob.log]).toEqual([[], []])
  })
})
