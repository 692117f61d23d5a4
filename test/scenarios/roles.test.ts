import { describe, expect, test } from 'vitest'
import type { ItemId } from '../../src-core/base/ids.ts'
import { gather, roleOf } from './support/gather.ts'
import { openNote } from './support/openNote.ts'
import { feedOf, linesOf } from './support/world.ts'

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => error.code,
  )

describe('a viewer', () => {
  test('reads everything and cannot post, comment, edit, delete or write a note', async () => {
    const { world, alice, spaceId, join, converge } = await gather('viewer')
    const carol = await join('Carol', 'viewer')
    const { itemId } = await world.settle(alice.page.feed.post({ spaceId, text: 'read me' }))
    const note = await world.settle(alice.page.feed.createNote({ spaceId, title: 'Minutes' }))
    await converge([alice, carol], 2)
    expect(await roleOf(carol, spaceId)).toBe('viewer')

    const { feed, comments } = carol.page
    const attempts = [
      feed.post({ spaceId, text: 'x' }),
      feed.createNote({ spaceId, title: 'x' }),
      feed.editMessage({ spaceId, itemId, text: 'x' }),
      feed.bin({ spaceId, itemId }),
      comments.add({ spaceId, itemId, text: 'x' }),
    ]
    expect(await world.settle(Promise.all(attempts.map(codeOf)))).toEqual(
      Array(5).fill('NOT_ALLOWED'),
    )
    const opened = openNote(carol, spaceId, note.itemId)
    await world.until(async () => opened.isOpen())
    opened.write('x')
    await world.until(async () => opened.refused.length > 0)
    opened.close()
    expect(await linesOf(carol, spaceId)).toEqual(['Alice: read me', 'Alice: Minutes'])
    const [item] = await feedOf(carol, spaceId)
    expect(item).toMatchObject({ mine: false, canEdit: false, canDelete: false })
  })
})

describe('a commenter', () => {
  test('comments, and can change and delete nothing but that', async () => {
    const { world, alice, spaceId, join, converge } = await gather('commenter')
    const bob = await join('Bob', 'commenter')
    const { itemId } = await world.settle(alice.page.feed.post({ spaceId, text: 'what say you' }))
    const ofAlice = await world.settle(
      alice.page.comments.add({ spaceId, itemId, text: 'by Alice' }),
    )
    await converge([alice, bob], 2)
    const { feed, comments } = bob.page
    const ofBob = await world.settle(comments.add({ spaceId, itemId, text: 'by Bob' }))
    await world.settle(comments.edit({ spaceId, ...ofBob, text: 'by Bob, edited' }))
    const refused = [
      feed.post({ spaceId, text: 'x' }),
      feed.bin({ spaceId, itemId }),
      comments.edit({ spaceId, ...ofAlice, text: 'x' }),
      comments.remove({ spaceId, ...ofAlice }),
    ]
    expect(await world.settle(Promise.all(refused.map(codeOf)))).toEqual(
      Array(4).fill('NOT_ALLOWED'),
    )
    expect(await converge([alice, bob], 3)).toEqual([
      'Alice: what say you',
      '  Alice: by Alice',
      '  Bob: by Bob, edited',
    ])
  })

  test('is moderated: the owner hides a comment, takes that back, and both see it', async () => {
    const { world, alice, spaceId, join, converge } = await gather('moderate')
    const bob = await join('Bob', 'commenter')
    const { itemId } = await world.settle(alice.page.feed.post({ spaceId, text: 'be kind' }))
    await converge([alice, bob], 1)
    const rude = await world.settle(bob.page.comments.add({ spaceId, itemId, text: 'rude' }))
    await converge([alice, bob], 2)
    await world.settle(alice.page.comments.remove({ spaceId, ...rude }))
    await world.until(async () => (await linesOf(bob, spaceId)).length === 1)
    await world.settle(alice.page.feed.undo({ spaceId }))
    expect(await converge([alice, bob], 2)).toEqual(['Alice: be kind', '  Bob: rude'])
    expect([alice.log, bob.log]).toEqual([[], []])
  })
})

describe('a link', () => {
  test('that has been used up lets nobody else in', async () => {
    const { world, alice, spaceId } = await gather('used up')
    const { webLink } = await world.settle(
      alice.page.invitations.create({ spaceId, role: 'editor', expiresAt: null, maxUses: 1 }),
    )
    const bob = await world.person('Bob')
    const eve = await world.person('Eve')
    await world.settle(bob.page.invitations.join({ link: webLink }))
    expect(await world.settle(codeOf(eve.page.invitations.join({ link: webLink })))).toBe(
      'LINK_USED_UP',
    )
  })

  test('that has expired or was revoked lets nobody in', async () => {
    const { world, alice, spaceId } = await gather('expired')
    const make = (expiresAt: number | null) =>
      world.settle(
        alice.page.invitations.create({ spaceId, role: 'editor', expiresAt, maxUses: null }),
      )
    const expired = await make(world.now() + 60_000)
    const revoked = await make(null)
    await world.settle(alice.page.invitations.revoke({ spaceId, inviteId: revoked.inviteId }))
    await world.pass(10 * 60_000)
    const eve = await world.person('Eve')
    const join = (link: string) => world.settle(codeOf(eve.page.invitations.join({ link })))
    expect(await join(expired.webLink)).toBe('LINK_EXPIRED')
    expect(await join(revoked.webLink)).toBe('LINK_REVOKED')
  })
})

describe('a guest', () => {
  test('reads until the visit ends and receives nothing after it', async () => {
    const { world, alice, spaceId, join, converge } = await gather('guest')
    const gus = await join('Gus', 'guest', world.now() + 60 * 60_000)
    await world.settle(alice.page.feed.post({ spaceId, text: 'for guests too' }))
    expect(await converge([alice, gus], 1)).toEqual(['Alice: for guests too'])
    expect(await world.settle(codeOf(gus.page.feed.post({ spaceId, text: 'x' })))).toBe(
      'NOT_ALLOWED',
    )

    // Rule 34: five minutes of tolerance.
    await world.pass(66 * 60_000)
    await world.settle(alice.page.feed.post({ spaceId, text: 'after the visit' }))
    await world.pass(5 * 60_000)
    expect(await linesOf(gus, spaceId)).not.toContain('Alice: after the visit')
    await gus.killAndRestart()
    await world.pass(5 * 60_000)
    expect(await linesOf(gus, spaceId)).not.toContain('Alice: after the visit')
  })
})

test('an item that is not there is said to be not there', async () => {
  const { world, alice, spaceId } = await gather('nothing')
  const itemId = 'A'.repeat(22) as ItemId
  expect(await world.settle(codeOf(alice.page.feed.bin({ spaceId, itemId })))).toBe('NOT_FOUND')
})
