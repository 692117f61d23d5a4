import { startCoturn } from '../relay/support/coturn.ts'
import { findTestServer } from '../run/debianPackage.ts'
import { expect, type Page, test } from './fixtures.ts'
import { startRelay } from './shells/relay.ts'
import { article, createSpace, invite, join, openSpace, post, syncLine } from './steps.ts'

const program = findTestServer('coturn')
const SECRET = 'shared-by-relay-and-coturn'

/** What the list behind the sync line says of the other device. */
async function way(page: Page): Promise<string> {
  await syncLine(page).getByRole('button').click()
  const list = page.getByRole('dialog').filter({ hasText: 'Who has what' })
  await expect(list).toBeVisible()
  const text = (await list.textContent()) ?? ''
  await page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  return text
}

test('who hides the own address is reached over the TURN server, and only over it', async ({
  startAtHome,
}) => {
  test.skip(program === undefined, 'coturn is not installed')
  const coturn = await startCoturn(program ?? '', SECRET)
  const relay = await startRelay(0, [], {
    FOYER_RELAY_TURN_URLS: coturn.url,
    FOYER_RELAY_TURN_SECRET: SECRET,
    FOYER_RELAY_REGION: 'Montréal, Canada',
  })
  try {
    const options = { args: ['--relay', relay.url] }
    const [alice, bob] = [await startAtHome('Alice', options), await startAtHome('Bob', options)]
    await createSpace(alice.page, 'Canal house 14')
    await join(bob.page, await invite(alice.page, 'Editor'), 'Canal house 14')
    await expect(syncLine(alice.page)).toContainText('Up to date with Bob')
    await expect.poll(() => way(alice.page)).toMatch(/connected(?!.*through a relay)/)

    await alice.page.getByRole('button', { name: 'Settings' }).click()
    const hide = alice.page.getByRole('switch', { name: 'Hide my address' })
    const recipients = alice.page.getByRole('list', { name: 'Who passes your data on' })
    await expect(recipients.getByRole('listitem')).toHaveText([
      `${relay.url}Relay. It says that it is here: Montréal, Canada`,
      '127.0.0.1TURN server, named by your relay: passes sealed data on between you and others',
    ])
    await hide.click()
    await expect(hide).toBeChecked()
    await expect(alice.page.getByText('None of your relays offers a TURN server')).toHaveCount(0)
    await openSpace(alice.page, 'Canal house 14')
    await expect.poll(() => way(alice.page)).toContain('through a relay')
    // Bob’s side may not know that what reaches it is a TURN server; it must not say that it is direct.
    await expect.poll(() => way(bob.page)).not.toContain('direct')
    await post(alice.page, 'Nobody knows where I am.')
    await expect(article(bob.page, 'Nobody knows where I am.')).toBeVisible()
    expect(coturn.log()).toContain('ALLOCATE processed, success')
  } finally {
    await relay.stop()
    await coturn.stop()
  }
})
