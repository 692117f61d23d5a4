import { expect, test } from 'vitest'
import { createLinkInbox, isLink, linkIn } from './deepLinks.ts'

test('an invitation is found among the arguments of a start', () => {
  const args = ['/usr/bin/foyer', '--enable-logging', 'foyer://join/#v1.abc', '--no-sandbox']
  expect(linkIn(args)).toBe('foyer://join/#v1.abc')
  expect(linkIn(['/usr/bin/foyer', '.'])).toBeUndefined()
})

test.each(['https://relay/join#a', 'foyer://settings/#a', 'foyer://join/', '--foyer://join/#a'])(
  '%s is no invitation',
  (text) => expect(isLink(text)).toBe(false),
)

test('Windows may leave out the slash or change the case of the scheme', () => {
  expect(isLink('foyer://join#a')).toBe(true)
  expect(isLink('FOYER://join/#a')).toBe(true)
})

test('a text that is longer than any invitation is refused', () => {
  expect(isLink(`foyer://join/#${'a'.repeat(5000)}`)).toBe(false)
})

test('links that arrive before the host runs are handed over in order, once', () => {
  const inbox = createLinkInbox()
  const received: string[] = []
  expect(inbox.put('foyer://join/#1')).toBe(true)
  expect(inbox.put('foyer://join/#2')).toBe(true)
  expect(inbox.put('mailto:x')).toBe(false)
  inbox.open((link) => received.push(link))
  inbox.put('foyer://join/#3')
  expect(received).toEqual(['foyer://join/#1', 'foyer://join/#2', 'foyer://join/#3'])
})
