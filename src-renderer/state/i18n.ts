import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { en } from '../translations/en/index.ts'
import { enVisitor } from '../translations/en/visitor.ts'
import { noBreakSpaces } from './noBreakSpaces.ts'
import { upright } from './upright.ts'

export const LANGUAGES = ['en', 'nl', 'fr-CA'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each language by its own name, which needs no translation but a `lang`. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  nl: 'Nederlands',
  'fr-CA': 'Français (Canada)',
}

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
    returnNull: false
  }
}

const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ table: object }>>> = {
  nl: async () => ({ table: (await import('../translations/nl/index.ts')).nl }),
  'fr-CA': async () => ({
    table: noBreakSpaces((await import('../translations/fr-CA/index.ts')).frCA),
  }),
}

/** The language of ours that a person's list of languages asks for first; English when none fits. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [base] = tag.toLowerCase().split('-')
    if (base === 'nl') return 'nl'
    if (base === 'fr') return 'fr-CA'
    if (base === 'en') return 'en'
  }
  return 'en'
}

/** Loads a language where needed, turns the page to it and marks the document with it. */
export async function setLanguage(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    const { table } = await LOADERS[language]()
    i18next.addResourceBundle(language, 'translation', table)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/** Must have ended before the first render. `english`: what the page says; else what a visitor's does. */
export async function startI18n(language: Language, english: object = enVisitor): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use(upright)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      resources: { en: { translation: english } },
      // React escapes; `Say` escapes what it parses.
      interpolation: { escapeValue: false },
      postProcess: [upright.name],
      returnNull: false,
    })
  await setLanguage(language)
}

/** The language shown now. */
export const currentLanguage = (): Language => {
  const known = LANGUAGES.find((language) => language === i18next.language)
  return known ?? 'en'
}
