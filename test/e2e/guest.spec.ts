import type { Page } from '@playwright/test'
import { axeProblems } from '../support/axe.ts'
import { expect, test } from './fixtures.ts'
import { IN_ONE_SHELL } from './inOneShell.ts'
import { article, comment, createSpace, invite, post, spaceHeading, syncLine } from './steps.ts'

async function enter(page: Page, name: string, space = 'Canal house 14') {
  await page.getByRole('textbox', { name: 'First name' }).fill(name)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`${name.toLowerCase()}@example.org`)
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(spaceHeading(page, space)).toBeVisible()
}

async function keep(page: Page) {
  await page.getByRole('button', { name: 'Keep on this device' }).click()
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByText('Kept on this device')).toBeVisible()
}

/** Everything a browser can keep for a page: what is readable of it, and what lies in its databases. */
const traces = (page: Page) =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
    let rows = 0
    let text = ''
    let keys = ''
    for (const name of names) {
      const database = await answer(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const all = await answer(database.transaction(store).objectStore(store).getAll())
        for (const value of all) {
          if (value instanceof CryptoKey) keys += value.extractable ? 'extractable' : 'held'
          else text += new TextDecoder('latin1').decode(value)
          rows += 1
        }
      }
      database.close()
    }
    return {
      local: JSON.stringify(localStorage),
      session: JSON.stringify(sessionStorage),
      ...{ databases: names.length, rows, text, keys },
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
      cookies: document.cookie,
    }
  })

/** With blanks or signs in them, so that no sealed byte string says them by chance. */
const CANARIES = /"Gus"|gus@example|Canal house|beam below|Hall floor|revision C/

/** Lets the page's worker, where its host and what it keeps are, begin with a line of script. */
const beforeWorker = (page: Page, script: string) =>
  page.route('**/guestWorker-*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${script};${await response.text()}` })
  })
const A_YEAR_ON = 'const now = Date.now; Date.now = () => now() + 365 * 864e5'

const nothing = { session: '{}', databases: 0, caches: 0, workers: 0, cookies: '' }

test('a guest comes in through a plain browser, reads along live, cannot write, and comes back to what is kept', async ({
  startAtHome,
  visit,
  shell,
}) => {
  const alice = await startAtHome('Alice')
  await createSpace(alice.page, 'Canal house 14')
  await post(alice.page, 'Hall floor, revision C')
  const gus = await visit(await invite(alice.page, 'Guest'))

  await expect(gus).toHaveURL(/\/join$/)
  await expect(gus.getByText('Canal house 14')).toBeVisible()
  // What is typed into other fields, and titles, a browser keeps for good.
  for (const field of await gus.getByRole('textbox').all())
    await expect(field).toHaveAttribute('autocomplete', 'off')
  await enter(gus, 'Gus')
  await expect(article(gus, 'Hall floor, revision C')).toBeVisible()
  await expect(gus).toHaveTitle('Foyer')
  await expect(syncLine(gus)).toContainText('Up to date with Alice')
  await post(alice.page, 'Said while Gus is here')
  await expect(article(gus, 'Said while Gus is here')).toBeVisible()
  await expect(gus.getByRole('textbox', { name: 'Write to this Space' })).toHaveCount(0)
  await expect(syncLine(alice.page)).toContainText('Gus')

  await test.step('the link works once; a reload finds the same guest', async () => {
    await gus.reload()
    await expect(article(gus, 'Said while Gus is here')).toBeVisible()
    await expect(syncLine(gus)).toContainText('Up to date with Alice')
    const visitors = alice.page.getByRole('complementary').getByText('Visits in a browser')
    await expect(visitors).toHaveCount(1)
    expect(await traces(gus)).toMatchObject({ databases: 0 })
  })
  // What a visitor's browser keeps is the same whoever invites.
  if (shell === 'browser-host') await keepAndComeBack(alice.page, gus)
})

