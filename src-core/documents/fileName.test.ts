import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanFileName, cleanMime } from './fileName.ts'

test.each([
  ['plan.pdf', 'plan.pdf'],
  ['Café 😀 مرحبا.txt', 'Café 😀 مرحبا.txt'],
  ['../../etc/passwd', '.._.._etc_passwd'],
  ['C:\\\\boot', 'C:__boot'],
  ['line\nbreak', 'line_break'],
  ['invoice\u202etxt.exe', 'invoice_txt.exe'],
  ['..', 'file'],
  ['  ', 'file'],
])('%j is kept as %j', (name, kept) => {
  expect(cleanFileName(name)).toBe(kept)
})

test('a clean name stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 1200 }), (name) => {
      const once = cleanFileName(name)
      expect(cleanFileName(once)).toBe(once)
    }),
  )
})

test('a media type cannot carry a second header', () => {
  expect(cleanMime('Application/PDF')).toBe('application/pdf')
  expect(cleanMime('text/html\r\nSet-Cookie: a')).toBe('')
  expect(cleanMime('nonsense')).toBe('')
})
