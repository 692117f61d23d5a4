import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { type Language, startI18n } from '../state/i18n.ts'

/** An async script may run before the page has its body. */
const parsed = () =>
  new Promise<void>((resolve) => {
    if (document.readyState !== 'loading') resolve()
    else document.addEventListener('DOMContentLoaded', () => resolve(), { once: true })
  })

/** Renders a page once its language is there. `english`: all its texts, where it is not a visitor's. */
export async function startPage(
  language: Language,
  page: ReactNode,
  english?: object,
): Promise<void> {
  await Promise.all([startI18n(language, english), parsed()])
  const place = document.getElementById('foyer')
  if (!place) throw new Error('the page has no place for Foyer')
  createRoot(place).render(page)
}
