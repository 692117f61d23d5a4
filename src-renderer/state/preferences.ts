import { LANGUAGES, type Language } from './i18n.ts'

const KEY = 'foyer.language'

/**
 * The language of the last visit, so that first run and the locked door speak it: the settings lie in
 * the sealed profile. Only the desktop and the browser host keep it; a guest page keeps nothing.
 */
export function rememberLanguage(language: Language): void {
  try {
    window.localStorage.setItem(KEY, language)
  } catch {
    // Storage may be forbidden; then the system's language is used next time.
  }
}

export function rememberedLanguage(): Language | undefined {
  try {
    const known = window.localStorage.getItem(KEY)
    return LANGUAGES.find((language) => language === known)
  } catch {
    return undefined
  }
}
