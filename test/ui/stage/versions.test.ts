import { expect, test } from 'vitest'
import { axeProblems } from '../../support/axe.ts'
import { PHONE, withStage } from './withStage.ts'

const stage = withStage()

const NOTARY = /^Sent to the notary/

test.for([
  ['versions', {}],
  ['versions&dark', {}],
  ['versions', { viewport: PHONE, hasTouch: true }],
] as const)(
  'axe finds nothing in the history of a note, and in what changed (%s)',
  async ([query, options]) => {
    const page = await stage.open(query, options)
    await page.getByRole('button', { name: NOTARY }).waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('button', { name: NOTARY }).click()
    await page.getByText('Changes', { exact: true }).click()
    await page.getByText('late summer').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Erase…' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await axeProblems(page)).toEqual([])
  },
)

test('what is gone and what is new is said in words, and many equal lines are one', async () => {
  const page = await stage.open('versions')
  await page.getByRole('button', { name: NOTARY }).click()
  await page.getByText('Changes', { exact: true }).click()
  const first = (role: 'deletion' | 'insertion') => () => page.getByRole(role).first().textContent()
  await expect.poll(first('deletion')).toBe('Gone: the spring end of gone')
  await expect.poll(first('insertion')).toContain('New: old')
  await page
    .getByRole('button', { name: /lines are the same/ })
    .first()
    .click()
  await page.getByText('Door 3 keeps its old frame').waitFor()
})

test('a version is kept, restored and erased with the keyboard alone', async () => {
  const page = await stage.open('versions')
  await page.getByRole('button', { name: 'Keep this version' }).press('Enter')
  await page.getByRole('textbox', { name: 'Name' }).fill('Before the call')
  await page.keyboard.press('Enter')
  const kept = page.getByRole('button', { name: /^Before the call/ })
  await kept.waitFor()
  await expect.poll(() => kept.textContent()).toContain('Same as now')
  await page.getByRole('button', { name: NOTARY }).press('Enter')
  await page.getByRole('button', { name: 'Restore this version' }).press('Enter')
  await page.getByText('What was there is kept as a version.').waitFor()
  await expect.poll(() => kept.textContent()).not.toContain('Same as now')
  await page.getByRole('button', { name: 'Erase…' }).press('Enter')
  await page.getByRole('dialog').waitFor()
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  await expect.poll(focused).toBe('Cancel')
  await page.getByRole('button', { name: /^Erase on \d devices?$/ }).press('Enter')
  await expect.poll(() => page.getByRole('button', { name: NOTARY }).count()).toBe(0)
  await page.getByText('Will be told when back: Carol’s phone.').first().waitFor()
})

test('a version whose content has not arrived says so', async () => {
  const page = await stage.open('versions')
  await page.getByRole('button', { name: /Not here yet/ }).click()
  await page.getByText('has not arrived here yet').waitFor()
  const restore = page.getByRole('button', { name: 'Restore this version' })
  await expect.poll(() => restore.isDisabled()).toBe(true)
})
