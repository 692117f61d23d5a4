import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { createSpace, firstRun, invite, openSpace, post } from './steps.ts'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe finds on the page as it stands, as one line each. */
async function violations(page: Page): Promise<string[]> {
  // Colours are judged when nothing fades any more.
  await page.waitForTimeout(500)
  const { violations: found } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

const PHONE = { width: 390, height: 844 }
const WINDOW = { width: 1280, height: 800 }

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${colorScheme}`, async ({ start }) => {
    test.setTimeout(180_000)
    const { page } = await start('Alice')
    const look = async (screen: string) =>
      expect.soft(await violations(page), `${screen}, ${colorScheme}`).toEqual([])
    const away = async () => {
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    await page.emulateMedia({ colorScheme })
    await expect(page.getByRole('button', { name: 'Start' })).toBeVisible()
    await look('first run')
    await page.setViewportSize(PHONE)
    await look('first run on a phone')
    await page.setViewportSize(WINDOW)
    await firstRun(page, 'Alice')
    await look('home')

    await page.getByRole('button', { name: 'New Space' }).click()
    await look('new Space')
    await away()
    await page.getByRole('button', { name: 'Join with a link' }).click()
    await page.getByRole('textbox', { name: 'Invitation link' }).fill('nonsense')
    await expect(page.getByText('This is not an invitation link of Foyer')).toBeVisible()
    await look('join, refused')
    await away()

    await openSpace(page, 'Welcome to Foyer')
    await look('the sample Space')
    await page.getByRole('button', { name: 'Home' }).click()
    await createSpace(page, 'Canal house 14')
    await post(page, 'The tiler can start on 7 December.')
    await look('a Space')
    await page.getByRole('button', { name: 'More about this Space' }).click()
    await look('the menu of a Space')
    await page.getByRole('menuitem', { name: 'Remove from this device' }).click()
    await look('removing a Space')
    await away()
    await invite(page, 'Viewer')
    await away()
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    await look('invite')
    await away()

    await page.keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Find or do anything' }).fill('tiler')
    await expect(page.getByRole('dialog').locator('mark')).toHaveText('tiler')
    await look('the palette')
    await away()
    await page.keyboard.press('Control+,')
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    await look('settings')
    await page.getByRole('button', { name: 'People' }).click()
    await look('people')

    await page.setViewportSize(PHONE)
    await page.getByRole('button', { name: 'Home' }).click()
    await look('home on a phone')
    await openSpace(page, 'Canal house 14')
    await look('a Space on a phone')
    await page.getByRole('button', { name: 'People' }).click()
    await look('the people of a Space on a phone')
  })
}

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
