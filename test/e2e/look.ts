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
}

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

/** What the pictures are taken in, and in which axe looks. */
const VIEWS: readonly View[] = [
  { name: 'phone-dark', ...PHONE, theme: 'dark' },
  { name: 'phone', ...PHONE, theme: 'light' },
  { name: 'dark', ...DESKTOP, theme: 'dark' },
  { name: 'light', ...DESKTOP, theme: 'light' },
]

const folder = join(root, 'docs/screens')

export interface LookOptions {
  /** Only in these widths: a drawer is only open where there is no room for a column. */
  readonly width?: number
}

/**
 * Looks at the page as it is, wide and narrow, light and dark: axe finds nothing (WCAG 2.2 A and AA), and
 * nothing has to be scrolled sideways. With SCREENS=1 the pictures in docs/screens are taken anew.
 */
export async function look(page: Page, screen: string, { width }: LookOptions = {}): Promise<void> {
  for (const view of VIEWS) {
    const size = width && view.width > 600 ? { width, height: view.height } : view
    if (width && view.width < 600) continue
    await page.setViewportSize({ width: size.width, height: size.height })
    await page.emulateMedia({ colorScheme: view.theme, reducedMotion: 'reduce' })
    await page.mouse.move(0, 0)
    const name = `${screen}, ${view.name}`
    expect.soft(await axeProblems(page), name).toEqual([])
    const overflow = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect.soft(overflow, `${name}: wider than the window by`).toBeLessThanOrEqual(0)
    await takePicture(page, screen, view)
  }
}

async function takePicture(page: Page, screen: string, { name }: View): Promise<void> {
  const asked = process.env.SCREENS
  // Every view where they are to be looked at (SCREENS=all), without the dark phone for the documentation.
  if (!asked || (asked !== 'all' && name === 'phone-dark')) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${screen}-${name}.png`), caret: 'hide' })
}
