import type { Page } from '@playwright/test'
import { expect, test } from 'vitest'
import { axeProblems } from '../../support/axe.ts'
import { filmQr } from '../../support/filmQr.ts'
import { DESKTOP, PHONE, withStage } from './withStage.ts'

const stage = withStage()

const box = (page: Page) => page.getByRole('textbox', { name: 'Write to this Space' })
const articles = (page: Page) => page.getByRole('article')
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-posinset'))
const until = <T>(read: () => Promise<T>) => expect.poll(read)

test.for(['', 'dark'])(
  'axe finds nothing in a feed with every kind of item (%s)',
  async (theme) => {
    const page = await stage.open(`unread=2&${theme}`)
    await page.getByText('New since 10:05').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await articles(page).first().getByRole('button', { name: 'Comment', exact: true }).click()
    await page.getByRole('textbox', { name: 'Write a comment' }).waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('status', { name: 'Sync' }).getByRole('button').click()
    await page.getByRole('heading', { name: 'Who has what' }).waitFor()
    expect(await axeProblems(page)).toEqual([])
  },
)

test('axe finds nothing on a phone, where a guest reads and comments', async () => {
  const page = await stage.open('unread=2&guest', { viewport: PHONE, hasTouch: true })
  await page.getByText('You can read and comment here. Alice can change that.').waitFor()
  expect(await box(page).count()).toBe(0)
  expect(await axeProblems(page)).toEqual([])
})

test.for([
  ['', PHONE],
  ['dark', DESKTOP],
] as const)(
  'who has received an item is told of those who left too (%s)',
  async ([theme, viewport]) => {
    const page = await stage.open(theme, { viewport })
    const item = articles(page).filter({ hasText: 'What we decided' })
    await item.hover()
    await item.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Who has it' }).click()
    const lines = page.getByRole('dialog').getByRole('listitem')
    await until(() => lines.count()).toBe(3)
    expect(await lines.nth(1).innerText()).toContain('not received yet')
    expect(await lines.nth(2).innerText()).toMatch(/Eve.*no longer here\s*received/)
    expect(await axeProblems(page)).toEqual([])
  },
)

test.for([
  ['', PHONE],
  ['dark', DESKTOP],
] as const)(
  'what keeping a visit means is told before it is kept, and it is removed again (%s)',
  async ([theme, viewport]) => {
    const page = await stage.open(`guest&${theme}`, { viewport })
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const panel = page.getByText('What is kept:')
    await button('Keep on this device').click()
    await panel.waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await until(() => panel.count()).toBe(0)
    // The focus is back where it was.
    await page.keyboard.press('Enter')
    await panel.waitFor()
    await button('Keep').click()
    await page.getByText('Kept on this device until 29 November').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await button('Remove from this device').click()
    await button('Keep on this device').waitFor()
  },
)

test('a visitor whose page came over plain http is told why it cannot be kept', async () => {
  const page = await stage.open('guest=http')
  await page.getByText('It cannot be kept: this page came over plain http').waitFor()
  expect(await page.getByRole('button', { name: 'Keep on this device' }).count()).toBe(0)
  expect(await axeProblems(page)).toEqual([])
})

test('each item is an article with its place, and the sync line is a status with that name', async () => {
  const page = await stage.open('unread=2')
  await page.getByRole('feed', { name: 'Feed' }).waitFor()
  const places = () =>
    articles(page).evaluateAll((all) =>
      all.map((one) => `${one.getAttribute('aria-posinset')}/${one.getAttribute('aria-setsize')}`),
    )
  await until(places).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5'])
  const comments = articles(page).getByRole('button', { name: 'Comment', exact: true })
  await until(() => comments.count()).toBe(5)
  await until(() => page.getByRole('status', { name: 'Sync' }).textContent()).toBe(
    'Waiting for Bob’s laptop. 3 changes not received there yet.',
  )
})

test.for([
  ['nl', 'Wacht op Bob (laptop). 3 wijzigingen zijn daar nog niet ontvangen.'],
  ['fr-CA', 'En attente : Bob (ordinateur). 3 modifications n’y sont pas encore reçues.'],
] as const)('the sync line speaks %s', async ([language, sentence]) => {
  const page = await stage.open(`lang=${language}`)
  await page.getByText(sentence).waitFor()
  await until(() => page.evaluate(() => document.documentElement.lang)).toBe(language)
})