/** The visit is kept, found in another tab, removed, and kept again beside another one until both are over. */
async function keepAndComeBack(alice: Page, gus: Page): Promise<void> {
  await keep(gus)
  const kept = await traces(gus)
  expect(kept).toMatchObject({ databases: 1, keys: 'held', caches: 0, workers: 0, cookies: '' })
  expect(kept.rows).toBeGreaterThan(10)
  expect(kept.local + kept.session + kept.text).not.toMatch(CANARIES)

  // Later, in another tab: no door, no link.
  const address = gus.url()
  const context = gus.context()
  await gus.close()
  const back = await context.newPage()
  await back.goto(address)
  await expect(article(back, 'Said while Gus is here')).toBeVisible()
  await expect(syncLine(back)).toContainText('Up to date with Alice')
  await post(alice, 'Said after Gus came back')
  await expect(article(back, 'Said after Gus came back')).toBeVisible()

  const second = await context.newPage()
  await second.goto(address)
  await expect(second.getByText('This visit is open in another tab of this browser')).toBeVisible()
  await second.close()

  await back.getByRole('button', { name: 'Remove from this device' }).click()
  await expect(back.getByRole('button', { name: 'Keep on this device' })).toBeVisible()
  expect(await traces(back)).toMatchObject({ databases: 0, local: '{}' })
  const stranger = await context.newPage()
  await stranger.goto(address)
  await expect(stranger.getByText('There is no invitation in this address')).toBeVisible()
  expect(await traces(stranger)).toMatchObject(nothing)
  await stranger.close()

  // Kept again, beside a visit to another Space: a page without a link asks which is meant.
  await keep(back)
  expect(await traces(back)).toMatchObject({ databases: 1 })
  await back.close()
  await alice.getByRole('button', { name: 'Home', exact: true }).click()
  await createSpace(alice, 'Garden and terrace')
  const garden = await context.newPage()
  await garden.goto(await invite(alice, 'Guest'))
  await enter(garden, 'Gus', 'Garden and terrace')
  await keep(garden)
  await garden.close()
  const door = await context.newPage()
  await door.goto(address)
  await expect(door.getByRole('heading', { name: 'Which Space?' })).toBeVisible()
  expect(await axeProblems(door)).toEqual([])
  await door.getByRole('button', { name: /Canal house 14/ }).click()
  await expect(article(door, 'Said while Gus is here')).toBeVisible()
  await door.reload()
  await expect(article(door, 'Said while Gus is here')).toBeVisible()
  await door.close()

  // Opened when they are long over: they are removed then.
  const late = await context.newPage()
  await beforeWorker(late, A_YEAR_ON)
  await late.goto(address)
  await expect(late.getByText('There is no invitation in this address')).toBeVisible()
  expect(await traces(late)).toMatchObject(nothing)
}

test('a commenter without the app comments, and the visit leaves nothing in the browser', {
  tag: IN_ONE_SHELL,
}, async ({ startAtHome, visit }) => {
  const alice = await startAtHome('Alice')
  await createSpace(alice.page, 'Canal house 14')
  await post(alice.page, 'Hall floor, revision C')
  const gus = await visit(await invite(alice.page, 'Commenter'))
  await enter(gus, 'Gus')
  await comment(gus, 'revision C', 'The beam below carries it.')
  await expect(
    article(alice.page, 'revision C').getByText('The beam below carries it.'),
  ).toBeVisible()

  // One's own comments are part of what a reload finds; the next one follows on them.
  await gus.reload()
  await comment(gus, 'revision C', 'And the one beside it too.')
  const thread = article(alice.page, 'revision C')
  await expect(thread.getByText('And the one beside it too.')).toBeVisible()
  await expect(thread.getByText('The beam below carries it.')).toBeVisible()

  const held = await traces(gus)
  expect(held).toMatchObject({ databases: 0, caches: 0, workers: 0, cookies: '' })
  expect(held.local + held.session).not.toMatch(CANARIES)

  await gus.getByRole('button', { name: 'End the visit' }).click()
  await expect(gus.getByText('Your visit has ended')).toBeVisible()
  expect(await traces(gus)).toMatchObject(nothing)
  await gus.reload()
  await expect(gus.getByText('There is no invitation in this address')).toBeVisible()
  await expect(alice.page.getByRole('complementary').getByText('Gus')).toHaveCount(0)
})
