/**
 * `npm run bench:sync-10mb [-- ROUNDS]`: somebody joins a Space of 10 MB (10,000 messages of 1 kB, each
 * an envelope of its own): from the click on Join until every one is verified, on disk and
 * counted by the feed. Against a bare y-webrtc document with the same texts, written one by one to a peer that is there
 * already (it cannot send such a document to one who comes: its one message is too long for a channel), and
 * against 10 MB through a raw data channel. Neither verifies, seals or stores anything.
 */
import type { Page } from '@playwright/test'
import { expect, invite, openSpace } from './lib/app.ts'
import { openBareChannel } from './lib/bareChannel.ts'
import { inMs, inTurns, median } from './lib/figures.ts'
import { createLargeSpace, UNATTENDED } from './lib/largeSpace.ts'
import { momentOf } from './lib/pageMoments.ts'
import { openStage, type Stage } from './lib/people.ts'
import { type ServedPage, servePage } from './lib/servePage.ts'
import { stopWatchingRequests } from './lib/unwatched.ts'

const rounds = Number(process.argv[2] ?? 2)
const ITEMS = 10_000
const ITEM_BYTES = 1000
const SPACE = 'Canal house 14'
const TARGETS = { ratio: 2, taskMs: 50 }

/** Ms of the longest task of the page from now on. */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const tasks: number[] = [0]
    window.benchTimes = tasks
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration)
    }).observe({ type: 'longtask' })
  })
  return () => page.evaluate(() => Math.max(...window.benchTimes))
}

async function joinFoyer(stage: Stage, link: string) {
  const bob = await stage.person('Bob')
  await bob.getByRole('button', { name: 'Join with a link' }).click()
  await bob.getByRole('textbox', { name: 'Invitation link' }).fill(link)
  await expect(bob.getByRole('dialog')).toContainText(SPACE)
  await stopWatchingRequests(bob)
  const longestTask = await watchTasks(bob)
  const whole = momentOf(bob, `article[aria-setsize="${ITEMS}"]`)
  const began = Date.now()
  await bob.getByRole('button', { name: 'Join', exact: true }).click()
  return { ms: (await whole) - began, taskMs: await longestTask() }
}

async function fillBare(stage: Stage, page: ServedPage, round: number) {
  const address = `${page.url}#${encodeURIComponent(`${stage.relay.url},bench-${round}`)}`
  const [from, to] = [await stage.visitor(address), await stage.visitor(address)]
  await from.page.waitForFunction(() => window.bareDoc.peers() === 1)
  await to.page.waitForFunction(() => window.bareDoc.peers() === 1)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const began = performance.now()
  await from.page.evaluate(([count, bytes]) => window.bareDoc.fill(count, bytes), [
    ITEMS,
    ITEM_BYTES,
  ] as const)
  await to.page.waitForFunction((count) => window.bareDoc.size() === count, ITEMS)
  const ms = performance.now() - began
  await Promise.all([from.close(), to.close()])
  return { ms, taskMs: 0 }
}

const stage = await openStage()
const page = await servePage('bareDoc')
try {
  const dataDir = stage.folder()
  const size = { items: ITEMS, textBytes: ITEM_BYTES }
  await createLargeSpace({ dataDir, name: SPACE, ...size, relay: stage.relay.url })
  const alice = (await stage.host(dataDir, UNATTENDED)).page
  await openSpace(alice, SPACE)
  await stopWatchingRequests(alice)
  const links: string[] = []
  for (let round = 0; round < rounds; round++) links.push(await invite(alice, 'Editor'))
  const channel = await openBareChannel(stage)
  await channel.time(ITEMS * ITEM_BYTES)

  const samples = await inTurns(rounds, {
    raw: async () => ({ ms: await channel.time(ITEMS * ITEM_BYTES), taskMs: 0 }),
    bare: (round) => fillBare(stage, page, round),
    foyer: (round) => joinFoyer(stage, links[round] ?? ''),
  })
  const ms = (name: keyof typeof samples) => median(samples[name].map((sample) => sample.ms))
  const taskMs = Math.max(...samples.foyer.map((sample) => sample.taskMs))
  const times = (peer: 'raw' | 'bare') => `${(ms('foyer') / ms(peer)).toFixed(1)} x`
  console.log(
    `${ITEMS.toLocaleString('en')} messages of ${ITEM_BYTES} bytes, ${rounds} rounds, medians`,
  )
  console.log(`raw channel    ${inMs(ms('raw'))}`)
  console.log(`bare y-webrtc  ${inMs(ms('bare'))}`)
  console.log(`foyer          ${inMs(ms('foyer'))}, longest task of the page ${inMs(taskMs)}`)
  console.log(
    `ratio: ${times('bare')} bare y-webrtc (target ${TARGETS.ratio}), ${times('raw')} a raw channel; ` +
      `longest task target ${TARGETS.taskMs} ms`,
  )
} finally {
  page.close()
  await stage.close()
}
