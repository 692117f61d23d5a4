import { WebSocketServer } from 'ws'
import { ready } from '../../src-core/crypto/index.ts'
import { formatLink, parseLink } from '../../src-core/membership/link.ts'
import { expect, type Page, test } from './fixtures.ts'
import { startRelay } from './shells/relay.ts'
import {
  article,
  createSpace,
  invite,
  join,
  openSpace,
  post,
  spaceHeading,
  syncLine,
} from './steps.ts'

const SPACE = 'Canal house 14'

/** Fills in a link without going in, and waits for what the dialog says. */
async function tryLink(page: Page, link: string, sentence: string | RegExp): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Invitation link' })
  if (!(await box.isVisible())) {
    await page.getByRole('button', { name: 'Join with a link' }).click()
  }
  await box.fill(link)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(page.getByRole('dialog')).toContainText(sentence)
  await expect(box).toHaveValue(link)
}

/** Makes a link for viewers and revokes it. */
async function revokedLink(page: Page): Promise<string> {
  const link = await invite(page, 'Viewer')
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByRole('button', { name: /^Revoke: Viewer/ }).click()
  await expect(page.getByRole('button', { name: /^Revoke: Viewer/ })).toHaveCount(0)
  await page.keyboard.press('Escape')
  return link
}

test('every bad link gets its sentence; a relay that goes, talks nonsense and comes back, and a second tab that stays alone, cost nothing', async ({
  startAtHome,
  relay,
}) => {
  await ready()
  const args = ['--relay', relay.url]
  const alice = await startAtHome('Alice', { args })
  const bob = await startAtHome('Bob', { args })
  const carol = await startAtHome('Carol', { args })
  await createSpace(alice.page, SPACE)
  const good = await invite(alice.page, 'Editor')
  // Told after 45 s: Carol waits while all the rest happens.
  await tryLink(carol.page, nowhere(good), /Reaching|Going in/)

  await test.step('a link that is cut short, altered, foreign or revoked', async () => {
    const malformed = 'This is not an invitation link of Foyer, or a part of it is missing.'
    await tryLink(bob.page, good.slice(0, -9), malformed)
    await tryLink(bob.page, swapLast(good), malformed)
    await tryLink(bob.page, 'https://example.org/', malformed)
    const revoked = await revokedLink(alice.page)
    await tryLink(bob.page, revoked, 'This link was revoked. Ask for a new one.')
    await bob.page.keyboard.press('Escape')
    await join(bob.page, good, SPACE)
    await expect(syncLine(alice.page)).toContainText('Up to date with Bob')
  })
  const afterwards = await invite(alice.page, 'Viewer')

  const second = await alice.page.context().newPage()
  await test.step('both tabs of one profile live, and the one that connects hands over', async () => {
    await second.goto(alice.page.url())
    await openSpace(second, SPACE)
    await post(bob.page, 'Seen in both tabs.')
    for (const tab of [alice.page, second]) await expect(article(tab, 'both tabs')).toBeVisible()
    await expect(syncLine(second)).toContainText('Up to date with Bob')
    await alice.page.close()
    await post(bob.page, 'Written during the hand-over.')
    await expect(article(second, 'during the hand-over')).toBeVisible()
    await post(second, 'From the tab that is left.')
    await expect(article(bob.page, 'tab that is left')).toBeVisible()
  })

  await test.step('a relay that goes and sends garbage', async () => {
    await relay.stop()
    await post(second, 'Said while the relay is down.')
    await expect(article(bob.page, 'while the relay is down')).toBeVisible()
    const garbage = await startGarbage(relay.port)
    await expect.poll(garbage.served).toBeGreaterThan(1)
    await post(bob.page, 'Said while it talks nonsense.')
    await expect(article(second, 'talks nonsense')).toBeVisible()
    await garbage.stop()
  })

  const again = await startRelay(relay.port)
  await test
    .step('a link that leads nowhere, and one that is used up', async () => {
      await expect(carol.page.getByRole('dialog')).toContainText(
        'Nobody who can let you in is reachable right now.',
      )
      await tryLink(carol.page, good, 'This link has been used up. Ask for a new one.')
      await expect(spaceHeading(carol.page, SPACE)).toHaveCount(0)
      await carol.page.getByRole('textbox', { name: 'Invitation link' }).fill(afterwards)
      await carol.page.getByRole('button', { name: 'Join', exact: true }).click()
      await expect(spaceHeading(carol.page, SPACE)).toBeVisible()
      await expect(article(carol.page, 'talks nonsense')).toBeVisible()
    })
    .finally(again.stop)
})

const swapLast = (link: string) => link.slice(0, -1) + (link.endsWith('A') ? 'Q' : 'A')

function changed(link: string, next: Partial<Parameters<typeof formatLink>[0]>): string {
  const parsed = parseLink(link)
  if (!parsed.ok) throw new Error(parsed.error)
  return formatLink({ ...parsed.value, ...next }).web
}

/** In good form, with a seed that nobody gave out and a relay that is not there. */
const nowhere = (link: string) =>
  changed(link, { seed: new Uint8Array(32).fill(7), relay: 'ws://127.0.0.1:9' })
/** Something on a relay's port that takes connections and says what no relay says. */
async function startGarbage(port: number) {
  let served = 0
  const nonsense = ['', '{', 'null', '[]', '{"type":"publish"}', '{"type":"publish","topic":7}']
  const server = new WebSocketServer({ port, host: '127.0.0.1' })
  server.on('connection', (socket) => {
    served += 1
    for (const text of nonsense) socket.send(text)
    socket.send(`{"type":"publish","topic":"t","data":"${'x'.repeat(300_000)}"}`)
    socket.send(new Uint8Array(70_000).fill(255))
    socket.on('error', () => {})
    setTimeout(() => socket.terminate(), 300)
  })
  await new Promise((done) => server.once('listening', done))
  return {
    served: () => served,
    stop: () =>
      new Promise<void>((done) => {
        for (const socket of server.clients) socket.terminate()
        server.close(() => done())
      }),
  }
}
