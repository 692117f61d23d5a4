import i18next from 'i18next'
import { expect, test } from 'vitest'
import { upright } from './upright.ts'

test('a name turns none of the words around it', async () => {
  const i18n = i18next.createInstance()
  const translation = { remove: 'Remove {{name}} from this Space' }
  await i18n
    .use(upright)
    .init({ lng: 'en', resources: { en: { translation } }, postProcess: [upright.name] })
  const said = (name: string) => i18n.t('remove' as never, { name }) as string
  expect(said('Bob \u202e')).toBe('Remove Bob  from this Space')
  expect(said('\u2067Bob')).toBe('Remove Bob from this Space')
  expect(said('שלום')).toBe('Remove שלום from this Space')
})
