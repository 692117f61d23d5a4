import { cpSync, rmSync } from 'node:fs'
import { axeProblems } from '../support/axe.ts'
import { expect, type Page, type Person, test } from './fixtures.ts'
import {
  article,
  createSpace,
  invite,
  join,
  openSpace,
  PASSPHRASE,
  post,
  spaceHeading,
  syncLine,
  unlock,
} from './steps.ts'

const SPACE = 'Canal house 14'

async function peoplePage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'More about this Space' }).click()
  await page.getByRole('menuitem', { name: 'People and roles' }).click()
  await expect(page.getByRole('heading', { name: /People and roles/ })).toBeVisible()
  // WS-11: whoever answers for the Space is named to everybody in it.
  await expect(page.getByText(/answers? for what is kept here/)).toBeVisible()
}

async function toFeed(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back to the feed' }).click()
}

/** The safety number with somebody, shown and said, once its 60 digits are there. */
async function digitsOf(page: Page, name: string): Promise<string> {
  const group = page.getByRole('group', { name: `Safety number with ${name}` })
  await expect(group).toHaveText(/^(\d\D*){120}$/)
  return (await group.innerText()).replace(/\D/g, '')
}

/** The six digits that both devices show (and say), once they are there. */
async function digits(page: Page): Promise<string> {
  const group = page.getByRole('group', { name: 'Digits to compare' })
  await expect(group).toHaveText(/^(\d\D*){12}$/)
  return group.innerText()
}

/** A folder as it was before something happened, which others remember. */
async function goBackBefore(person: Person, happens: () => Promise<void>): Promise<void> {
  const { dataDir } = person
  const backup = `${dataDir}-backup`
  const goOn = async () => {
    await person.restart()
    await unlock(person.page)
    await openSpace(person.page, SPACE)
  }
  await person.quit()
  cpSync(dataDir, backup, { recursive: true })
  await goOn()
  await happens()
  await person.quit()
  rmSync(dataDir, { recursive: true })
  cpSync(backup, dataDir, { recursive: true })
  rmSync(backup, { recursive: true })
  await goOn()
}

