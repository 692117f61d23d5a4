import { axeProblems } from '../support/axe.ts'
import { expect, test } from './fixtures.ts'
import { createSpace, firstRun, openSpace } from './steps.ts'

// All other screens are looked at in screens.spec.ts; a menu does not outlive the changes of size there.
test('axe finds nothing in the menu of a Space and before it is removed', async ({ start }) => {
  const { page } = await start('Alice')
  await firstRun(page, 'Alice')
  await openSpace(page, 'Welcome to Foyer')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.getByRole('button', { name: 'More about this Space' }).click()
    expect.soft(await axeProblems(page), `menu, ${colorScheme}`).toEqual([])
    await page.getByRole('menuitem', { name: 'Remove from this device' }).click()
    expect.soft(await axeProblems(page), `removing, ${colorScheme}`).toEqual([])
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
