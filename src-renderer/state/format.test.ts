import { expect, test } from 'vitest'
import { createFormat } from './format.ts'

const at = (text: string) => new Date(text).getTime()
const now = at('2026-11-21T10:00')
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')

test('moments near now are named by their day', () => {
  const { moment } = createFormat('en')
  expect(moment(at('2026-11-21T09:12'), now)).toBe('09:12')
  expect(moment(at('2026-11-20T18:10'), now)).toBe('yesterday 18:10')
  expect(moment(at('2026-11-22T12:00'), now)).toBe('tomorrow 12:00')
  expect(moment(at('2026-11-12T12:00'), now)).toBe('12 November 12:00')
  const french = createFormat('fr-CA').moment(at('2026-11-20T18:10'), now)
  expect(plain(french)).toBe('hier à 18 h 10')
})

test('a date of another year carries its year', () => {
  expect(createFormat('en').date(at('2027-12-31T12:00'), now)).toBe('31 December 2027')
  expect(createFormat('nl').date(at('2026-11-28T12:00'), now)).toBe('28 november')
  expect(createFormat('nl').fullDate(at('2026-11-28T12:00'))).toBe('28 november 2026')
})

test('sizes carry one decimal only below ten', () => {
  const { size } = createFormat('en')
  expect(plain(size(0))).toBe('0 bytes')
  expect(plain(createFormat('fr-CA').size(18))).toBe('18 octets')
  expect(plain(size(1_800_000))).toBe('1.8 MB')
  expect(plain(size(412_345_678))).toBe('412 MB')
  expect(plain(createFormat('fr-CA').size(1_800_000))).toBe('1,8 Mo')
})

test('lists and days follow the language', () => {
  expect(createFormat('en').list(['Bob', 'Carol', 'Gus'])).toBe('Bob, Carol and Gus')
  expect(createFormat('nl').list(['Bob', 'Carol'])).toBe('Bob en Carol')
  expect(createFormat('fr-CA').list(['Bob', 'Carol'])).toBe('Bob et Carol')
  expect(createFormat('en').day(now)).toBe('Saturday 21 November')
})

test('the end of a link is short enough for a field', () => {
  expect(createFormat('en').short(at('2026-11-28T18:00'))).toBe('Sat 28 Nov, 18:00')
})

test('a time that no calendar has, which others can sign, is shown and throws nothing', () => {
  const furthest = 2 ** 53 - 1
  for (const language of ['en', 'nl', 'fr-CA'] as const) {
    const { time, date, fullDate, day, dayWord, moment, short } = createFormat(language)
    for (const write of [time, date, fullDate, day, dayWord, moment, short])
      for (const at of [0, 8.64e15, furthest]) expect(write(at)).toMatch(/\d/)
    expect(fullDate(furthest)).toContain('275760')
  }
})
