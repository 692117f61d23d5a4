import type { Page } from '@playwright/test'
import { expect, test } from 'vitest'
import { axeProblems } from '../../support/axe.ts'
import { PHONE, withStage } from './withStage.ts'

const stage = withStage()

const focused = (page: Page) =>
  expect.poll(
    () =>
      page.evaluate(() => {
        const { activeElement: at, body } = document
        if (at === body) return 'BODY'
        const named = at?.getAttribute('aria-label') ?? at?.id
        const label = at instanceof HTMLInputElement && at.labels?.[0]?.textContent
        return label || named || at?.textContent || at?.tagName
      }),
    { timeout: 60_000 },
  )
/** What happens on another screen. */
const happens = (page: Page, what: string) => page.evaluate(`void (${what})`)

test('another way to begin has the focus in its first field, and so has the way back', async () => {
  const page = await stage.open('entrance', { viewport: PHONE })
  await page.getByRole('button', { name: 'I already use Foyer' }).press('Enter')
  await focused(page).toBe('Code for the new device')
  await page.getByRole('button', { name: 'Start anew instead' }).press('Enter')
  await focused(page).toBe('Your name')
  await page.getByRole('button', { name: 'I have a recovery kit' }).press('Enter')
  await focused(page).toMatch(/Words of the kit|mantine/)
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
})

test('nothing takes the focus when the first page has just been opened', async () => {
  const page = await stage.open('entrance')
  await page.getByRole('textbox', { name: 'Your name' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
})

test('the digits have the focus when they come on the device that is added', async () => {
  const page = await stage.open('entrance', { viewport: PHONE })
  await page.getByRole('button', { name: 'I already use Foyer' }).press('Enter')
  await page.getByRole('textbox', { name: 'Code for the new device' }).fill('foyer://device/#x')
  await page.getByLabel('Passphrase', { exact: true }).fill('a long passphrase of five words')
  await page.getByLabel('Repeat passphrase').fill('a long passphrase of five words')
  await page.getByRole('button', { name: 'Add this device' }).press('Enter')
  await happens(page, `otherScreen.join('reaching')`)
  await page.getByText('Reaching the other device').waitFor()
  await happens(page, `otherScreen.join('compare')`)
  await focused(page).toMatch(/^Compare these digits with the other screen/)
  expect(await axeProblems(page)).toEqual([])
  await happens(page, `otherScreen.join('receiving')`)
  await focused(page).toMatch(/^Welcome, Alice/)
})

test('the code, what asks with it and what came of it have the focus one after another', async () => {
  const page = await stage.open('devices&renewal=none')
  await page.getByRole('button', { name: 'Add a device' }).press('Enter')
  await focused(page).toBe('Add a device')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SECTION')
  await page.getByRole('button', { name: 'Copy', exact: true }).focus()
  await happens(page, 'otherScreen.ask()')
  await page.getByText('A new device asks to be yours: computer.').waitFor()
  await focused(page).toBe('Add a device')
  expect(await axeProblems(page)).toEqual([])
  await page.getByRole('button', { name: 'They are the same' }).press('Enter')
  await focused(page).toBe('The device was added. It fetches your Spaces now.')
})

test.for([
  ['nl', 'Een nieuw apparaat wil worden toegevoegd: computer.'],
  ['fr-CA', 'Un nouvel appareil demande à être ajouté : ordinateur.'],
])('what asks to be added begins its sentence (%s)', async ([lang, sentence]) => {
  const page = await stage.open(`devices&renewal=none&lang=${lang}`)
  await page.locator('main button').nth(-2).click()
  await page.locator('section[tabindex]').waitFor()
  await happens(page, 'otherScreen.ask()')
  await page.getByText(sentence as string).waitFor()
})

test('the page has the focus when the Spaces came back, and what asked for them is gone', async () => {
  const page = await stage.open('takeBack')
  await page
    .getByRole('textbox', { name: 'Code of the person who helps' })
    .fill('foyer://device/#x')
  await page.getByRole('button', { name: 'Take back', exact: true }).press('Enter')
  await happens(page, 'spacesCame()')
  await page.getByRole('heading', { name: 'Take back your Spaces' }).waitFor({ state: 'detached' })
  await happens(page, 'giveBack()')
  await focused(page).toContain('Home')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
})