test('while the host does not answer, the sync line says that it is not known', async () => {
  const page = await stage.open('away')
  const line = page.getByRole('status', { name: 'Sync' })
  await line.getByText('Not known now.').waitFor()
  expect(await line.textContent()).not.toContain('Waiting for')
  await until(() => line.getByRole('button').isDisabled()).toBe(true)
})

test('a sample nobody has looked at opens at its top, and any other Space at its end', async () => {
  const fresh = await stage.open('items=101&sample')
  await fresh.getByText(/^Message 0\./).waitFor()
  expect(await fresh.getByText(/^Message 100\./).count()).toBe(0)
  const other = await stage.open('items=101')
  await other.getByText(/^Message 100\./).waitFor()
  expect(await other.getByText(/^Message 0\./).count()).toBe(0)
})

test.for([320, 390])('no sentence of the sync line is cut in a window of %i', async (width) => {
  const page = await stage.open('lang=fr-CA', { viewport: { width, height: 800 } })
  const sentence = page.getByText('En attente :').locator('xpath=ancestor-or-self::span[1]')
  // Its face comes after the words, and changes their width.
  await page.evaluate(() => document.fonts.ready)
  await until(() => sentence.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThan(1)
  const name = page.getByRole('heading', { level: 1 })
  await until(() => name.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThan(1)
  expect(await name.evaluate((one) => one.clientWidth)).toBeGreaterThan(60)
})

test('Post focuses the box while it is empty, posts what is in it, and keeps what failed', async () => {
  const page = await stage.open()
  await page.getByRole('button', { name: 'Post' }).click()
  await until(() => box(page).evaluate((element) => element === document.activeElement)).toBe(true)
  await box(page).fill('Good morning')
  await page.getByRole('button', { name: 'Post' }).click()
  await articles(page).filter({ hasText: 'Good morning' }).waitFor()
  await until(() => box(page).inputValue()).toBe('')
  await box(page).fill('full disk')
  await page.keyboard.press('Control+Enter')
  await page.getByText('The disk is full.').waitFor()
  await until(() => box(page).inputValue()).toBe('full disk')
})

test('what is written while a post is on its way stays, and the post goes out once', async () => {
  const page = await stage.open('held')
  await box(page).fill('Good morning')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.type(' and')
  await page.keyboard.press('Control+Enter')
  await page.keyboard.type(' good night')
  await page.evaluate('answerPosts()')
  await articles(page).filter({ hasText: 'Good morning' }).waitFor()
  await until(() => box(page).inputValue()).toBe('and good night')
  expect(await articles(page).filter({ hasText: 'Good morning' }).count()).toBe(1)
})

test('the first post to more than 20 readers asks once', async () => {
  const page = await stage.open('wide')
  await box(page).fill('To everybody')
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await until(() => box(page).inputValue()).toBe('To everybody')
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await dialog.getByRole('button', { name: 'Post to 41 people' }).click()
  await articles(page).filter({ hasText: 'To everybody' }).waitFor()
  await box(page).fill('And again')
  await page.keyboard.press('Control+Enter')
  await articles(page).filter({ hasText: 'And again' }).waitFor()
})

test('with the keyboard alone one comments, edits, bins and takes it back', async () => {
  const page = await stage.open()
  await box(page).focus()
  await page.keyboard.type('Said by Alice')
  await page.keyboard.press('Control+Enter')
  const own = articles(page).filter({ hasText: 'Said by Alice' })
  await own.waitFor()
  await own.focus()
  await page.keyboard.press('c')
  await page.getByRole('textbox', { name: 'Write a comment' }).waitFor()
  await page.keyboard.type('A comment')
  await page.keyboard.press('Control+Enter')
  await own.getByText('A comment').waitFor()
  await until(() => focused(page)).toBe('6')
  await page.keyboard.press('e')
  await page.getByRole('textbox', { name: 'Your message' }).waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Said better')
  await page.keyboard.press('Control+Enter')
  const better = articles(page).filter({ hasText: 'Said better' })
  await better.waitFor()
  await until(() => focused(page)).toBe('6')
  await page.keyboard.press('Delete')
  await better.waitFor({ state: 'detached' })
  await until(() => focused(page)).toBe('5')
  await page.keyboard.press('Control+Z')
  await better.waitFor()
})

test('a note opens in its place with the editor, and what is written in it stays', async () => {
  const page = await stage.open()
  const note = articles(page).filter({ hasText: 'What we decided' })
  await note.focus()
  await page.keyboard.press('e')
  const text = page.getByRole('textbox', { name: 'Note', exact: true })
  await text.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' In May.')
  await page.getByText('Saved on this device').waitFor()
  // A flag that is just fading has no contrast to measure.
  const flag = page.locator('[data-client] b')
  await until(() => flag.evaluate((element) => getComputedStyle(element).opacity)).toBe('0')
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Done' }).click()
  await page.keyboard.press('e')
  await until(() => text.textContent()).toContain('in daylight. In May.')
})

test('the cursor of another person carries a name flag for 2 s', async () => {
  const page = await stage.open()
  await articles(page).filter({ hasText: 'What we decided' }).focus()
  await page.keyboard.press('e')
  const flag = page.locator('[data-client] b')
  await flag.waitFor({ state: 'attached' })
  await until(() => flag.textContent()).toBe('Carol')
  const opacity = () => flag.evaluate((element) => Number(getComputedStyle(element).opacity))
  await until(opacity).toBe(1)
  await until(opacity).toBe(0)
})

test('a guest reads a note without an editor', async () => {
  const page = await stage.open('guest')
  const note = articles(page).filter({ hasText: 'What we decided' })
  await note.focus()
  await page.keyboard.press('e')
  expect(await page.getByRole('textbox', { name: 'Note', exact: true }).count()).toBe(0)
})

test('files are looked through, described, sent and shown; an empty one is refused in words', async () => {
  const page = await stage.open('empty')
  const chosen = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach files' }).click()
  await (await chosen).setFiles([
    { name: 'nothing.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(3_000_000, 1) },
  ])
  await page.getByText('This file has no content. Nothing was added.').waitFor()
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Post' }).click()
  await articles(page).filter({ hasText: 'plan.pdf' }).getByText('3 MB').waitFor()
  await until(() => page.getByText('nothing.txt').count()).toBe(1)
})

test('a link loads nothing: the page asks no other site before or after it is shown', async () => {
  const page = await stage.open('empty')
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await box(page).fill('https://example.org/tiles')
  await page.keyboard.press('Control+Enter')
  const link = page.getByRole('link', { name: 'Open in browser' })
  await link.waitFor()
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
  expect(asked.filter((url) => url.includes('example.org'))).toEqual([])
})

test('finding in this Space goes to the item that was found', async () => {
  const page = await stage.open('items=3000')
  await page.keyboard.press('Control+F')
  await page.keyboard.type('Message 1234.')
  await page.getByRole('option', { name: /Message 1234\./ }).waitFor()
  await page.keyboard.press('Enter')
  await until(() => focused(page)).toBe('1235')
})

const openScanner = async (permissions: string[]) => {
  const page = await stage.open('scan', { permissions })
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  return page
}

test('a QR code is read with the camera; one of something else is told, and the camera ends with it', async () => {
  filmQr(stage.film, 'https://example.org/menu')
  const page = await openScanner(['camera'])
  await page.getByText('That is a code of something else.').waitFor()
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Stop the camera' }).click()
  await until(() => page.locator('video').count()).toBe(0)
  filmQr(stage.film, 'foyer:what was wanted')
  await page.getByRole('button', { name: 'Scan with the camera' }).click()
  await until(() => page.evaluate(() => window.location.hash)).toBe('#foyer:what%20was%20wanted')
  await until(() => page.locator('video').count()).toBe(0)
})

test('a camera that is not allowed is told, and the text can be pasted instead', async () => {
  const page = await openScanner([])
  await page.getByText('The camera is not allowed here.').waitFor()
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByText('The camera is not allowed here.').waitFor({ state: 'detached' })
})
