import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { axeProblems } from '../support/axe.ts'
import { expect, type Page, type Person, test } from './fixtures.ts'
import { look } from './look.ts'
import { jpegWithLocation } from './media/jpegWithLocation.ts'
import {
  article,
  attach,
  comment,
  createSpace,
  firstRun,
  invite,
  join as joinSpace,
  openSpace,
  PASSPHRASE,
  post,
  spaceHeading,
  syncLine,
  unlock,
} from './steps.ts'

// The pages are the same in every shell; the shells have their own specs.
test.describe.configure({ timeout: 600_000 })

test('every screen is accessible, wide and narrow, light and dark', async ({
  start,
  startAtHome,
  visit,
}) => {
  const alice = await start('Alice')
  const bob = await startAtHome('Bob')
  await look(alice.page, '01-first-run')
  await firstRun(alice.page, 'Alice')
  await look(alice.page, '02-home')
  await emptySpace(alice.page)
  const link = await invite(alice.page, 'Editor')
  await doors(bob.page, link)
  await joinSpace(bob.page, link, 'Canal house 14')
  await everyKindOfItem(alice.page, bob.page)
  await inTheSpace(alice.page)
  await beside(alice.page)
  await people(alice.page, bob.page)
  await confidential(alice.page, bob.page)
  await guest(alice.page, visit)
  await locked(alice)
})

async function emptySpace(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New Space' }).click()
  await page.getByRole('textbox', { name: 'Space name' }).fill('Garden and terrace')
  await look(page, '03-new-space')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(spaceHeading(page, 'Garden and terrace')).toBeVisible()
  await look(page, '04-space-empty')
  await page
    .getByRole('button', { name: 'Home' })
    .or(page.getByRole('link', { name: 'Home' }))
    .click()
  await createSpace(page, 'Canal house 14')
}

/** The states of the door that a link can meet. */
async function doors(page: Page, link: string): Promise<void> {
  await page.getByRole('button', { name: 'Join with a link' }).click()
  const box = page.getByRole('textbox', { name: 'Invitation link' })
  const dialog = page.getByRole('dialog')
  await box.fill(link.slice(0, -4))
  await expect(dialog).toContainText('a part of it is missing')
  await look(page, '05-join-refused')
  await box.fill(link)
  await expect(dialog).toContainText('invites you to')
  await look(page, '06-join-answered')
  await page.keyboard.press('Escape')
}

/** A version of the note that is open, what changed since, and what erasing it means. */
async function whatItWas(page: Page): Promise<void> {
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  await button('Version history').click()
  await button('Keep this version').click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Sent to the tiler')
  await page.keyboard.press('Enter')
  await expect(button(/^Sent to the tiler/)).toContainText('Same as now')
  await button('Back to the feed').click()
  const note = article(page, 'What we decided')
  await note.hover()
  await note.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByRole('textbox', { name: 'Note', exact: true }).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' The border stays plain.')
  await button('Version history').click()
  await button(/^Sent to the tiler/).click()
  await page.getByText('Changes', { exact: true }).click()
  await expect(page.getByRole('insertion')).toContainText('The border stays plain.')
  await look(page, '36-versions')
  await button('Erase…').click()
  await look(page, '37-erase-version')
  await button('Cancel').click()
  await button('Back to the feed').click()
  await note.hover()
  await note.getByRole('button', { name: 'Edit', exact: true }).click()
}

