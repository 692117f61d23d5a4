import type { TFunction } from 'i18next'
import type { AppStatus } from '../../../src-core/bridge/contract.ts'
import { LANGUAGE_NAMES, type Language } from '../../state/i18n.ts'

/** What a person may add to their words. None of it tells one person from another. */
export const FEEDBACK_FACTS = ['version', 'shell', 'language'] as const
export type FeedbackFact = (typeof FEEDBACK_FACTS)[number]

export interface Feedback {
  readonly words: string
  readonly facts: readonly FeedbackFact[]
}

/** Nothing is added unless it is ticked. */
export const NO_FEEDBACK: Feedback = { words: '', facts: [] }

export interface FeedbackSource {
  readonly version: string
  readonly host: Extract<AppStatus, { phase: 'ready' }>['host']
  readonly userAgent: string
  readonly language: Language
}

/** Each fact as the line it would be in the text. */
export function feedbackLines(
  t: TFunction,
  { version, host, userAgent, language }: FeedbackSource,
): Readonly<Record<FeedbackFact, string>> {
  const shell = [t(`feedback.${host}`), browserOf(userAgent), systemOf(userAgent)]
  return {
    version: t('feedback.version', { version }),
    shell: shell.filter((part) => part !== undefined).join(', '),
    language: t('feedback.language', { language: LANGUAGE_NAMES[language] }),
  }
}

/** All that is handed over: the words, and beneath them what is ticked. Empty without words. */
export function feedbackText({ words, facts }: Feedback, lines: Record<FeedbackFact, string>) {
  const said = words.trim().toWellFormed()
  if (said === '') return ''
  const ticked = FEEDBACK_FACTS.filter((fact) => facts.includes(fact)).map((fact) => lines[fact])
  return [said, ...(ticked.length > 0 ? [ticked.join('\n')] : [])].join('\n\n')
}

/** The longest address that every system hands on to a mail program, in characters (Windows: 2081). */
const MAX_MAIL_URL = 2000

/**
 * An address that opens a new message with this text in the person's own mail program (RFC 6068), to nobody
 * yet; undefined where it would be too long.
 */
export function feedbackMail(text: string): string | undefined {
  const body = encodeURIComponent(text.replaceAll('\n', '\r\n'))
  const url = `mailto:?subject=Foyer&body=${body}`
  return url.length <= MAX_MAIL_URL ? url : undefined
}

/** In this order: most browsers also name others that they want to be taken for. */
const BROWSERS = [
  [/\bEdg\/(\d+)/, 'Edge'],
  [/\bFirefox\/(\d+)/, 'Firefox'],
  [/\bChrome\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)\S* (?:Mobile\/\S+ )?Safari\//, 'Safari'],
] as const

const SYSTEMS = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\b(?:Linux|CrOS)\b/, 'Linux'],
] as const

/** The kind and its first number only: the rest of what a browser says of itself may single a device out. */
function browserOf(userAgent: string): string | undefined {
  for (const [sign, name] of BROWSERS) {
    const [, major] = sign.exec(userAgent) ?? []
    if (major) return `${name} ${major}`
  }
  return undefined
}

const systemOf = (userAgent: string) => SYSTEMS.find(([sign]) => sign.test(userAgent))?.[1]