test('Bob is asked for and let in, the numbers match; Eve is removed and hears nothing after it; Bob goes on from a backup; Bob is given the Space, and Alice leaves it', async ({
  startAtHome,
}) => {
  const alice = await startAtHome('Alice')
  const bob = await startAtHome('Bob')
  const eve = await startAtHome('Eve')
  await createSpace(alice.page, SPACE)

  // A link that asks first.
  const link = await invite(alice.page, 'Editor', { approval: true })
  await bob.page.getByRole('button', { name: 'Join with a link' }).click()
  await bob.page.getByRole('textbox', { name: 'Invitation link' }).fill(link)
  await bob.page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(bob.page.getByText('Waiting for Alice to let you in')).toBeVisible()
  await expect(alice.page.getByText('Bob asks to join')).toBeVisible()
  await alice.page.getByRole('button', { name: 'Safety number' }).click()
  expect(await digitsOf(alice.page, 'Bob')).toBe(await digitsOf(bob.page, 'Alice'))
  await alice.page.getByRole('button', { name: 'Let in Bob' }).click()
  await expect(spaceHeading(bob.page, SPACE)).toBeVisible()
  await join(eve.page, await invite(alice.page, 'Editor'), SPACE)
  await post(alice.page, 'For all three')
  await expect(article(eve.page, 'For all three')).toBeVisible()

  // Compared, and Eve removed.
  await peoplePage(alice.page)
  await alice.page.getByRole('button', { name: /^Bob/ }).click()
  await alice.page.getByRole('button', { name: 'They match' }).click()
  // Not a part of "Not compared".
  await expect(alice.page.getByText('Compared', { exact: true }).first()).toBeVisible()
  await alice.page.getByRole('button', { name: /^Eve/ }).click()
  await alice.page.getByRole('button', { name: 'Remove from Space' }).click()
  await expect(alice.page.getByRole('dialog')).toContainText('What Eve already has stays there')
  await alice.page.getByRole('button', { name: 'Remove Eve', exact: true }).click()
  await expect(alice.page.getByText(/Eve was removed from/)).toBeVisible()
  await expect(eve.page.getByText(/You were removed from/)).toBeVisible()
  await expect(syncLine(eve.page)).toContainText('Nothing new arrives here')
  await expect(eve.page.getByRole('textbox', { name: 'Write to this Space' })).toHaveCount(0)
  await alice.page.getByRole('button', { name: 'Make new keys' }).click()
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Make new keys' }).click()
  await expect(alice.page.getByText('The keys have changed.')).toBeVisible()

  // What Eve got until then she has, and Alice is told of it.
  await alice.page.getByRole('button', { name: 'What Eve has received' }).click()
  await expect(alice.page.getByText(/Removed on .* by Alice/)).toBeVisible()
  await expect(alice.page.getByRole('row', { name: /^Message For all three/ })).toBeVisible()
  await alice.page.getByRole('button', { name: 'Back', exact: true }).click()

  // Alice and Bob go on.
  await toFeed(alice.page)
  await post(alice.page, 'Among the two of us')
  await expect(article(bob.page, 'Among the two of us')).toBeVisible()
  await post(bob.page, 'And back again')
  await expect(article(alice.page, 'And back again')).toBeVisible()
  await eve.restart()
  await unlock(eve.page)
  await openSpace(eve.page, SPACE)
  await expect(article(eve.page, 'For all three')).toBeVisible()
  await post(alice.page, 'Still the two of us')
  await expect(article(bob.page, 'Still the two of us')).toBeVisible()
  await expect(article(eve.page, 'two of us')).toHaveCount(0)
  await expect(article(eve.page, 'And back again')).toHaveCount(0)

  // Bob goes on from a backup: what was lost comes back, he takes new keys, and his page goes on by itself.
  // Alice's page draws the device that he is then anew.
  const oldDevice = await alice.page
    .getByRole('complementary')
    .getByRole('listitem')
    .filter({ has: alice.page.getByRole('button', { name: 'Bob' }) })
    .getByRole('listitem')
    .elementHandle()
  await goBackBefore(bob, async () => {
    await post(bob.page, 'Lost with the laptop')
    await expect(article(alice.page, 'Lost with the laptop')).toBeVisible()
  })
  await expect(article(bob.page, 'Lost with the laptop')).toBeVisible()
  await expect.poll(() => oldDevice?.evaluate((row) => row.isConnected)).toBe(false)
  await expect(bob.page.getByText('came back from a backup')).toHaveCount(0)
  await expect(syncLine(bob.page)).toContainText('Up to date with Alice')
  await post(bob.page, 'Written with new keys')
  await expect(article(alice.page, 'Written with new keys')).toBeVisible()
  await post(alice.page, 'Read with new keys')
  await expect(article(bob.page, 'Read with new keys')).toBeVisible()

  // Alice gives the Space to Bob, and leaves it.
  await peoplePage(alice.page)
  await expect(alice.page.getByRole('button', { name: 'Leave this Space' })).toHaveCount(0)
  await alice.page.getByRole('button', { name: /^Bob/ }).click()
  await alice.page.getByRole('button', { name: 'Make owner' }).click()
  await expect(alice.page.getByRole('dialog')).toContainText('Only Bob can give it back')
  await alice.page.getByRole('button', { name: 'Make Bob the owner' }).click()
  await expect(alice.page.getByText(`Bob now owns ${SPACE}.`)).toBeVisible()
  await bob.page.getByRole('button', { name: 'Understood' }).click()
  await expect(bob.page.getByText('Alice made you the owner of')).toHaveCount(0)
  await peoplePage(bob.page)
  const rowOf = (name: RegExp) => bob.page.getByRole('row', { name })
  await expect(rowOf(/^Bob/)).toContainText('Owner')
  await expect(rowOf(/^Alice/)).toContainText('Administrator')
  await alice.page.getByRole('button', { name: 'Leave this Space' }).click()
  await expect(alice.page.getByRole('dialog')).toContainText(
    'only a new invitation brings you back',
  )
  await alice.page.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(alice.page.getByText(`You left ${SPACE}.`)).toBeVisible()
  await expect(alice.page.getByRole('button', { name: new RegExp(SPACE) })).toHaveCount(0)
  await expect(bob.page.getByText(/Alice left Canal house 14/)).toBeVisible()
  await expect(rowOf(/^Alice/)).toHaveCount(0)
})

