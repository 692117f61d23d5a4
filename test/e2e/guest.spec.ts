import { expect, test } from './fixtures.ts'
import {
  article,
  comment,
  createSpace,
  firstRun,
  invite,
  post,
  spaceHeading,
  syncLine,
} from './steps.ts'

async function enter(page: import('@playwright/test').Page, name: string) {
  await page.getByRole('textbox', { name: 'First name' }).fill(name)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`${name.toLowerCase()}@example.org`)
  await page.getByRole('button', { name: 'Enter' }).click()
  await expect(spaceHeading(page, 'Canal house 14')).toBeVisible({ timeout: 20_000 })
}

test('a guest comes in through a plain browser, reads along live, and cannot write', async ({
  start,
  visit,
}) => {
  const alice = await start('Alice')
  await firstRun(alice.page, 'Alice')
  await createSpace(alice.page, 'Canal house 14')
  await post(alice.page, 'Hall floor, revision C')
  const gus = await visit(await invite(alice.page, 'Guest'))

  await expect(gus).toHaveURL(/\/join$/)
  await expect(gus.getByText('Canal house 14')).toBeVisible({ timeout: 20_000 })
  await enter(gus, 'Gus')
  await expect(article(gus, 'Hall floor, revision C')).toBeVisible()
  await expect(syncLine(gus)).toContainText('Up to date with Alice')
  await post(alice.page, 'Said while Gus is here')
  await expect(article(gus, 'Said while Gus is here')).toBeVisible()
  await expect(gus.getByRole('textbox', { name: 'Write to this Space' })).toHaveCount(0)
  await expect(syncLine(alice.page)).toContainText('Gus')
})

test('a commenter without the app comments, and the visit leaves nothing in the browser', async ({
  start,
  visit,
}) => {
  const alice = await start('Alice')
  await firstRun(alice.page, 'Alice')
  await createSpace(alice.page, 'Canal house 14')
  await post(alice.page, 'Hall floor, revision C')
  const gus = await visit(await invite(alice.page, 'Commenter'))
  await enter(gus, 'Gus')
  await comment(gus, 'revision C', 'The beam below carries it.')
  await expect(
    article(alice.page, 'revision C').getByText('The beam below carries it.'),
  ).toBeVisible()

  const traces = () =>
    gus.evaluate(async () => ({
      local: JSON.stringify(localStorage),
      session: JSON.stringify(sessionStorage),
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
      cookies: document.cookie,
    }))
  const kept = await traces()
  expect(kept).toMatchObject({ databases: 0, caches: 0, workers: 0, cookies: '' })
  expect(kept.local + kept.session).not.toMatch(/Gus|gus@|Canal|beam/)

  await gus.getByRole('button', { name: 'End the visit' }).click()
  await expect(gus.getByText('Your visit has ended')).toBeVisible()
  expect(await traces()).toMatchObject({
    ...{ session: '{}', databases: 0, caches: 0, workers: 0, cookies: '' },
  })
  await gus.reload()
  await expect(gus.getByText('There is no invitation in this address')).toBeVisible()
  await expect(alice.page.getByRole('complementary').getByText('Gus')).toHaveCount(0)
})
