import { expect, type Page } from '@playwright/test'

/** What a person does, by the names that the interface fixes. */
export const PASSPHRASE = 'correct horse battery staple'

export async function firstRun(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name)
  const passphrase = page.getByRole('textbox', { name: 'Passphrase', exact: true })
  if (await passphrase.isVisible()) {
    await passphrase.fill(PASSPHRASE)
    await page.getByRole('textbox', { name: 'Repeat passphrase' }).fill(PASSPHRASE)
  }
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('button', { name: 'New Space' })).toBeVisible()
}

/** After a restart: types the passphrase where one is asked for (a keychain asks for none). */
export async function unlock(page: Page): Promise<void> {
  const passphrase = page.getByRole('textbox', { name: 'Passphrase' })
  const newSpace = page.getByRole('button', { name: 'New Space' })
  await expect(passphrase.or(newSpace)).toBeVisible()
  if (!(await passphrase.isVisible())) return
  await passphrase.fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(newSpace).toBeVisible()
}

export const spaceHeading = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true })

export async function createSpace(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New Space' }).click()
  await page.getByRole('textbox', { name: 'Space name' }).fill(name)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(spaceHeading(page, name)).toBeVisible()
}

/** From the list of Spaces in the rail, or from home. */
export async function openSpace(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name }).or(page.getByRole('button', { name })).first().click()
  await expect(spaceHeading(page, name)).toBeVisible()
}

export async function post(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write to this Space' }).fill(text)
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  // A link is shown without its scheme.
  await expect(article(page, text.replace(/^https?:\/\//, ''))).toBeVisible()
}

export const feed = (page: Page) => page.getByRole('feed', { name: 'Feed' })
export const article = (page: Page, text: string) =>
  feed(page).getByRole('article').filter({ hasText: text })
export const syncLine = (page: Page) => page.getByRole('status', { name: 'Sync' })

/** Makes a link in the Space that is open and returns it; the dialog is closed again. */
export async function invite(
  page: Page,
  role: 'Editor' | 'Commenter' | 'Viewer' | 'Guest',
  { approval = false }: { readonly approval?: boolean } = {},
): Promise<string> {
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByRole('combobox', { name: 'Role' }).click()
  await page.getByRole('option', { name: role }).click()
  if (approval) await page.getByRole('switch', { name: 'Ask me before they come in' }).click()
  await page.getByRole('button', { name: 'Create link' }).click()
  const link = page.getByRole('textbox', { name: 'Invitation link' })
  await expect(link).toHaveValue(/\/join#/)
  const value = await link.inputValue()
  await page.keyboard.press('Escape')
  return value
}

export async function join(page: Page, link: string, space: string): Promise<void> {
  await page.getByRole('button', { name: 'Join with a link' }).click()
  await page.getByRole('textbox', { name: 'Invitation link' }).fill(link)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(spaceHeading(page, space)).toBeVisible()
}

/** The first person makes a Space, and the others come in as editors, one after another. */
export async function meetIn(space: string, first: Page, ...others: Page[]): Promise<void> {
  await createSpace(first, space)
  for (const other of others) await join(other, await invite(first, 'Editor'), space)
}

export async function comment(page: Page, on: string, text: string): Promise<void> {
  await article(page, on).getByRole('button', { name: 'Comment', exact: true }).click()
  await article(page, on).getByRole('textbox', { name: 'Write a comment' }).fill(text)
  await article(page, on).getByRole('button', { name: 'Send' }).click()
  await expect(article(page, on).getByText(text)).toBeVisible()
}

export interface Upload {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** Through the button, as a person does. */
export async function chooseFiles(page: Page, files: Upload | readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Attach files' }).click(),
  ])
  await chooser.setFiles(Array.isArray(files) ? [...files] : (files as Upload))
}

/** Chooses a file and posts it. */
export async function attach(page: Page, file: Upload): Promise<void> {
  await chooseFiles(page, file)
  const waiting = page.getByRole('list', { name: 'Files to post' })
  await expect(waiting.getByText(file.name, { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(article(page, file.name)).toBeVisible()
}
