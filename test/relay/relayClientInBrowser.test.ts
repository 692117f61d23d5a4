import type { Browser, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { launchChromium } from './support/chromium.ts'
import { openTestClient } from './support/relayClient.ts'
import { type ServedPage, servePage } from './support/servePage.ts'

let served: ServedPage
let browser: Browser
let relay: Relay

beforeAll(async () => {
  served = await servePage('relayClientPage')
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  served.close()
})
afterEach(() => relay.close())

async function openGus(url: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(served.address)
  await page.waitForFunction(() => window.relayClient !== undefined)
  await page.evaluate((relayUrl) => {
    window.relayClient.connect(relayUrl)
    window.relayClient.listen('topic')
  }, url)
  return page
}

const status = (page: Page, wanted: string) =>
  expect.poll(() => page.evaluate(() => window.relayClient.status())).toBe(wanted)
const heard = (page: Page) => page.evaluate(() => window.relayClient.heard())

test("a guest's browser hears and is heard, and comes back after the relay restarted", async () => {
  relay = await createRelay()
  const gus = await openGus(relay.url)
  await status(gus, 'online')
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['topic'] })
  await alice.settled()
  alice.send({ type: 'publish', topic: 'topic', data: 'AQL_' })
  await expect.poll(() => heard(gus)).toEqual([[1, 2, 255]])
  await gus.evaluate(() => window.relayClient.publish('topic', [7]))
  await expect.poll(() => alice.received.at(-1)).toMatchObject({ data: 'Bw' })

  await relay.close()
  await expect.poll(() => gus.evaluate(() => window.relayClient.status())).not.toBe('online')
  relay = await createRelay({ port: relay.port })
  await status(gus, 'online')
  const again = await openTestClient(relay.url)
  again.send({ type: 'publish', topic: 'topic', data: 'CA' })
  await expect.poll(async () => (await heard(gus)).at(-1)).toEqual([8])
})
