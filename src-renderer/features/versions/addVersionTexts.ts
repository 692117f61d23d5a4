import i18next from 'i18next'
import { versions } from '../../translations/en/versions.ts'

/** A visitor's page is read before these are loaded: they come with the part that says them. */
export function addVersionTexts(): void {
  if (i18next.exists('versions.title', { lng: 'en' })) return
  i18next.addResourceBundle('en', 'translation', { versions }, true)
}
