import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { createGuestHash } from '../../signaling/guestManifest.ts'
import type { RelayOptions } from '../../signaling/relayOptions.ts'
import { findTestServer } from '../run/debianPackage.ts'
import { axeProblems } from '../support/axe.ts'
import { launchChromium } from './support/chromium.ts'
import { type Coturn, startCoturn } from './support/coturn.ts'

const SECRET = 'shared-by-relay-and-coturn'
const TOKEN = 'a-token-of-the-practice'
let browser: Browser
let relay: Relay
let context: BrowserContext
const guestDir = mkdtempSync(join(tmpdir(), 'foyer-guest-'))

beforeAll(async () => {
  writeFileSync(join(guestDir, 'guest.html'), '<!doctype html><title>Foyer</title>')
  browser = await launchChromium()
})
afterEach(async () => {
  await context?.close()
  await relay?.close()
})
afterAll(async () => {
  await browser?.close()
  rmSync(guestDir, { recursive: true, force: true })
})

interface Opened {
  readonly page: Page
  readonly address: string
  /** What the page complained about, and where it went. */
  readonly complaints: string[]
  readonly requests: string[]
}

async function open(
  options: RelayOptions,
  look: { colorScheme?: 'dark' | 'light'; width?: number } = {},
): Promise<Opened> {
  relay = await createRelay({ guestDir, ...options })
  const { colorScheme = 'light', width = 1280 } = look
  const height = width < 600 ? 844 : 800
  context = await browser.newContext({ colorScheme, viewport: { width, height } })
  const page = await context.newPage()
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => requests.push(request.url()))
  const address = relay.url.replace('ws', 'http')
  await page.goto(address)
  return { page, address, complaints, requests }
}

const results = (page: Page) =>
  page
    .locator('#results li')
    .evaluateAll((rows) =>
      rows.map((row) => [row.querySelector('.name')?.textContent, row.getAttribute('data-state')]),
    )

/**
 * What a test from here finds, as a poll. Tried again, as a person would, while it is not what it should be: the
 * page's own patience is made for a line, not for a busy machine.
 */
const found = (page: Page) =>
  expect.poll(
    async () => {
      await page.getByRole('button', { name: 'Test from here' }).click()
      await page
        .getByRole('status')
        .filter({ hasText: /works? from here/ })
        .waitFor()
      return results(page)
    },
    { timeout: 180_000 },
  )

/** A picture for people to look at, where one is asked for. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.FOYER_PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

test('the page says what the relay is, from its own files only, and what it was told is no markup', async () => {
  const { page, address, complaints, requests } = await open({
    operator: '<b>Practice & Partners</b>',
    region: 'Montréal, Canada',
    mailbox: {},
  })
  await page.getByRole('heading', { level: 1, name: 'This relay is running' }).waitFor()
  const facts = await page.locator('dl').textContent()
  expect(facts).toContain('<b>Practice & Partners</b>')
  expect(facts).toContain('Montréal, Canada')
  expect(facts).toContain('nothing is kept')
  const hash = createGuestHash(guestDir)()
  expect(await page.locator('.hash').textContent()).toBe(hash)
  await page.evaluate(() => document.fonts.ready)
  expect(complaints).toEqual([])
  expect(requests.filter((url) => !url.startsWith(address) && !url.startsWith('data:'))).toEqual([])
  const headers = (await page.goto(address))?.headers() ?? {}
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['content-security-policy']).not.toContain('unsafe')
  expect(headers['set-cookie']).toBeUndefined()
})

test.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 390],
  ['dark', 390],
] as const)(
  '%s at %i it is accessible before and after a test, and fits',
  async (colorScheme, width) => {
    const { page } = await open({ joinToken: TOKEN }, { colorScheme, width })
    const faults = () => axeProblems(page)
    expect(await faults()).toEqual([])
    await page.getByLabel('Join token').fill('the wrong one')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.getByRole('status').textContent())
      .toContain('do not work from here')
    await page.getByText('Is the join token right?').waitFor()
    expect(await faults()).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await picture(page, `status-${colorScheme}-${width}`)
  },
)

test('without servers the test says what is missing and what works', async () => {
  const { page } = await open({ joinToken: TOKEN })
  await page.getByLabel('Join token').fill(TOKEN)
  await found(page).toEqual([
    ['The relay', 'good'],
    ['Round trip', 'good'],
    ['A message there and back', 'good'],
    ['Data channel to oneself', 'good'],
    ['STUN server', 'none'],
    ['TURN server', 'none'],
  ])
  await page.getByText('All that this relay offers works from here.').waitFor()
})

test('a browser gets the page, a program one sentence, and it can be switched off', async () => {
  relay = await createRelay({ statusPage: false })
  const headers = { Accept: 'text/html,*/*' }
  const plain = await fetch(relay.url.replace('ws', 'http'), { headers })
  expect(await plain.text()).toBe('This is a Foyer relay. It forwards ciphertext.\n')
  const file = await fetch(`${relay.url.replace('ws', 'http')}/status/status.js`)
  expect(file.status).toBe(404)
})

const program = findTestServer('coturn') ?? ''

describe.skipIf(program === '')('with coturn', () => {
  let coturn: Coturn
  beforeAll(async () => {
    coturn = await startCoturn(program, SECRET)
  })
  afterAll(() => coturn?.stop())

  test('STUN and TURN are found to work', async () => {
    const turn = { urls: [coturn.stunUrl, coturn.url], secret: SECRET, lifetimeMinutes: 5 }
    const { page, complaints } = await open({ turn })
    await found(page).toEqual(
      expect.arrayContaining([
        ['STUN server', 'good'],
        ['TURN server', 'good'],
      ]),
    )
    expect(complaints).toEqual([])
    await picture(page, 'status-turn')
  })

  test('a secret that the TURN server does not share is found out', async () => {
    const secret = 'not-the-secret-of-coturn'
    const { page } = await open({ turn: { urls: [coturn.url], secret, lifetimeMinutes: 5 } })
    await found(page).toContainEqual(['TURN server', 'bad'])
    await page.getByText('static-auth-secret').waitFor()
  })
})
