import { expect, test } from 'vitest'
import { preferredLanguage } from './i18n.ts'

test('the first language of the list that Foyer speaks is taken', () => {
  expect(preferredLanguage(['de-AT', 'nl-BE', 'en'])).toBe('nl')
  expect(preferredLanguage(['fr-FR'])).toBe('fr-CA')
  expect(preferredLanguage(['en-US', 'fr'])).toBe('en')
})

test('English is spoken where no language fits', () => {
  expect(preferredLanguage(['ja', 'frr'])).toBe('en')
  expect(preferredLanguage([])).toBe('en')
})
