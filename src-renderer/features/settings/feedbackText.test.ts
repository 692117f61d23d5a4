import i18next from 'i18next'
import { expect, test } from 'vitest'
import type { AppStatus } from '../../../src-core/bridge/contract.ts'
import { en } from '../../translations/en/index.ts'
import { nl } from '../../translations/nl/index.ts'
import {
  FEEDBACK_FACTS,
  feedbackLines,
  feedbackMail,
  feedbackText,
  NO_FEEDBACK,
} from './feedbackText.ts'

const LINUX = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)'
const CHROME = `${LINUX} Chrome/140.0.7339.16 Safari/537.36`
const source = { version: '1.2.3', host: 'browser', userAgent: CHROME, language: 'en' } as const

const i18n = i18next.createInstance()
await i18n.init({
  lng: 'en',
  resources: { en: { translation: en }, nl: { translation: nl } },
  interpolation: { escapeValue: false },
})
const lines = (more: object = {}) => feedbackLines(i18n.t, { ...source, ...more })
const words = ' The list stayed empty.\n\nTwice. '

test('only the words are handed over when nothing is ticked', () => {
  expect(NO_FEEDBACK.facts).toEqual([])
  expect(feedbackText({ ...NO_FEEDBACK, words }, lines())).toBe('The list stayed empty.\n\nTwice.')
})

test('what is ticked stands beneath the words, always in the same order', () => {
  expect(feedbackText({ words, facts: ['language', 'version', 'shell'] }, lines())).toBe(
    'The list stayed empty.\n\nTwice.\n\nFoyer 1.2.3\nApp in the browser, Chrome 140, Linux\nLanguage: English',
  )
  expect(feedbackText({ words: 'No.', facts: ['version'] }, lines())).toBe('No.\n\nFoyer 1.2.3')
})

test('nothing is handed over without words', () => {
  expect(feedbackText({ words: ' \n', facts: FEEDBACK_FACTS }, lines())).toBe('')
})

test('no name, id, Space or address of a relay gets into it, whatever stands beside what is read', () => {
  const planted = ['Alice', 'Canal house', 'relay.example', 'u-7f3a', 'x86_64', '7339']
  const status = {
    phase: 'ready',
    host: 'desktop',
    self: { userId: 'u-7f3a', deviceId: 'u-7f3a', name: 'Alice', deviceLabel: 'Alice’s laptop' },
    canLock: true,
    spaces: ['Canal house 14'],
    relays: ['wss://relay.example'],
  }
  const { host } = status as unknown as Extract<AppStatus, { phase: 'ready' }>
  const userAgent = `${CHROME} Alice/1 (Canal house 14; wss://relay.example; u-7f3a)`
  const text = feedbackText(
    { words: 'It closed.', facts: FEEDBACK_FACTS },
    lines({ ...status, host, userAgent }),
  )
  expect(text).toBe('It closed.\n\nFoyer 1.2.3\nDesktop app, Chrome 140, Linux\nLanguage: English')
  for (const one of planted) expect(text).not.toContain(one)
})

test.each([
  [`${CHROME} Edg/140.0.1`, 'Edge 140, Linux'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Firefox/142.0', 'Firefox 142, Windows'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15',
    'Safari 18, macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari 18, iOS',
  ],
  ['Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0.0.0 Mobile', 'Chrome 140, Android'],
])('a browser is told by its kind and first number (%#)', (userAgent, told) => {
  expect(lines({ userAgent }).shell).toBe(`App in the browser, ${told}`)
})

test('an unknown browser is not told at all', () => {
  expect(lines({ userAgent: 'Alice’s own/3' }).shell).toBe('App in the browser')
})

test('a mail is to nobody yet, and holds the text to the letter', () => {
  const text = 'It closed & went.\n\n“Why?” 100 %'
  const url = new URL(feedbackMail(text) ?? '')
  expect(url.pathname).toBe('')
  expect([...url.searchParams]).toEqual([
    ['subject', 'Foyer'],
    ['body', text.replaceAll('\n', '\r\n')],
  ])
})

test('a text that no mail program would take whole is not cut, but gets no address', () => {
  expect(feedbackMail('a'.repeat(1900))).toBeDefined()
  expect(feedbackMail('a'.repeat(2000))).toBeUndefined()
  expect(feedbackMail('é'.repeat(400))).toBeUndefined()
})

test('half of a character that was cut apart stops nothing', () => {
  const text = feedbackText({ words: `It closed \ud83d`, facts: [] }, lines())
  expect(feedbackMail(text)).toContain('It%20closed')
})

test('the lines are told in the language of the page', () => {
  const told = feedbackLines(i18n.getFixedT('nl'), { ...source, language: 'nl', host: 'guest' })
  expect(told).toEqual({
    version: 'Foyer 1.2.3',
    shell: 'Pagina van een gast, Chrome 140, Linux',
    language: 'Taal: Nederlands',
  })
})
