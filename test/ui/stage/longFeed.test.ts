import type { Page } from 'playwright-core'
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
const until = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 8000 })

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

test('scrolling through it has no run of dropped frames', async () => {
  const gaps = await scroller().evaluate(async (element) => {
    const between: number[] = []
    let last = performance.now()
    const end = last + 4000
    await new Promise<void>((resolve) => {
      const frame = (now: number) => {
        between.push(now - last)
        last = now
        element.scrollTop -= 90
        if (now < end) requestAnimationFrame(frame)
        else resolve()
      }
      requestAnimationFrame(frame)
    })
    return between.slice(1)
  })
  // Two frames late at once is a stutter one sees; a loaded machine may be late once.
  const late = gaps.map((gap) => gap > 50)
  const run = late.reduce(
    (state, isLate) => {
      const length = isLate ? state.length + 1 : 0
      return { length, longest: Math.max(state.longest, length) }
    },
    { length: 0, longest: 0 },
  )
  console.log(
    `frames ${gaps.length}, late ${late.filter(Boolean).length}, longest run ${run.longest}`,
  )
  expect(run.longest).toBeLessThan(4)
  expect(await page.getByRole('article').count()).toBeGreaterThan(5)
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
