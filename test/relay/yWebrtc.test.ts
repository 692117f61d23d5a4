import type { Browser, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { launchChromium } from './support/chromium.ts'
import { type ServedPage, servePage } from './support/servePage.ts'

/** Stock y-webrtc 10.3 in separate browser processes, meeting through our relay over real WebRTC. */
let served: ServedPage
let browsers: Browser[]
let relay: Relay

beforeAll(async () => {
  served = await servePage('yWebrtcPage')
  browsers = await Promise.all([launchChromium(), launchChromium(), launchChromium()])
})

afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()))
  served.close()
})

const open: Page[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((page) => page.close()))
  await relay.close()
})

async function openPage(index: number): Promise<Page> {
  const page = await (browsers[index] as Browser).newPage()
  open.push(page)
  await page.goto(served.address)
  await page.waitForFunction(() => window.yWebrtc !== undefined)
  return page
}

/**
 * One after another, each once the relay has its subscription. Where the announcements of two stock clients cross
 * (both held back until both had subscribed), one of them never reads anything, although the relay brings every
 * frame of each to the other, once and in sequence. Each begins a connection; one is given the other's offer before
 * it has made its own, fails, and announces itself twice more; the other passes over that, because it still waits
 * for its answer (y-webrtc 10.3, 'announce': `map.setIfUndefined`).
 */
async function enter(page: Page, room: string, password: string | null = null): Promise<void> {
  const before = relay.stats().subscriptions
  await page.evaluate(([url, name, secret]) => window.yWebrtc.join(url, name, secret), [
    relay.url,
    room,
    password,
  ] as const)
  await expect.poll(() => relay.stats().subscriptions).toBe(before + 1)
}
const write = (page: Page, text: string) => page.evaluate((t) => window.yWebrtc.write(t), text)
const read = (page: Page) => page.evaluate(() => window.yWebrtc.read())
const reads = (page: Page, text: string) => expect.poll(() => read(page)).toBe(text)

test('two stock y-webrtc clients sync a document through the relay', async () => {
  relay = await createRelay()
  const [alice, bob] = [await openPage(0), await openPage(1)]
  await write(alice, 'Hello')
  await enter(alice, 'room')
  await enter(bob, 'room')
  await reads(bob, 'Hello')
  await write(bob, ', Alice')
  await reads(alice, 'Hello, Alice')
  expect(relay.stats()).toMatchObject({ connections: 2, topics: 1, malformed: 0, dropped: 0 })
})

test('three of them with a password meet, and one in another room stays alone', async () => {
  relay = await createRelay()
  const [alice, bob, carol, eve] = [
    await openPage(0),
    await openPage(1),
    await openPage(2),
    await openPage(2),
  ]
  for (const page of [alice, bob, carol]) await enter(page, 'room', 'secret')
  await enter(eve, 'another room')
  await write(alice, 'a')
  await reads(bob, 'a')
  await write(bob, 'b')
  await reads(carol, 'ab')
  await write(carol, 'c')
  for (const page of [alice, bob]) await reads(page, 'abc')
  expect(await read(eve)).toBe('')
  expect(await eve.evaluate(() => window.yWebrtc.peers())).toBe(0)
  expect(relay.stats()).toMatchObject({ malformed: 0, dropped: 0 })
})

test('they find the relay again after it restarted, and newcomers find them', async () => {
  relay = await createRelay()
  const [alice, bob] = [await openPage(0), await openPage(1)]
  await enter(alice, 'room')
  const { port } = relay
  await relay.close()
  relay = await createRelay({ port })
  const isBack = () => alice.evaluate(() => window.yWebrtc.isConnectedToRelay())
  await expect.poll(isBack).toBe(true)
  await write(alice, 'after the restart')
  await enter(bob, 'room')
  await reads(bob, 'after the restart')
})