test('a second device comes in by a code and six digits, holds the same Space, and is taken out; the kit brings Alice back', async ({
  start,
  startAtHome,
}) => {
  const laptop = await startAtHome('Alice')
  const phone = await start('Alice-phone')
  await createSpace(laptop.page, SPACE)
  await post(laptop.page, 'Written on the laptop')
  await laptop.page.keyboard.press('Control+,')
  await laptop.page.getByRole('button', { name: 'Add a device' }).click()
  const code = laptop.page.getByRole('textbox', { name: 'Code for the new device' })
  await expect(code).toHaveValue(/foyer:/)

  await phone.page.getByRole('button', { name: 'I already use Foyer' }).click()
  await phone.page
    .getByRole('textbox', { name: 'Code for the new device' })
    .fill(await code.inputValue())
  const passphrase = phone.page.getByRole('textbox', { name: 'Passphrase', exact: true })
  await passphrase.fill(PASSPHRASE)
  await phone.page.getByRole('textbox', { name: 'Repeat passphrase' }).fill(PASSPHRASE)
  await phone.page.getByRole('button', { name: 'Add this device' }).click()
  expect(await digits(phone.page)).toBe(await digits(laptop.page))
  await laptop.page.getByRole('button', { name: 'They are the same' }).click()
  await expect(phone.page.getByRole('button', { name: 'New Space' })).toBeVisible()
  await openSpace(phone.page, SPACE)
  await expect(article(phone.page, 'Written on the laptop')).toBeVisible()
  await post(phone.page, 'Written on the phone')
  await openSpace(laptop.page, SPACE)
  await expect(article(laptop.page, 'Written on the phone')).toBeVisible()

  await laptop.page.keyboard.press('Control+,')
  await laptop.page.getByRole('button', { name: /^Take out:/ }).click()
  await laptop.page.getByRole('button', { name: 'Take out', exact: true }).click()
  await expect(laptop.page.getByText('taken out', { exact: true })).toBeVisible()
  await expect(phone.page.getByText(/This device was taken out of/)).toBeVisible()

  // Every device may be lost: the printed words bring the person back on an empty one.
  await laptop.page.getByRole('button', { name: 'Show the words' }).click()
  const sheet = laptop.page.getByRole('region', { name: 'Recovery kit of Alice' })
  await expect(sheet.getByRole('listitem')).toHaveCount(18)
  const words = await sheet.getByRole('listitem').allInnerTexts()
  const empty = (await start('Alice-anew')).page
  await empty.getByRole('button', { name: 'I have a recovery kit' }).click()
  const typed = empty.getByRole('textbox', { name: 'Words of the kit' })
  await typed.fill(`house ${words.slice(1).join(' ')}`)
  await expect(empty.getByText('No kit has this word: house')).toBeVisible()
  await typed.fill(words.map((word, place) => `${place + 1}. ${word.toUpperCase()}`).join('\n'))
  await expect(empty.getByText('These are the words of a kit')).toBeVisible()
  await empty.getByRole('textbox', { name: 'Your name' }).fill('Alice')
  await empty.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(PASSPHRASE)
  await empty.getByRole('textbox', { name: 'Repeat passphrase' }).fill(PASSPHRASE)
  await empty.getByRole('button', { name: 'Come back', exact: true }).click()

  // The Spaces come back from a device that is in them.
  await expect(empty.getByRole('heading', { name: 'Take back your Spaces' })).toBeVisible()
  expect(await axeProblems(empty)).toEqual([])
  await laptop.page.getByRole('button', { name: 'Help somebody come back' }).click()
  const help = laptop.page.getByRole('textbox', { name: 'Code for the person who comes back' })
  const given = empty.getByRole('textbox', { name: 'Code of the person who helps' })
  await expect(help).toHaveValue(/foyer:/)
  await given.fill(await help.inputValue())
  await empty.getByRole('button', { name: 'Take back', exact: true }).click()
  expect(await digits(empty)).toBe(await digits(laptop.page))
  await laptop.page.getByRole('button', { name: 'They are the same' }).click()
  await openSpace(empty, SPACE)
  await expect(article(empty, 'Written on the phone')).toBeVisible()
})
