import { expect, test } from 'vitest'
import { axeProblems } from '../../support/axe.ts'
import { PHONE, withStage } from './withStage.ts'

const stage = withStage()
const until = <T>(read: () => Promise<T>) => expect.poll(read)

test.for(['', 'dark'])('groups stand beneath their Space in the rail (%s)', async (theme) => {
  const page = await stage.open(`groups&${theme}`)
  const groups = page.getByRole('list', { name: 'Groups of Canal house 14' })
  await until(() => groups.getByRole('button').allTextContents()).toEqual([
    expect.stringContaining('Offer for the neighbours'),
    expect.stringContaining('Salary of Eve'),
  ])
  await groups.getByRole('button', { name: /Confidential document Salary of Eve/ }).waitFor()
  await page.getByText('Only its 4 readers know of it.').waitFor()
  expect(await axeProblems(page)).toEqual([])
  const thin = await stage.open(`groups&${theme}`, { viewport: { width: 900, height: 800 } })
  await thin.getByRole('button', { name: /^Salary of Eve/ }).waitFor()
  expect(await axeProblems(thin)).toEqual([])
})

test.for([
  ['group', 'New group in Canal house 14', 'Make group'],
  ['document', 'New confidential document in Canal house 14', 'Write document'],
] as const)('a %s is named, and who of the Space is in it', async ([kind, title, act]) => {
  for (const look of [{ query: '' }, { query: 'dark', viewport: PHONE }]) {
    const { query, ...options } = look
    const page = await stage.open(`groups=${kind}&${query}`, options)
    const dialog = page.getByRole('dialog', { name: title })
    await dialog.getByRole('checkbox', { name: /Bob/ }).check()
    await until(() => dialog.getByRole('checkbox').count()).toBe(3)
    await dialog.getByRole('button', { name: act }).click()
    await dialog.getByText('Write a name first.').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await dialog.getByRole('textbox').fill('Offer')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
  }
})

test.for([
  ['group', 'Leave this group'],
  ['document', 'Leave this document'],
] as const)('in a %s nothing but the writing box calls it a Space', async ([kind, leave]) => {
  const page = await stage.open(`in=${kind}&empty`)
  await page.getByRole('textbox', { name: 'Write to this Space' }).waitFor()
  await page.getByRole('button', { name: `More about this ${kind}` }).click()
  await page.getByRole('menuitem', { name: leave }).waitFor()
  const said = await page.evaluate(() =>
    [...document.querySelectorAll('main, [role=menu]')].flatMap((part) => [
      ...(part as HTMLElement).innerText.split('\n'),
      ...[...part.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label')),
    ]),
  )
  const called = said.filter((text) => text?.includes('Space'))
  expect(new Set(called)).toEqual(new Set(['Write to this Space', 'To the Space']))
})

test('who leaves a confidential document is told how it is with a document', async () => {
  const page = await stage.open('groups=leave')
  await page.getByText('you can be added again with another device only').waitFor()
  const renaming = await stage.open('groups=rename')
  await renaming.getByRole('textbox', { name: 'Name of the document' }).waitFor()
  expect(await axeProblems(renaming)).toEqual([])
})

test('who was taken out of a group cannot be chosen, and the dialog says why', async () => {
  const page = await stage.open('groups=add')
  const dialog = page.getByRole('dialog', { name: 'Add people to Offer for the neighbours' })
  const gus = dialog.getByRole('checkbox', { name: /Gus/ })
  await until(() => gus.isDisabled()).toBe(true)
  await until(() => dialog.getByRole('button', { name: 'Add people' }).isDisabled()).toBe(true)
  await dialog.getByText('Was taken out; comes back with another device only').waitFor()
  await dialog.getByRole('checkbox', { name: /Carol/ }).check()
  expect(await axeProblems(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Add people' }).click()
  await page.getByText('One person was added.').waitFor()
})
