/**
 * `npm run bench:cold-start [-- ROUNDS]`: a Space of 10,000 items. From loading the page on it until
 * its feed can be read, against a blank page in the same browser; the host runs and is unlocked.
 * Also: opening the Space from home, the frames while scrolling, and the memory of the host.
 */
import type { Page } from '@playwright/test'
import { createSpace, expect, feed, firstRun, openSpace } from './lib/app.ts'
import { inMs, inTurns, median, percentile } from './lib/figures.ts'
import { hostMemoryMb } from './lib/hostMemory.ts'
import { createLargeSpace, UNATTENDED } from './lib/largeSpace.ts'
import {
  clickAndTime,
  FEED,
  recordFrames,
  reloadAndTime,
  watchReadable,
} from './lib/pageMoments.ts'
import { openStage, type Stage } from './lib/people.ts'

const rounds = Number(process.argv[2] ?? 5)
const ITEMS = 10_000
const SPACE = 'Canal house 14'
const BLANK = 'data:text/html,<p id=blank>Nothing but this line.'
const TARGETS = { overBlankMs: 600, openMs: 1000, memoryMb: 150 }
const SCREENS = 60

async function idleMemoryMb(stage: Stage): Promise<number> {
  const dir = stage.folder()
  const { page } = await stage.host(dir)
  await firstRun(page, 'Alice')
  await createSpace(page, 'An empty one')
  await settle()
  return hostMemoryMb(dir)
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 3000))

async function timeOpening(page: Page): Promise<number> {
  const home = page
    .getByRole('link', { name: 'Home' })
    .or(page.getByRole('button', { name: 'Home' }))
  await home.first().click()
  await expect(feed(page)).toHaveCount(0)
  const space = page
    .getByRole('link', { name: SPACE })
    .or(page.getByRole('button', { name: SPACE }))
  return clickAndTime(space.first(), FEED)
}

async function scroll(page: Page): Promise<number[]> {
  const box = await feed(page).boundingBox()
  await page.mouse.move((box?.x ?? 0) + 200, 400)
  return recordFrames(page, async () => {
    for (let screen = 0; screen < SCREENS; screen++) {
      await page.mouse.wheel(0, -600)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })
}

/** The longest row of frames of which each came late by two or more. */
function longestRun(frames: readonly number[]): number {
  let longest = 0
  let run = 0
  for (const frame of frames) {
    run = frame > 3 * (1000 / 60) ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}

const stage = await openStage()
try {
  const idle = await idleMemoryMb(stage)
  const dir = stage.folder()
  await createLargeSpace({
    dataDir: dir,
    name: SPACE,
    items: ITEMS,
    textBytes: 120,
    relay: stage.relay.url,
  })
  const { page } = await stage.host(dir, UNATTENDED)
  await openSpace(page, SPACE)
  await expect(feed(page).getByRole('article').first()).toBeVisible()

  const opened: number[] = []
  for (let round = 0; round < rounds; round++) opened.push(await timeOpening(page))
  await expect(feed(page).getByRole('article').first()).toBeVisible()
  const frames = await scroll(page)
  await settle()
  const memory = hostMemoryMb(dir)

  const empty = await page.context().newPage()
  await empty.goto(BLANK)
  await watchReadable(empty, { selector: '#blank' })
  await watchReadable(page, FEED)
  const samples = await inTurns(rounds, {
    blank: () => reloadAndTime(empty),
    foyer: () => reloadAndTime(page),
  })
  const [blank, foyer] = [median(samples.blank), median(samples.foyer)]

  console.log(`${ITEMS.toLocaleString('en')} items, ${rounds} rounds, medians`)
  console.log(`blank page         ${inMs(blank)} until it is painted`)
  console.log(`foyer's page       ${inMs(foyer)} until the feed is painted`)
  console.log(`opened from home   ${inMs(median(opened))} (target ${TARGETS.openMs})`)
  console.log(
    `scrolled ${SCREENS} screens: frames ${inMs(percentile(frames, 0.5))} p50, ` +
      `${inMs(percentile(frames, 0.99))} p99, longest run of late ones ${longestRun(frames)}`,
  )
  console.log(
    `host memory        ${idle.toFixed(0)} MB with an empty Space, ${memory.toFixed(0)} MB with this ` +
      `one (target ${TARGETS.memoryMb})`,
  )
  console.log(
    `ratio: blank + ${inMs(foyer - blank)} (target ${TARGETS.overBlankMs}), ` +
      `${(foyer / blank).toFixed(1)} x a blank page`,
  )
} finally {
  await stage.close()
}
