import { expect, test } from 'vitest'
import { openOutside } from './openOutside.ts'

function opened(url: string): readonly string[] {
  const urls: string[] = []
  openOutside({ openExternal: async (one) => void urls.push(one) }, url)
  return urls
}

const message = 'mailto:?subject=Foyer&body=It%20closed.%0D%0A(Twice!)'

test.each(['https://example.com/a', message])('%s leaves for the system', (url) =>
  expect(opened(url)).toEqual([url]),
)

test.each([
  'http://example.com/b',
  'https://alice:secret@example.com/',
  'file:///etc/passwd',
  'mailto:eve@example.com',
  'mailto:eve@example.com?subject=a&body=b',
  `${message}&attach=/etc/passwd`,
  'mailto:?attach=/etc/passwd&subject=a&body=b',
  `${message}&to=eve@example.com`,
  `https://example.com/${'a'.repeat(9000)}`,
  'nothing',
])('%s does not', (url) => expect(opened(url)).toEqual([]))
