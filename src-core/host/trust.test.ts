import { beforeAll, expect, test } from 'vitest'
import { idFromBytes, type UserId } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import { createIdentity, type IdentityWithSecrets } from '../membership/index.ts'
import { createMemoryStorage } from '../ports/memory/index.ts'
import { createPrivacyGate } from '../privacy/index.ts'
import { createTrust } from './trust.ts'

beforeAll(ready)

const clock = { now: () => 1000, after: () => () => undefined }
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }
const person = () => createIdentity(random, clock)

/** A Space as trust sees it: who is in it, with which key and name. */
const spaceOf = (...people: readonly (readonly [IdentityWithSecrets, string])[]) =>
  ({
    membership: {
      state: () => ({
        members: new Map(people.map(([one]) => [one.userId, { devices: [one.deviceId] }])),
      }),
      device: (id: string) => people.find(([one]) => one.deviceId === id)?.[0],
    },
    people: { name: (id: UserId) => people.find(([one]) => one.userId === id)?.[1] ?? '' },
  }) as never

function setUp() {
  const alice = person()
  const storage = createMemoryStorage()
  const open = () => {
    const gate = createPrivacyGate(storage.personal, clock)
    return createTrust({ identity: alice, gate, storage, clock })
  }
  return { alice, open }
}

test('a number that matched stays compared, also after a restart, until it is taken back', () => {
  const { alice, open } = setUp()
  const bob = person()
  const space = spaceOf([alice, 'Alice'], [bob, 'Bob'])
  const trust = open()
  expect(trust.of(space, bob.userId)).toBe('no')
  trust.set(space, bob.userId, true)
  expect(open().of(space, bob.userId)).toBe('yes')
  expect(open().since(space, bob.userId)).toBe(1000)
  trust.set(space, bob.userId, false)
  expect(open().of(space, bob.userId)).toBe('no')
})

test('another key under the same id is told as changed', () => {
  const { alice, open } = setUp()
  const bob = person()
  const trust = open()
  trust.set(spaceOf([bob, 'Bob']), bob.userId, true)
  const eve = person()
  const certificate = { ...eve.certificate, userId: bob.userId }
  const posing = spaceOf([{ ...eve, userId: bob.userId, certificate }, 'Bob'])
  expect(trust.of(posing, bob.userId)).toBe('changed')
  expect(trust.since(posing, bob.userId)).toBeNull()
  expect(trust.of(spaceOf([alice, 'Alice']), alice.userId)).toBe('no')
})

test('somebody else with the name of a compared person is told apart', () => {
  const { open } = setUp()
  const bob = person()
  const eve = person()
  const trust = open()
  const space = spaceOf([bob, 'Bob'], [eve, ' ｂｏｂ '], [person(), ''])
  trust.set(space, bob.userId, true)
  expect(trust.of(space, eve.userId)).toBe('namesake')
  expect(trust.of(space, bob.userId)).toBe('yes')
})

test('there is no number with oneself, nor with who is no member', () => {
  const { alice, open } = setUp()
  const space = spaceOf([alice, 'Alice'])
  const missing = expect.objectContaining({ code: 'NOT_FOUND' })
  expect(() => open().safety(space, alice.userId)).toThrowError(missing)
  const nobody = idFromBytes<UserId>(new Uint8Array(16))
  expect(() => open().set(space, nobody, true)).toThrowError(missing)
})

test('both sides are shown the same number, and compare it by a code', () => {
  const { alice, open } = setUp()
  const bob = person()
  const space = spaceOf([alice, 'Alice'], [bob, 'Bob'])
  const storage = createMemoryStorage()
  const gate = createPrivacyGate(storage.personal, clock)
  const other = createTrust({ identity: bob, gate, storage, clock })
  const { qr } = other.safety(space, alice.userId)
  expect(open().compare(space, bob.userId, qr)).toBe('same')
  expect(open().compare(space, bob.userId, 'https://example.org')).toBe('foreign')
})