async function everyKindOfItem(alice: Page, bob: Page): Promise<void> {
  await post(bob, 'The tiler can start on 7 December if we settle the hall floor this week.')
  await comment(alice, 'The tiler can start', 'Yes, as long as the border stays plain.')
  await alice.getByRole('button', { name: 'Start a note' }).click()
  await alice.getByRole('textbox', { name: 'Title' }).fill('What we decided')
  await alice.getByRole('textbox', { name: 'Note', exact: true }).click()
  await alice.keyboard.type('Diamond layout, cement tiles of 20 cm, off-white and slate.')
  await expect(article(bob, 'What we decided')).toContainText('off-white and slate')
  await look(alice, '07-note-open')
  await whatItWas(alice)
  await alice.getByRole('button', { name: 'Done', exact: true }).click()
  await post(bob, 'https://example.org/tiles/slate-border')
  const buffer = await jpegWithLocation(bob, 900, 500)
  await attach(bob, { name: 'Hall, seen from the stairs.jpg', mimeType: 'image/jpeg', buffer })
  const plan = Buffer.alloc(180_000, 'plan')
  await attach(bob, {
    name: 'Hall floor, revision C.pdf',
    mimeType: 'application/pdf',
    buffer: plan,
  })
  await expect(article(alice, 'revision C.pdf').last()).toContainText('180')
  await expect(syncLine(alice)).toContainText('Up to date with Bob')
}

/** A menu does not outlive the changes of size. */
async function menuOfTheSpace(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.getByRole('button', { name: 'More about this Space' }).click()
    await expect(page.getByRole('menuitem', { name: 'Remove from this device' })).toBeVisible()
    expect.soft(await axeProblems(page), `menu, ${colorScheme}`).toEqual([])
    await page.getByRole('menuitem', { name: 'Remove from this device' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect.soft(await axeProblems(page), `removing, ${colorScheme}`).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
}

async function inTheSpace(page: Page): Promise<void> {
  await look(page, '08-space')
  await menuOfTheSpace(page)
  await article(page, 'The tiler can start')
    .getByRole('button', { name: 'Comment', exact: true })
    .click()
  await look(page, '09-comments-open')
  await page.keyboard.press('Escape')
  await syncLine(page).getByRole('button').click()
  await expect(page.getByRole('heading', { name: 'Who has what' })).toBeVisible()
  await look(page, '10-who-has-what')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByRole('button', { name: 'Create link' }).click()
  await expect(page.getByRole('textbox', { name: 'Invitation link' })).toHaveValue(/join#/)
  await look(page, '11-invite')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1024, height: 800 })
  await page.getByRole('button', { name: 'Show details' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await look(page, '12-details-drawer', { width: 1024 })
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 390, height: 844 })
  for (const part of ['Files', 'People']) {
    await page.getByRole('navigation').getByText(part, { exact: true }).click()
    await look(page, `13-phone-${part.toLowerCase()}`)
    await page.setViewportSize({ width: 390, height: 844 })
  }
  await page.getByRole('navigation').getByText('Feed', { exact: true }).click()
  await page.setViewportSize({ width: 1280, height: 800 })
}

/** What is not in a Space. */
async function beside(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type('sp')
  await look(page, '14-palette')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'People', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'People' })).toBeVisible()
  await look(page, '15-people')
  await page.keyboard.press('Shift+Slash')
  await expect(page.getByRole('dialog')).toContainText('Keyboard shortcuts')
  await look(page, '16-shortcuts')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  const openings = page.getByRole('list', { name: 'Openings of this device' })
  await expect(openings.getByRole('listitem').first()).toBeVisible()
  await look(page, '17-settings')
}

/** A Space's people, links and what it sees of one; each is reached by the Space's menu. */
async function people(alice: Page, bob: Page): Promise<void> {
  await openSpace(alice, 'Canal house 14')
  await menu(alice, 'People and roles')
  await alice.getByRole('button', { name: /^Bob/ }).click()
  await expect(alice.getByRole('group', { name: 'Safety number with Bob' })).toBeVisible()
  await alice.getByRole('button', { name: 'Show as QR code' }).click()
  await look(alice, '23-person')
  await alice.getByRole('button', { name: 'Remove from Space' }).click()
  await look(alice, '24-remove-person')
  await alice.keyboard.press('Escape')
  await back(alice)
  await menu(alice, 'Invitations')
  await look(alice, '25-invitations')
  await back(alice)
  await menu(alice, 'What this Space sees of me')
  await alice.getByRole('switch', { name: 'Show something else in this Space' }).click()
  await look(alice, '26-what-it-sees')
  await back(alice)
  await menu(alice, 'View as a guest')
  await look(alice, '27-as-a-guest')
  await alice.getByRole('button', { name: 'Back to your own view' }).click()
  await article(alice, 'What we decided').hover()
  await article(alice, 'What we decided').getByRole('button', { name: 'More' }).click()
  await alice.getByRole('menuitem', { name: 'Who has it' }).click()
  await expect(alice.getByRole('dialog')).toContainText('received')
  await look(alice, '28-received')
  await alice.keyboard.press('Escape')
  await expect(spaceHeading(bob, 'Canal house 14')).toBeVisible()
}

