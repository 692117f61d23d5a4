import { expect, test } from 'vitest'
import { ofKind } from './selectMembers.ts'

const member = (name: string, role: string) => ({ person: { name }, role }) as never
const all = {
  members: [member('Alice', 'owner'), member('Bob', 'editor'), member('Gus', 'guest')],
  removed: [{ person: { name: 'Eve' } } as never],
}
const names = (kind: Parameters<typeof ofKind>[1], text = '') => {
  const { members, removed } = ofKind(all, kind, text)
  return [...members, ...removed].map(({ person }) => person.name)
}

test('everybody stands in the list, those removed at its end', () => {
  expect(names('everyone')).toEqual(['Alice', 'Bob', 'Gus', 'Eve'])
})

test('guests are visitors, everybody else who is in is a member', () => {
  expect(names('members')).toEqual(['Alice', 'Bob'])
  expect(names('visitors')).toEqual(['Gus'])
  expect(names('removed')).toEqual(['Eve'])
})

test('a part of a name finds the person, in any case of letters', () => {
  expect(names('everyone', ' EV ')).toEqual(['Eve'])
  expect(names('members', 'gus')).toEqual([])
})
