import { expect, test } from 'vitest'
import { axeProblems } from '../../support/axe.ts'
import { PHONE, withStage } from './withStage.ts'

const stage = withStage()

test.for([
  ['notices', {}],
  ['notices&dark', { viewport: PHONE, hasTouch: true }],
] as const)(
  'what has to be known of devices and keys is told above the feed (%s)',
  async ([query, options]) => {
    const page = await stage.open(query, options)
    const told = page.getByRole('alert')
    for (const sentence of [
      'Bob made you the owner of ',
      'The key of Carol is not the one you compared.',
      'This is not the Gus you compared with.',
      'What comes from Bob’s laptop no longer counts.',
      'Carol’s laptop came back from a backup.',
      'Some of what came from Carol’s laptop was set aside here. That device had written two histories, and the other one counts.',
      'A signed copy from Carol’s laptop was not taken here. It says something else than what people wrote.',
      'Held: a change from Gus’s laptop.',
      'This device went on from an old backup.',
      'Some of what you wrote on this device is not in this Space.',
      'Carol tried to remove Alice (you). It does not count. Bob removed Carol meanwhile, and that counts.',
    ])
      await told.filter({ hasText: sentence }).waitFor()
    // What is urgent comes first: on a phone the rest may have to be scrolled to.
    const tones = await told.evaluateAll((all) =>
      all.flatMap((one) => one.getAttribute('data-tone') ?? []),
    )
    expect(tones.join(' ')).toMatch(/^(stop ){5}(wait ?){6}$/)
    expect(await told.getByRole('button').allInnerTexts()).toEqual([
      'Look at it',
      'Look at it',
      'Look at it',
      'Look at it',
      'Become a new device',
      'Try it again',
      'Leave it out here',
      'Understood',
    ])
    expect(await axeProblems(page)).toEqual([])
  },
)

test('a change that is held is left out with the keyboard: its notice goes, the others stay, and the focus is on the Space', async () => {
  const page = await stage.open('notices')
  const told = page.getByRole('alert')
  const held = told.filter({ hasText: 'Held: a change from Gus’s laptop.' })
  await held.waitFor()
  await page.getByRole('button', { name: 'Leave it out here' }).press('Enter')
  await held.waitFor({ state: 'detached' })
  await told.filter({ hasText: 'What comes from Bob’s laptop no longer counts.' }).waitFor()
  const focused = () => page.evaluate(() => document.activeElement?.tagName)
  await expect.poll(focused).toBe('MAIN')
})

test('another role is told until it was read, with the keyboard too', async () => {
  const page = await stage.open('notices')
  const told = page.getByRole('alert').filter({ hasText: 'Bob made you the owner' })
  await told.getByRole('button', { name: 'Understood' }).press('Enter')
  await told.waitFor({ state: 'detached' })
  const focused = () => page.evaluate(() => document.activeElement?.tagName)
  await expect.poll(focused).toBe('MAIN')
})

test('from the notice of a device that told two stories one comes to its person', async () => {
  const page = await stage.open('notices')
  const notice = page.getByRole('alert').filter({ hasText: 'What comes from Bob’s laptop' })
  await notice.getByRole('button', { name: 'Look at it' }).press('Enter')
  const shown = () => page.evaluate(() => JSON.stringify(history.state))
  await expect
    .poll(shown)
    .toMatch(/"tab":"people".*"userId":"[\w-]+"|"userId":"[\w-]+".*"tab":"people"/)
})

test('a button that waited for the host has the focus again', async () => {
  const page = await stage.open('notices')
  const button = page.getByRole('button', { name: 'Try it again' })
  await button.press('Enter')
  await page.locator('body[data-retried]').waitFor()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toBe('Try it again')
})
