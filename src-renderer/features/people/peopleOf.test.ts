import { expect, test } from 'vitest'
import type { SpaceView } from '../../../src-core/bridge/contract.ts'
import type { Role } from '../../../src-core/bridge/schemas.ts'
import { peopleOf } from './peopleOf.ts'

const device = (deviceId: string, missing: number | null) => ({ deviceId, missing })
const member = (name: string, role: Role, devices: object[] = [], self = false) => ({
  person: { userId: name, name, enamel: 'clay', self },
  email: role === 'guest' ? `${name}@example.org` : null,
  role,
  devices,
  here: false,
  verified: 'no',
  expiresAt: role === 'guest' ? 1 : null,
})
const view = (spaceId: string, members: object[]) => ({ spaceId, members }) as unknown as SpaceView

test('a person of two Spaces stands once, with the widest role and both Spaces', () => {
  const people = peopleOf([
    view('a', [member('Alice', 'editor', [], true), member('Bob', 'viewer')]),
    view('b', [member('Bob', 'editor'), member('Alice', 'owner', [], true)]),
  ])
  expect(people.map(({ person, role, spaces }) => [person.name, role, spaces.length])).toEqual([
    ['Alice', 'owner', 2],
    ['Bob', 'editor', 2],
  ])
})

test('what a device misses is added up, and unknown stays unknown', () => {
  const missing = (first: number | null, second: number | null) =>
    peopleOf([
      view('a', [member('Bob', 'editor', [device('phone', first)])]),
      view('b', [member('Bob', 'editor', [device('phone', second)])]),
    ])[0]?.devices.map((one) => one.missing)
  expect(missing(1, 2)).toEqual([3])
  expect(missing(0, null)).toEqual([null])
})

test('a visitor of one Space who is a member of another is no visitor', () => {
  const both = [view('a', [member('Gus', 'guest')]), view('b', [member('Gus', 'viewer')])]
  expect(peopleOf(both)[0]?.expiresAt).toBeNull()
  expect(peopleOf(both.slice(0, 1))[0]?.expiresAt).toBe(1)
})

test('an address told at one door is known for the person', () => {
  const both = [view('a', [member('Gus', 'viewer')]), view('b', [member('Gus', 'guest')])]
  expect(peopleOf(both)[0]?.email).toBe('Gus@example.org')
  expect(peopleOf(both.slice(0, 1))[0]?.email).toBeNull()
})

test('a doubt about a person in one Space shows for the person', () => {
  const bob = (verified: string) => ({ ...member('Bob', 'editor'), verified })
  const mark = (...marks: string[]) =>
    peopleOf(marks.map((one, at) => view(String(at), [bob(one)])))[0]?.verified
  expect(mark('no', 'yes')).toBe('yes')
  expect(mark('yes', 'changed', 'no')).toBe('changed')
  expect(mark('namesake', 'yes')).toBe('namesake')
})
