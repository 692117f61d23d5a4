import { expect, test } from 'vitest'
import { keyCaps } from './keyCaps.ts'

test('a French board prints its own words', () => {
  const words = { Shift: 'Maj', Delete: 'Suppr' }
  expect(keyCaps('mod+shift+Z', false, words)).toEqual(['Ctrl', 'Maj', 'Z'])
  expect(keyCaps('Delete', false, words)).toEqual(['Suppr'])
})

test('keys are shown as they are printed on the board', () => {
  expect(keyCaps('mod+shift+L', false)).toEqual(['Ctrl', 'Shift', 'L'])
  expect(keyCaps('alt+ArrowUp', false)).toEqual(['Alt', '↑'])
  expect(keyCaps('mod+k', true)).toEqual(['⌘', 'K'])
  expect(keyCaps('F6', false)).toEqual(['F6'])
  expect(keyCaps('PageDown', false)).toEqual(['Page ↓'])
})
