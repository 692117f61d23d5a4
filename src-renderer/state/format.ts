import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage, type Language } from './i18n.ts'

// 24 hours and the day before the month, as the interface is written; French follows Canada.
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', nl: 'nl-NL', 'fr-CA': 'fr-CA' }

/** Between a day and a time. */
const TIME_WORD: Readonly<Record<Language, string>> = { en: '', nl: '', 'fr-CA': 'à ' }

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
const DAY_MS = 86_400_000

export interface Format {
  /** 09:12 */
  time(at: number): string
  /** 28 November; with the year where it is another one. */
  date(at: number, now?: number): string
  /** Saturday 21 November */
  day(at: number): string
  /** "12 November 2026", also this year: for what is printed. */
  fullDate(at: number): string
  /** "today", "yesterday", "tomorrow", else the date. */
  dayWord(at: number, now?: number): string
  /** "18:10" today, else "yesterday 18:10" or "12 November 18:10". */
  moment(at: number, now?: number): string
  /** Sat 28 Nov, 18:00 */
  short(at: number): string
  /** Bob, Carol and Gus */
  list(names: readonly string[]): string
  /** 1.8 MB */
  size(bytes: number): string
  number(value: number): string
}

/** The last that a calendar has; what others sign may lie behind it, and formatting that would throw. */
const LAST_MS = 8.64e15 - DAY_MS

const dateOf = (at: number) => new Date(Math.min(at, LAST_MS))
const startOfDay = (at: number) => dateOf(at).setHours(0, 0, 0, 0)

/** Dates, lists and sizes as a language writes them. */
export function createFormat(language: Language): Format {
  const locale = LOCALES[language]
  const make = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(locale, options)
    return { format: (at: number) => made.format(Math.min(at, LAST_MS)) }
  }
  const time = make({ hour: '2-digit', minute: '2-digit' })
  const thisYear = make({ day: 'numeric', month: 'long' })
  const otherYear = make({ day: 'numeric', month: 'long', year: 'numeric' })
  const weekday = make({ weekday: 'long', day: 'numeric', month: 'long' })
  const short = make({ weekday: 'short', day: 'numeric', month: 'short' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const number = new Intl.NumberFormat(locale)

  const date = (at: number, now = Date.now()) =>
    dateOf(at).getFullYear() === dateOf(now).getFullYear()
      ? thisYear.format(at)
      : otherYear.format(at)
  const dayWord = (at: number, now = Date.now()) => {
    const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS)
    return Math.abs(days) <= 1 ? relative.format(days, 'day') : date(at, now)
  }
  return {
    time: (at) => time.format(at),
    date,
    fullDate: (at) => otherYear.format(at),
    day: (at) => weekday.format(at).replace(',', ''),
    dayWord,
    moment: (at, now = Date.now()) =>
      startOfDay(at) === startOfDay(now)
        ? time.format(at)
        : `${dayWord(at, now)} ${TIME_WORD[language]}${time.format(at)}`,
    short: (at) => `${short.format(at).replace(',', '')}, ${time.format(at)}`,
    list: (names) => list.format(names),
    size: (bytes) => sizeOf(locale, bytes),
    number: (value) => number.format(value),
  }
}

function sizeOf(locale: string, bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    // "0 byte" is how English shortens bytes.
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 0 && value < 10 ? 1 : 0,
  }).format(value)
}

const made = new Map<string, Format>()

/** One for all who show something in a language and a time zone: to make one takes as long as an article. */
function sharedFormat(language: Language): Format {
  const key = `${language} ${new Date().getTimezoneOffset()}`
  const known = made.get(key) ?? createFormat(language)
  made.set(key, known)
  return known
}

/** The format of the language shown now. */
export function useFormat(): Format {
  const { i18n } = useTranslation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the language is read from i18next.
  return useMemo(() => sharedFormat(currentLanguage()), [i18n.language])
}
