import { beforeAll, expect, test } from 'vitest'
import { idFromBytes, type UserId } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import { compareSafetyCode, safetyCode, safetyNumber } from './safetyNumber.ts'

beforeAll(ready)

const holder = (id: number, key: number) => ({
  userId: idFromBytes<UserId>(new Uint8Array(16).fill(id)),
  rootKey: new Uint8Array(32).fill(key),
})
const alice = holder(1, 11)
const bob = holder(2, 22)

test('both people read the same sixty digits', () => {
  const number = safetyNumber(alice, bob)
  expect(number).toMatch(/^\d{60}$/)
  expect(safetyNumber(bob, alice)).toBe(number)
})

test('another key or another person gives another number in every group', () => {
  const groups = (number: string) => number.match(/\d{5}/g) ?? []
  const number = groups(safetyNumber(alice, bob))
  for (const other of [safetyNumber(alice, holder(2, 23)), safetyNumber(alice, holder(3, 22))])
    expect(groups(other).filter((group, index) => group === number[index])).toEqual([])
})

test('exchanging the keys of two people does not keep the number', () => {
  expect(safetyNumber(holder(1, 22), holder(2, 11))).not.toBe(safetyNumber(alice, bob))
})

test('a scanned code is the same, different, or of something else', () => {
  const number = safetyNumber(alice, bob)
  expect(compareSafetyCode(number, safetyCode(number))).toBe('same')
  expect(compareSafetyCode(number, ` ${number.replace(/(.{5})/g, '$1 ')}`)).toBe('same')
  const altered = number.replace(/^./, (digit) => String((Number(digit) + 1) % 10))
  expect(compareSafetyCode(number, safetyCode(altered))).toBe('different')
  for (const foreign of ['', 'https://example.org', 'foyer-safety:2:1', `${number}1`])
    expect(compareSafetyCode(number, foreign)).toBe('foreign')
})

test('the number of given keys is frozen', () => {
  expect(safetyNumber(alice, bob)).toMatchInlineSnapshot(
    `"698161064593029277948225840858301975686507781876446334332564"`,
  )
})
