import type { Settings } from '../../bridge/contract.ts'

type Language = NonNullable<Settings['language']>

/** What a note is called that is kept beside the one with the same title, in the person's language. */
const TITLES: Readonly<Record<Language, (title: string) => string>> = {
  en: (title) => `Kept from this device: ${title}`,
  nl: (title) => `Bewaard van dit apparaat: ${title}`,
  'fr-CA': (title) => `Conservé de cet appareil : ${title}`,
}

/** As long as a title may be. */
const MAX_TITLE = 200

export const keptTitle = (language: Language | null, title: string): string =>
  TITLES[language ?? 'en'](title).slice(0, MAX_TITLE)
