import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { type Language, startI18n } from '../state/i18n.ts'

/** Renders a page once its language is there. `english`: all its texts, where it is not a visitor's. */
export async function startPage(
  language: Language,
  page: ReactNode,
  english?: object,
): Promise<void> {
  await startI18n(language, english)
  const place = document.getElementById('foyer')
  if (!place) throw new Error('the page has no place for Foyer')
  createRoot(place).render(page)
}
