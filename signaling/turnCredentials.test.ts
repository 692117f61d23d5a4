import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { createIceOffers } from './turnCredentials.ts'

const urls = ['stun:turn.example:3478', 'turn:turn.example:3478?transport=udp']
const secret = 'shared-with-coturn'
const now = () => 1_700_000_000_000

test('a credential is what coturn computes from its name and the shared secret', () => {
  const offer = createIceOffers({ urls, secret, lifetimeMinutes: 60 }, now)()
  const [stun, turn] = offer?.servers ?? []
  expect(stun).toEqual({ urls: [urls[0]] })
  expect(turn?.urls).toEqual([urls[1]])
  expect(turn?.username).toMatch(/^1700003600:[\w-]{12}$/)
  const mac = createHmac('sha1', secret).update(String(turn?.username)).digest('base64')
  expect(turn?.credential).toBe(mac)
  expect(offer?.seconds).toBe(3_600)
})

test('no two clients get the same name', () => {
  const offer = createIceOffers({ urls, secret, lifetimeMinutes: 60 }, now)
  expect(offer()?.servers[1]?.username).not.toBe(offer()?.servers[1]?.username)
})

test('a STUN server alone needs no secret, and without servers nothing is offered', () => {
  const stunOnly = { urls: ['stun:turn.example'], secret: undefined, lifetimeMinutes: 60 }
  expect(createIceOffers(stunOnly)()?.servers).toEqual([{ urls: ['stun:turn.example'] }])
  expect(createIceOffers({ ...stunOnly, urls: [] })()).toBeUndefined()
})
