import { expect, type Page, test } from './fixtures.ts'
import { IN_ONE_SHELL } from './inOneShell.ts'
import {
  article,
  comment,
  createSpace,
  feed,
  firstRun,
  invite,
  join,
  meetIn,
  openSpace,
  post,
  syncLine,
  unlock,
} from './steps.ts'

test('a new person starts with a sample Space, and finds everything again after a restart', async ({
  start,
}) => {
  const alice = await start('Alice')
  await firstRun(alice.page, 'Alice')
  await openSpace(alice.page, 'Welcome to Foyer')
  await expect(feed(alice.page).getByRole('article').first()).toBeVisible()
  await alice.page
    .getByRole('link', { name: 'Home' })
    .or(alice.page.getByRole('button', { name: 'Home' }))
    .first()
    .click()
  await createSpace(alice.page, 'Canal house 14')
  await expect(syncLine(alice.page)).toContainText('Nobody else is in this Space')
  await post(alice.page, 'The tiler can start on 7 December.')

  await alice.restart()
  await unlock(alice.page)
  await openSpace(alice.page, 'Canal house 14')
  await expect(article(alice.page, 'The tiler can start')).toBeVisible()
})

test('two people write to one Space, edit and take back, and write in one note at once', async ({
  startAtHome,
}) => {
  const alice = await startAtHome('Alice')
  const bob = await startAtHome('Bob')
  await createSpace(alice.page, 'Canal house 14')
  await post(alice.page, 'Could you live with the diamond layout?')
  await join(bob.page, await invite(alice.page, 'Editor'), 'Canal house 14')

  await test.step('each reads what the other writes, and the sync line says so', async () => {
    await expect(article(bob.page, 'diamond layout')).toBeVisible()
    await expect(syncLine(bob.page)).toContainText('Up to date with Alice')
    await expect(syncLine(alice.page)).toContainText('Up to date with Bob')
    await post(bob.page, 'Yes, as long as the border stays plain.')
    await expect(article(alice.page, 'border stays plain')).toBeVisible()
    await comment(alice.page, 'border stays plain', 'Then slate it is.')
    await expect(
      article(bob.page, 'border stays plain').getByText('Then slate it is.'),
    ).toBeVisible()
    await post(bob.page, 'https://example.org/tiles/slate-border')
    await expect(article(alice.page, 'example.org/tiles/slate-border')).toContainText(
      'Nothing has been loaded',
    )
  })

  await test.step('an edit, a deletion and its undoing reach the other person', async () => {
    await post(alice.page, 'Tiles of 20 cm')
    await expect(article(bob.page, 'Tiles of 20 cm')).toBeVisible()
    await article(alice.page, 'Tiles of 20 cm').focus()
    await alice.page.keyboard.press('e')
    await alice.page.getByRole('textbox', { name: 'Your message' }).fill('Tiles of 30 cm')
    await alice.page.keyboard.press('Control+Enter')
    await expect(article(bob.page, 'Tiles of 30 cm')).toBeVisible()

    await expect(article(alice.page, 'Tiles of 30 cm')).toBeVisible()
    await article(alice.page, 'Tiles of 30 cm').focus()
    await alice.page.keyboard.press('Delete')
    await expect(article(bob.page, 'Tiles of 30 cm')).toHaveCount(0)
    await alice.page.getByRole('button', { name: 'Undo' }).click()
    await expect(article(bob.page, 'Tiles of 30 cm')).toBeVisible()
    await expect(article(alice.page, 'Tiles of 30 cm')).toBeVisible()
  })

  await test.step('both write in one note at once and see where the other is', () =>
    writeInOneNote(alice.page, bob.page))
})

