import type { Locator } from '@playwright/test'
import { expect, type Page, test } from './fixtures.ts'
import { article, PASSPHRASE, spaceHeading } from './steps.ts'

/** Tab until it has the focus, as somebody without a mouse does: once it is there to be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  const isThere = () => target.evaluate((element) => element === document.activeElement)
  for (let step = 0; step < 60; step++) {
    if ((await target.count()) === 1 && (await isThere())) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The focus does not reach ${target}.`)
}

test('from first run to a message, a comment and an invitation without a mouse', async ({
  start,
}) => {
  const { page } = await start('Alice')
  const { keyboard } = page
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await expect(button('Start')).toBeVisible()
  const { promise: paletteMayCome, resolve: releasePalette } = Promise.withResolvers<void>()
  await page.route('**/Palette-*.js', async (route) => {
    await paletteMayCome
    await route.continue()
  })
  await tabTo(page, page.getByRole('textbox', { name: 'Your name' }))
  await keyboard.type('Alice')
  await tabTo(page, page.getByRole('textbox', { name: 'Passphrase', exact: true }))
  await keyboard.type(PASSPHRASE)
  await tabTo(page, page.getByRole('textbox', { name: 'Repeat passphrase' }))
  await keyboard.type(PASSPHRASE)
  await keyboard.press('Enter')
  await expect(button('New Space').first()).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()

  // What is typed after Ctrl K is there when the palette is, however long that takes to come.
  await keyboard.press('Control+k')
  await keyboard.type('settings')
  releasePalette()
  const palette = page.getByRole('textbox', { name: 'Find or do anything' })
  await expect(palette).toBeFocused()
  await keyboard.type(' ,')
  await expect(palette).toHaveValue('settings ,')
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await tabTo(page, page.getByRole('button', { name: 'New Space' }))
  await keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Space name' })).toBeFocused()
  await keyboard.type('Canal house 14')
  await keyboard.press('Enter')
  await expect(spaceHeading(page, 'Canal house 14')).toBeVisible()

  await tabTo(page, page.getByRole('textbox', { name: 'Write to this Space' }))
  await keyboard.type('Written without a mouse.')
  await keyboard.press('Control+Enter')
  const item = article(page, 'without a mouse')
  await expect(item).toBeVisible()

  await keyboard.press('PageUp')
  await tabTo(page, item.getByRole('button', { name: 'Comment', exact: true }))
  await keyboard.press('Enter')
  await expect(item.getByRole('textbox', { name: 'Write a comment' })).toBeFocused()
  await keyboard.type('Nor this.')
  await tabTo(page, item.getByRole('button', { name: 'Send' }))
  await keyboard.press('Enter')
  await expect(item.getByText('Nor this.')).toBeVisible()

  await tabTo(page, button('Invite'))
  await keyboard.press('Enter')
  await tabTo(page, page.getByRole('combobox', { name: 'Role' }))
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await keyboard.press('Enter')
  await tabTo(page, button('Create link'))
  await keyboard.press('Enter')
  const link = page.getByRole('textbox', { name: 'Invitation link' })
  await expect(link).toHaveValue(/\/join#/)
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(button('Invite')).toBeFocused()
})
