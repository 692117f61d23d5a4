import type { Locator, Page } from '@playwright/test'

declare global {
  interface Window {
    /** Ms from the start of the navigation until the page first showed its content. */
    benchReadable: number
  }
}

/** What has to be on the page: an element, with this text somewhere in it. */
export interface Content {
  readonly selector: string
  readonly text?: string
}

/** The feed with an item in it that has words. */
export const FEED: Content = { selector: '[role=feed] article' }

/** In every document that `page` opens from now on: when the content was there, and painted. */
export async function watchReadable(page: Page, content: Content): Promise<void> {
  await page.addInitScript(({ selector, text = '' }) => {
    const observer = new MutationObserver(() => {
      const words = document.querySelector(selector)?.textContent
      if (!words?.includes(text)) return
      observer.disconnect()
      requestAnimationFrame(() =>
        setTimeout(() => {
          window.benchReadable = performance.now()
        }),
      )
    })
    observer.observe(document, { subtree: true, childList: true, characterData: true })
  }, content)
}

/** Waits for what `watchReadable` watches for; ms from the start of the navigation. */
export async function readableAfter(page: Page): Promise<number> {
  await page.waitForFunction(() => window.benchReadable > 0)
  return page.evaluate(() => window.benchReadable)
}

/** Loads the page again; ms from the start of the navigation until it can be read. */
export async function reloadAndTime(page: Page): Promise<number> {
  await page.bringToFront()
  await page.reload({ waitUntil: 'commit' })
  return readableAfter(page)
}

/** Clicks; ms until the content is there, and painted. */
export const clickAndTime = (target: Locator, content: Content): Promise<number> =>
  target.evaluate(
    (element, { selector, text = '' }) =>
      new Promise<number>((resolve) => {
        const began = performance.now()
        const observer = new MutationObserver(() => {
          const words = document.querySelector(selector)?.textContent
          if (!words?.includes(text)) return
          observer.disconnect()
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)))
        })
        observer.observe(document, { subtree: true, childList: true, characterData: true })
        ;(element as HTMLElement).click()
      }),
    content,
  )

/** Wall-clock ms at which an element first matches, from now on; two browsers read the same clock. */
export const momentOf = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector(wanted)) return
          observer.disconnect()
          resolve(performance.timeOrigin + performance.now())
        })
        observer.observe(document, { subtree: true, childList: true, attributes: true })
      }),
    selector,
  )

/** Runs `work` and tells how long each frame of it lasted, in ms. */
export async function recordFrames(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = []
    let last = performance.now()
    let isOver = false
    const tick = () => {
      const now = performance.now()
      frames.push(now - last)
      last = now
      if (!isOver) requestAnimationFrame(tick)
    }
    window.benchTimes = frames
    window.benchEnd = () => {
      isOver = true
    }
    requestAnimationFrame(tick)
  })
  await work()
  return page.evaluate(() => {
    window.benchEnd()
    return window.benchTimes
  })
}
