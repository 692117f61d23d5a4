import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { createSpace, firstRun, openSpace } from './steps.ts'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds on the page as it stands, as one line each. */
async function violations(page: Page): Promise<string[]> {
  // Colours are judged when nothing fades any more.
  await page.waitForTimeout(500)
  const { violations: found } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

// All other screens are looked at in screens.spec.ts; a menu does not outlive the changes of size there.
test('axe finds nothing in the menu of a Space and before it is removed', async ({ start }) => {
  const { page } = await start('Alice')
  await firstRun(page, 'Alice')
  await openSpace(page, 'Welcome to Foyer')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.getByRole('button', { name: 'More about this Space' }).click()
    expect.soft(await violations(page), `menu, ${colorScheme}`).toEqual([])
    await page.getByRole('menuitem', { name: 'Remove from this device' }).click()
    expect.soft(await violations(page), `removing, ${colorScheme}`).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
})

test('every page fits a window of 320 without a second scroll bar', async ({ start }) => {
  const { page } = await start('Alice')
  const wide = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  await page.setViewportSize({ width: 320, height: 640 })
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible()
  expect(await wide()).toBe(0)
  await firstRun(page, 'Alice')
  expect(await wide()).toBe(0)
  await createSpace(page, 'שלום '.repeat(30))
  expect(await wide()).toBe(0)
})
