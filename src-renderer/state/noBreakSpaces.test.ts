import { expect, test } from 'vitest'
import { noBreakSpaces } from './noBreakSpaces.ts'

test('no line breaks before a colon or inside quotation marks', () => {
  expect(noBreakSpaces({ a: { b: 'Rien pour « {{text}} ».' }, c: 'Langue : {{name}}' })).toEqual({
    a: { b: 'Rien pour «\u00a0{{text}}\u00a0».' },
    c: 'Langue\u00a0: {{name}}',
  })
})
