import { expect, test } from 'vitest'
import { takeGuestLink } from './guestLink.ts'

const shelf = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}
const place = (hash: string) => ({
  href: `https://relay.example.net/join${hash}`,
  hash,
  pathname: '/join',
  search: '',
})

test('the link leaves the address and outlives a reload of the tab', () => {
  const kept = shelf()
  const shown: (string | URL | null | undefined)[] = []
  const history = {
    state: null,
    replaceState: (_: unknown, __: string, url?: string | URL | null) => void shown.push(url),
  }
  expect(takeGuestLink(place('#secret'), history, kept)).toBe(
    'https://relay.example.net/join#secret',
  )
  expect(shown).toEqual(['/join'])
  expect(takeGuestLink(place(''), history, kept)).toBe('https://relay.example.net/join#secret')
})

test('where the tab may keep nothing the address keeps the link', () => {
  const shown: unknown[] = []
  const history = { state: null, replaceState: () => void shown.push(1) }
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('forbidden')
    },
  }
  for (const nothing of [full, undefined]) {
    expect(takeGuestLink(place('#secret'), history, nothing)).toContain('#secret')
    expect(shown).toEqual([])
  }
})

test('an address without a link has none', () => {
  expect(takeGuestLink(place(''), { state: null, replaceState: () => {} }, shelf())).toBeUndefined()
})