/** A document for Bob alone stands beneath its Space in both rails, and Bob's device was handed it. */
async function confidential(alice: Page, bob: Page): Promise<void> {
  const title = 'Offer for the neighbours'
  await menu(alice, 'New confidential document')
  const dialog = alice.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Title' }).fill(title)
  await dialog.getByRole('checkbox', { name: /Bob/ }).check()
  await look(alice, '38-new-confidential-document')
  await dialog.getByRole('button', { name: 'Write document' }).click()
  // It opens to be written in.
  await expect(alice.getByRole('textbox', { name: 'Note', exact: true })).toBeFocused()
  await alice.keyboard.type('Half of the wall is theirs.')
  await expect(alice.getByRole('heading', { name: 'About this document' })).toBeVisible()
  const groups = bob.getByRole('list', { name: 'Groups of Canal house 14' })
  await groups.getByRole('button', { name: new RegExp(title) }).click()
  await expect(article(bob, title)).toContainText('Half of the wall is theirs.')
  await look(alice, '39-confidential-document')
  await openSpace(alice, 'Canal house 14')
  await openSpace(bob, 'Canal house 14')
}

async function menu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More about this Space' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

async function back(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back to the feed' }).click()
}

async function guest(alice: Page, visit: (url: string) => Promise<Page>): Promise<void> {
  await openSpace(alice, 'Canal house 14')
  const gus = await visit(await invite(alice, 'Commenter', { approval: true }))
  await expect(gus.getByText('Canal house 14')).toBeVisible()
  await look(gus, '18-guest-entry')
  await gus.getByRole('textbox', { name: 'First name' }).fill('Gus')
  await gus.getByRole('button', { name: 'Enter' }).click()
  await expect(gus.getByText('Waiting for Alice')).toBeVisible()
  await look(gus, '29-guest-waiting')
  await alice.getByRole('button', { name: 'Safety number' }).click()
  await look(alice, '30-asks-to-join')
  await alice.getByRole('button', { name: 'Let in Gus' }).click()
  await expect(spaceHeading(gus, 'Canal house 14')).toBeVisible()
  await expect(article(gus, 'What we decided')).toContainText('off-white and slate')
  await look(gus, '19-guest-in-the-space')
  await look(alice, '20-space-with-a-guest')
}

async function locked(alice: Person): Promise<void> {
  await alice.page.getByRole('button', { name: 'Home', exact: true }).click()
  await alice.page.getByRole('button', { name: 'Lock now' }).first().click()
  const passphrase = alice.page.getByRole('textbox', { name: 'Passphrase' })
  await passphrase.fill(PASSPHRASE.toUpperCase())
  await alice.page.getByRole('button', { name: 'Unlock' }).click()
  await expect(alice.page.getByText('This is not the passphrase')).toBeVisible()
  await look(alice.page, '21-locked')
  await unlock(alice.page)
  await alice.quit()
  writeFileSync(join(alice.dataDir, 'default/key.json'), '{"format":99}')
  await alice.restart()
  await expect(alice.page.getByText('Foyer could not open your profile')).toBeVisible()
  await look(alice.page, '22-failed-profile')
}
