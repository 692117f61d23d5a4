import { expect, test } from 'vitest'
import { itemAsGuest, viewAsGuest } from './asGuest.ts'

test('whoever looks as a guest may do nothing and sees no address', () => {
  const view = viewAsGuest({
    role: 'owner',
    can: { post: true, comment: true, moderate: true, invite: true, rename: true },
    members: [{ email: 'gus@example.org', verified: 'yes', person: { name: 'Gus', self: true } }],
  } as never)
  expect(Object.values(view.can)).toEqual(Array(7).fill(false))
  expect(view.role).toBe('guest')
  expect(JSON.stringify(view.members)).not.toContain('example.org')
  expect(view.members[0]?.person.self).toBe(false)
})

test('an item of one’s own stands there as anybody’s', () => {
  const item = itemAsGuest({
    ...{ mine: true, canEdit: true, canDelete: true },
    delivery: { pips: ['have'], have: 1, of: 1, receivedBy: null, mailboxUntil: null },
    comments: { total: 1, latest: [{ text: 'x', mine: true, canDelete: true }] },
  } as never)
  expect(item).toMatchObject({ mine: false, canEdit: false, canDelete: false, delivery: null })
  expect(item.comments.latest).toEqual([{ text: 'x', mine: false, canDelete: false }])
})
