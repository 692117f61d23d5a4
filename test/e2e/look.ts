import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../check/files.ts'
import { axeProblems } from '../support/axe.ts'
import { expect, type Page } from './fixtures.ts'

interface View {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly theme: 'light' | 'dark'
  readonly rules: 'all' | 'colours'
}

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

/** The narrowest window in which nothing may have to be scrolled sideways (WCAG 1.4.10). */
const NARROWEST = { width: 320, height: 640 }

/**
 * What the pictures are taken in, and in which axe looks: at everything once in each width, in the other
 * theme at the colours, which are all that is different then.
 */
const VIEWS: readonly View[] = [
  { name: 'phone-dark', ...PHONE, theme: 'dark', rules: 'all' },
  { name: 'phone', ...PHONE, theme: 'light', rules: 'colours' },
  { name: 'dark', ...DESKTOP, theme: 'dark', rules: 'colours' },
  { name: 'light', ...DESKTOP, theme: 'light', rules: 'all' },
]

const folder = join(root, 'docs/screens')

export interface LookOptions {
  /** Only in these widths: a drawer is only open where there is no room for a column. */
  readonly width?: number
}

/**
 * Looks at the page as it is, wide and narrow, light and dark: axe finds nothing (WCAG 2.2 A and AA), and
 * nothing has to be scrolled sideways, not even in a window of 320. With SCREENS=1 the pictures in docs/screens are taken anew.
 */
export async function look(page: Page, screen: string, { width }: LookOptions = {}): Promise<void> {
  if (!width) await lookNarrow(page, screen)
  for (const view of VIEWS) {
    const size = width && view.width > 600 ? { width, height: view.height } : view
    if (width && view.width < 600) continue
    await page.setViewportSize({ width: size.width, height: size.height })
    await page.emulateMedia({ colorScheme: view.theme, reducedMotion: 'reduce' })
    await page.mouse.move(0, 0)
    const name = `${screen}, ${view.name}`
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', view.theme)
    expect.soft(await axeProblems(page, view.rules), name).toEqual([])
    expect.soft(await overflow(page), `${name}: wider than the window by`).toBeLessThanOrEqual(0)
    await takePicture(page, screen, view)
  }
}

/** By how many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })

/** Asks the same of the narrowest window, and gives the window its size back. */
async function lookNarrow(page: Page, screen: string): Promise<void> {
  const size = page.viewportSize()
  await page.setViewportSize(NARROWEST)
  await expect.soft
    .poll(() => overflow(page), { message: `${screen}: wider than ${NARROWEST.width} by` })
    .toBeLessThanOrEqual(0)
  if (size) await page.setViewportSize(size)
}

async function takePicture(page: Page, screen: string, { name }: View): Promise<void> {
  const asked = process.env.SCREENS
  // Every view where they are to be looked at (SCREENS=all), without the dark phone for the documentation.
  if (!asked || (asked !== 'all' && name === 'phone-dark')) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${screen}-${name}.png`), caret: 'hide' })
}
