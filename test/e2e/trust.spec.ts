import { expect, type Page, test } from './fixtures.ts'
import { article, createSpace, firstRun, invite, join, post, spaceHeading } from './steps.ts'

// Who may do what is the host's, the same in every shell.
test.skip(({ shell }) => shell !== 'browser-host', 'seen once, in the browser host')
test.describe.configure({ timeout: 120_000 })

const SPACE = 'Canal house 14'

async function peoplePage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More about this Space' }).click()
  await page.getByRole('menuitem', { name: 'People and roles' }).click()
  await expect(page.getByRole('heading', { name: /People and roles/ })).toBeVisible()
}

async function toFeed(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back to the feed' }).click()
}

const digitsOf = async (page: Page, name: string) =>
  (await page.getByRole('group', { name: `Safety number with ${name}` }).innerText()).replace(
    /\D/g,
    '',
  )

test('Bob is asked for and let in, the numbers match; Eve is removed and hears nothing after it', async ({
  start,
}) => {
  const alice = await start('Alice')
  const bob = await start('Bob')
  const eve = await start('Eve')
  await firstRun(alice.page, 'Alice')
  await firstRun(bob.page, 'Bob')
  await firstRun(eve.page, 'Eve')
  await createSpace(alice.page, SPACE)

  // A link that asks first.
  const link = await invite(alice.page, 'Editor', { approval: true })
  await bob.page.getByRole('button', { name: 'Join with a link' }).click()
  await bob.page.getByRole('textbox', { name: 'Invitation link' }).fill(link)
  await bob.page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(bob.page.getByText('Waiting for Alice to let you in')).toBeVisible({
    timeout: 20_000,
  })
  await expect(alice.page.getByText('Bob asks to join')).toBeVisible()
  await alice.page.getByRole('button', { name: 'Safety number' }).click()
  expect(await digitsOf(alice.page, 'Bob')).toBe(await digitsOf(bob.page, 'Alice'))
  expect(await digitsOf(alice.page, 'Bob')).toMatch(/^(\d{60}){2}$/)
  await alice.page.getByRole('button', { name: 'Let Bob in' }).click()
  await expect(spaceHeading(bob.page, SPACE)).toBeVisible({ timeout: 20_000 })
  await join(eve.page, await invite(alice.page, 'Editor'), SPACE)
  await post(alice.page, 'For all three')
  await expect(article(eve.page, 'For all three')).toBeVisible()

  // Compared, and Eve removed.
  await peoplePage(alice.page)
  await alice.page.getByRole('button', { name: /^Bob/ }).click()
  await alice.page.getByRole('button', { name: 'They match' }).click()
  await expect(alice.page.getByText('Compared').first()).toBeVisible()
  await alice.page.getByRole('button', { name: /^Eve/ }).click()
  await alice.page.getByRole('button', { name: 'Remove from Space' }).click()
  await expect(alice.page.getByRole('dialog')).toContainText('What Eve already has stays there')
  await alice.page.getByRole('button', { name: 'Remove Eve', exact: true }).click()
  await expect(alice.page.getByText(/Eve was removed from/)).toBeVisible()
  await expect(eve.page.getByText(/You were removed from/)).toBeVisible({ timeout: 20_000 })
  await expect(eve.page.getByRole('textbox', { name: 'Write to this Space' })).toHaveCount(0)

  // Alice and Bob go on.
  await toFeed(alice.page)
  await post(alice.page, 'Among the two of us')
  await expect(article(bob.page, 'Among the two of us')).toBeVisible()
  await post(bob.page, 'And back again')
  await expect(article(alice.page, 'And back again')).toBeVisible()
  await eve.restart()
  await eve.page.getByRole('textbox', { name: 'Passphrase' }).fill('correct horse battery staple')
  await eve.page.getByRole('button', { name: 'Unlock' }).click()
  await eve.page.getByRole('button', { name: SPACE }).first().click()
  await expect(article(eve.page, 'For all three')).toBeVisible({ timeout: 20_000 })
  await post(alice.page, 'Still the two of us')
  await expect(article(bob.page, 'Still the two of us')).toBeVisible()
  await expect(article(eve.page, 'two of us')).toHaveCount(0)
  await expect(article(eve.page, 'And back again')).toHaveCount(0)
})
