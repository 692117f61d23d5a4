import type { Page } from '@playwright/test'
import { beforeEach, expect, test } from 'vitest'
import { withStage } from './withStage.ts'

const ITEMS = 10_000

const stage = withStage()
let page: Page
// Each its own list: where one test leaves it is no place for the next, or the same once more.
beforeEach(async () => {
  page = await stage.open(`items=${ITEMS}&unread=${ITEMS - 10}`)
  await page.getByText('New since 10:05').waitFor()
  // It comes after the feed.
  await box().waitFor()
})

const box = () => page.getByRole('textbox', { name: 'Write to this Space' })
const scroller = () =>
  page.locator('[role=feed]').locator('xpath=ancestor::*[contains(@class,"viewport")][1]')
const fromEnd = () =>
  scroller().evaluate(({ scrollTop, scrollHeight, clientHeight }) =>
    Math.round(scrollHeight - clientHeight - scrollTop),
  )
const scrollTo = (part: number) =>
  scroller().evaluate((element, to) => {
    element.scrollTop = element.scrollHeight * to
  }, part)
const focused = () =>
  page.evaluate(() => Number(document.activeElement?.getAttribute('aria-posinset')))
const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
const until = <T>(read: () => Promise<T>) => expect.poll(read)

/** Focuses an item that is in sight and gives its place: at once, because a list that moves renders others. */
async function focusInSight(): Promise<number> {
  let place: number | null = null
  const attempt = () =>
    scroller().evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      const article = [...element.querySelectorAll('article')].find((one) => {
        const box = one.getBoundingClientRect()
        return box.top >= top && box.bottom <= bottom
      })
      article?.focus()
      return article ? Number(article.getAttribute('aria-posinset')) : null
    })
  await until(async () => {
    place = await attempt()
    return place
  }).not.toBeNull()
  return place ?? Number.NaN
}

test('a feed of 10,000 items opens where it was left, with few of them in the page', async () => {
  await page.getByText(`Message ${ITEMS - 1}.`).waitFor()
  expect(await page.getByRole('article').count()).toBeLessThan(40)
})

test('something new is followed when the end is in sight', async () => {
  await until(fromEnd).toBeLessThan(3)
  await box().fill('The newest')
  await page.keyboard.press('Control+Enter')
  await page.getByText('The newest').waitFor()
  await until(fromEnd).toBeLessThan(3)
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
    await scrollTo(part)
    // Not those of the place before it, which stand until the list is rendered again.
    await until(async () => Math.abs((await focusInSight()) / ITEMS - part)).toBeLessThan(0.05)
    await until(() => page.getByRole('article').count()).toBeGreaterThan(5)
  }
})

test('Page Up and Page Down go from item to item, and the focus outlives scrolling away', async () => {
  await scrollTo(0.5)
  const start = await focusInSight()
  for (let step = 1; step <= 12; step += 1) {
    await page.keyboard.press('PageDown')
    await until(focused).toBe(start + step)
  }
  await page.keyboard.press('PageUp')
  await until(focused).toBe(start + 11)
  await scrollTo(0)
  await page.getByText('Message 0.').waitFor()
  expect(await focused()).toBe(start + 11)
  await page.keyboard.press('PageDown')
  await until(focused).toBe(start + 12)
})

test('every Page Down of somebody in a hurry counts', async () => {
  await scrollTo(0.5)
  const start = await focusInSight()
  for (let step = 1; step <= 60; step += 1) void page.keyboard.press('PageDown')
  await until(focused).toBe(start + 60)
})

test('an item that gets the focus while the list is moving away from it keeps it', async () => {
  await scrollTo(0.5)
  for (const way of [20_000, -20_000, 20_000]) {
    await focusInSight()
    const places = await scroller().evaluate(async (element, by) => {
      const articles = () => [...element.querySelectorAll('article')]
      const place = (one?: Element | null) => Number(one?.getAttribute('aria-posinset'))
      const moved = new Promise((done) => element.addEventListener('scroll', done, { once: true }))
      element.scrollTop += by
      await moved
      // Now the list has chosen its rows for the new place, and still shows those of the old one.
      const left = articles().at(-1)
      left?.focus()
      const isThere = () => articles().some((one) => Math.abs(place(one) - place(left)) > 50)
      while (!isThere()) await new Promise((painted) => requestAnimationFrame(painted))
      return { left: place(left), focused: place(document.activeElement) }
    }, way)
    expect(places.focused).toBe(places.left)
  }
})

test('Ctrl End and Ctrl Home leave the feed', async () => {
  await focusInSight()
  await page.keyboard.press('Control+End')
  await until(label).toBe('Write to this Space')
  await focusInSight()
  await page.keyboard.press('Control+Home')
  await until(label).toBe('Find in this Space')
})