async function writeInOneNote(alice: Page, bob: Page): Promise<void> {
  await alice.getByRole('button', { name: 'Start a note' }).click()
  await alice.getByRole('textbox', { name: 'Title' }).fill('What we decided')
  const aliceNote = alice.getByRole('textbox', { name: 'Note', exact: true })
  await aliceNote.click()
  await alice.keyboard.type('Diamond layout. ')
  await expect(article(bob, 'What we decided')).toContainText('Diamond layout.')

  await article(bob, 'What we decided').focus()
  await bob.keyboard.press('e')
  const bobNote = bob.getByRole('textbox', { name: 'Note', exact: true })
  await expect(bobNote).toContainText('Diamond layout.')
  await bobNote.click()
  await bob.keyboard.press('Control+End')
  await bob.keyboard.type('Slate border.')
  await expect(aliceNote).toContainText('Slate border.')
  await expect(aliceNote.locator('[data-client]', { hasText: 'Bob' })).toBeAttached()

  await aliceNote.click()
  await alice.keyboard.press('Control+A')
  await alice.keyboard.press('Control+B')
  await expect(bobNote.locator('strong')).toContainText('Slate border.')
}

test('what both wrote while apart is merged when they meet, and the sync line names who is awaited', async ({
  startAtHome,
  relay,
}) => {
  const args = ['--relay', relay.url]
  const alice = await startAtHome('Alice', { args })
  const bob = await startAtHome('Bob', { args })
  await meetIn('Canal house 14', alice.page, bob.page)
  await expect(syncLine(alice.page)).toContainText('Up to date with Bob')

  await bob.quit()
  await post(alice.page, 'Written while Bob was away')
  await expect(syncLine(alice.page)).toContainText('Waiting for Bob')
  await alice.quit()

  await bob.restart()
  await unlock(bob.page)
  await openSpace(bob.page, 'Canal house 14')
  await post(bob.page, 'Written while Alice was away')
  await expect(syncLine(bob.page)).toContainText('Waiting for Alice')

  await alice.restart()
  await unlock(alice.page)
  await openSpace(alice.page, 'Canal house 14')
  for (const { page } of [alice, bob]) {
    await expect(article(page, 'Written while Bob was away')).toBeVisible()
    await expect(article(page, 'Written while Alice was away')).toBeVisible()
  }
  await expect(syncLine(alice.page)).toContainText('Up to date with Bob')
  await expect(syncLine(bob.page)).toContainText('Up to date with Alice')
})

test('a relay with a mailbox brings what was written to somebody who is never there at the same time', {
  tag: IN_ONE_SHELL,
}, async ({ startAtHome, mailboxRelay }) => {
  const args = ['--relay', mailboxRelay.url]
  const alice = await startAtHome('Alice', { args })
  const bob = await startAtHome('Bob', { args })
  await meetIn('Canal house 14', alice.page, bob.page)
  await expect(syncLine(alice.page)).toContainText('Up to date with Bob')

  await bob.quit()
  await post(alice.page, 'Written while Bob was away')
  await expect(syncLine(alice.page)).toContainText('The relay keeps 1 sealed change until')
  await expect(article(alice.page, 'Written while Bob was away')).toContainText(
    'Delivered to the mailbox',
  )
  await syncLine(alice.page).getByRole('button').click()
  await expect(alice.page.getByText('in the mailbox until')).toBeVisible()
  await alice.quit()

  await bob.restart()
  await unlock(bob.page)
  await openSpace(bob.page, 'Canal house 14')
  await expect(article(bob.page, 'Written while Bob was away')).toBeVisible()
  await post(bob.page, 'Read while Alice was away')
  await expect(syncLine(bob.page)).toContainText('The relay keeps 1 sealed change until')
  await bob.quit()

  await alice.restart()
  await unlock(alice.page)
  await openSpace(alice.page, 'Canal house 14')
  await expect(article(alice.page, 'Read while Alice was away')).toBeVisible()
  await expect(article(alice.page, 'Written while Bob was away')).toContainText('Received by Bob')
  await expect(syncLine(alice.page)).toContainText('Up to date with Bob')
})
