import type { Locator, Page } from '@playwright/test'

declare global {
  interface Window {
    benchTimes: number[]
    benchEnd: () => void
  }
}

/** Wall-clock ms; two browsers of one machine read the same clock. */
const START_OF_KEYS = () => {
  const times: number[] = []
  const note = ({ key }: KeyboardEvent) => {
    if (key.length === 1) times.push(performance.timeOrigin + performance.now())
  }
  document.addEventListener('keydown', note, { capture: true })
  window.benchTimes = times
  window.benchEnd = () => document.removeEventListener('keydown', note, { capture: true })
}

/** Carets of others stand in the text too; the longest text seen so far is what counts. */
const START_OF_LETTERS = (editor: HTMLElement | SVGElement) => {
  const times: number[] = []
  const length = () => editor.querySelector('p')?.textContent?.replaceAll(/[^x]/g, '').length ?? 0
  let seen = length()
  const observer = new MutationObserver(() => {
    const now = performance.timeOrigin + performance.now()
    for (const to = length(); seen < to; seen++) times.push(now)
  })
  observer.observe(editor, { subtree: true, childList: true, characterData: true })
  window.benchTimes = times
  window.benchEnd = () => observer.disconnect()
}

export interface Typing {
  readonly from: Page
  /** The editor in the other browser. */
  readonly to: Locator
  readonly keys: number
  readonly gapMs: number
}

/** Types the letter x into what has the focus; ms from each key to its letter on the other side. */
export async function typeAndTime({ from, to, keys, gapMs }: Typing): Promise<number[]> {
  const receiver = to.page()
  await from.evaluate(START_OF_KEYS)
  await to.evaluate(START_OF_LETTERS)
  const begun = performance.now()
  for (let key = 0; key < keys; key++) {
    const wait = begun + key * gapMs - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    await from.keyboard.press('x')
  }
  await receiver.waitForFunction((count) => window.benchTimes.length >= count, keys)
  const [pressed, shown] = await Promise.all([from, receiver].map(endTimes))
  return (pressed ?? []).map((at, index) => (shown?.[index] ?? Number.NaN) - at)
}

const endTimes = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    window.benchEnd()
    return window.benchTimes
  })
