import { text as textOf } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { axeProblems } from '../../support/axe.ts'
import { PHONE, withStage } from './withStage.ts'

const stage = withStage()
const until = <T>(read: () => Promise<T>) => expect.poll(read)

test.for([
  ['received=bob', {}],
  ['received=bob&dark', { viewport: PHONE, hasTouch: true }],
  ['received=bob&lang=fr-CA', { viewport: PHONE }],
  ['received=eve&dark', {}],
] as const)('axe finds nothing in what somebody has received (%s)', async ([query, options]) => {
  const page = await stage.open(query, options)
  await page.getByRole('row').nth(4).waitFor()
  expect(await axeProblems(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(
    true,
  )
})

test('what Bob has received is a list with times, by pages, and says on what ground', async () => {
  const page = await stage.open('received=bob')
  await page.getByRole('heading', { name: 'What Bob has received' }).waitFor()
  await page
    .getByText(/Let in on .* by Alice, through a link by Alice that lets nobody in/)
    .waitFor()
  await page.getByText(/Role: Viewer\. Since .*: Editor, given by Carol/).waitFor()
  await page.getByText(/No consent was asked for, so none is recorded/).waitFor()
  await page.getByText('Arrived there: 250 of 260').waitFor()
  const rows = page.getByRole('row')
  await until(() => rows.count()).toBe(101)
  await until(() => rows.nth(2).textContent()).toMatch(
    /NoteHall floor.*received.*phone.*09:29.*laptop/,
  )
  // What is in the bin or erased leads nowhere.
  await until(() => rows.nth(8).textContent()).toContain('in the bin')
  await until(() => rows.nth(8).getByRole('button').count()).toBe(0)
  const older = page.getByRole('button', { name: 'Older' })
  await older.focus()
  await page.keyboard.press('Enter')
  await page.getByText('101 to 200 of 250').waitFor()
  await until(() =>
    page
      .getByRole('heading', { name: 'Of what you wrote' })
      .evaluate((one) => one === document.activeElement),
  ).toBe(true)
  await older.click()
  await until(() => rows.count()).toBe(51)
  await until(() => older.isDisabled()).toBe(true)
})

test('of somebody who was removed it says what was received before, and who ended it', async () => {
  const page = await stage.open('received=eve')
  await page.getByText(/Removed on .* by Alice/).waitFor()
  await until(() => page.getByRole('row').count()).toBe(5)
  await until(() => page.getByRole('navigation').count()).toBe(0)
})

test('where nothing has arrived it says so', async () => {
  const page = await stage.open('received=carol')
  await page.getByText('Nothing of what you wrote is known to have arrived there.').waitFor()
  await until(() => page.getByRole('table').count()).toBe(0)
})

test('the list of all is saved as text and as JSON, with who was removed in it', async () => {
  const page = await stage.open('received=save')
  const save = async (name: string) => {
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click(),
    ])
    return textOf(await saved.createReadStream())
  }
  const text = await save('Save as text')
  expect(text).toMatch(/Eve\n.*Removed on .* by Alice/s)
  expect(text).toContain('Note “Hall floor”, written')
  const file = JSON.parse(await save('Save as JSON'))
  expect(file.format).toBe('foyer-recipients/1')
  const [space] = file.spaces
  const counts = space.recipients.map((one: { name: string; received: unknown[] }) => [
    one.name,
    one.received.length,
  ])
  expect(counts).toEqual([
    ['Bob', 250],
    ['Carol', 0],
    ['Eve', 4],
  ])
  expect(space.recipients[2].stays[0].end.by.name).toBe('Alice')
  expect(await axeProblems(page)).toEqual([])
})
