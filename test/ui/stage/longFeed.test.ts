import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type StagePages } from './openStage.ts'

const ITEMS = 10_000

let stage: StagePages
let page: Page
beforeAll(async () => {
  stage = await openStage()
  page = await stage.open(`items=${ITEMS}&unread=${ITEMS - 10}`)
}, 120_000)
afterAll(() => stage?.close())

const scroller = () =>
  page.locator('[role=feed]').locator('xpath=ancestor::*[contains(@class,"viewport")][1]')
const position = () =>
  scroller().evaluate(({ scrollTop, scrollHeight, clientHeight }) => ({
    fromEnd: Math.round(scrollHeight - clientHeight - scrollTop),
    scrollTop,
  }))
const focused = () =>
  page.evaluate(() => Number(document.activeElement?.getAttribute('aria-posinset')))
const until = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 60_000 })

test('a feed of 10,000 items opens where it was left, with few of them in the page', async () => {
  await page.getByText('New since 10:05').waitFor()
  await page.getByText(`Message ${ITEMS - 1}.`).waitFor()
  expect(await page.getByRole('article').count()).toBeLessThan(40)
})

test('something new is followed when the end is in sight', async () => {
  await until(async () => (await position()).fromEnd).toBeLessThan(3)
  await page.getByRole('textbox', { name: 'Write to this Space' }).fill('The newest')
  await page.keyboard.press('Control+Enter')
  await page.getByText('The newest').waitFor()
  await until(async () => (await position()).fromEnd).toBeLessThan(3)
})

// Frames are measured by `npm run bench:cold-start`: a time in a test would measure the machine.
test('scrolling through it keeps few items in the page, and some at every frame', async () => {
  const counts = await scroller().evaluate(async (element) => {
    const seen: number[] = []
    await new Promise<void>((resolve) => {
      const frame = () => {
        seen.push(element.querySelectorAll('article').length)
        element.scrollTop -= 90
        if (seen.length < 120) requestAnimationFrame(frame)
        else resolve()
      }
      requestAnimationFrame(frame)
    })
    return seen
  })
  expect(Math.max(...counts)).toBeLessThan(60)
  expect(Math.min(...counts)).toBeGreaterThan(0)
})

test('every place in it shows its items', async () => {
  for (const part of [0.5, 0.1, 0.9]) {
    await scroller().evaluate((element, to) => {
      element.scrollTop = element.scrollHeight * to
    }, part)
    await until(() => page.getByRole('article').count()).toBeGreaterThan(5)
  }
})

test('Page Up and Page Down go from item to item, and the focus outlives scrolling away', async () => {
  const article = page.getByRole('article').nth(6)
  const start = Number(await article.getAttribute('aria-posinset'))
  await article.focus()
  for (let step = 1; step <= 12; step += 1) {
    await page.keyboard.press('PageDown')
    await until(focused).toBe(start + step)
  }
  await page.keyboard.press('PageUp')
  await until(focused).toBe(start + 11)
  await scroller().evaluate((element) => {
    element.scrollTop = 0
  })
  await page.getByText('Message 0.').waitFor()
  expect(await focused()).toBe(start + 11)
  await page.keyboard.press('PageDown')
  await until(focused).toBe(start + 12)
})

test('Ctrl End and Ctrl Home leave the feed', async () => {
  await page.keyboard.press('Control+End')
  const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  expect(await label()).toBe('Write to this Space')
  await page.getByRole('article').nth(4).focus()
  await page.keyboard.press('Control+Home')
  expect(await label()).toBe('Find in this Space')
})
