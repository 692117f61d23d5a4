/**
 * `npm run bench:join [-- ROUNDS]`: from opening an invitation link in a plain browser until the Space's
 * feed can be read, over WebRTC between two browser processes, with the page that the relay serves. What
 * the person takes to type a name is left out: until the door answers, plus from Enter to the feed. Against
 * a bare y-webrtc page that joins its room when it is loaded, until the document is there.
 */
import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'
import { createSpace, invite, post } from './lib/app.ts'
import { inMs, inTurns, median } from './lib/figures.ts'
import { clickAndTime, FEED, readableAfter, watchReadable } from './lib/pageMoments.ts'
import { openStage } from './lib/people.ts'
import { servePage } from './lib/servePage.ts'

const rounds = Number(process.argv[2] ?? 7)
const SPACE = 'Canal house 14'
const WORDS = 'Could you live with the diamond layout?'
const TARGETS = { ratio: 3, ms: 1000, gzipBytes: 500_000 }

/** What the page loads from now on, in bytes after gzip; fonts are compressed already. */
function watchTransfer(page: Page): () => Promise<number> {
  const responses: Response[] = []
  page.on('response', (response) => responses.push(response))
  return async () => {
    const sizes = responses.map(async (response) => {
      const body = await response.body().catch(() => Buffer.alloc(0))
      return response.url().endsWith('.woff2') ? body.length : gzipSync(body).length
    })
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  }
}

const stage = await openStage()
const bare = await servePage('bareDoc')
try {
  const alice = await stage.person('Alice')
  await createSpace(alice, SPACE)
  await post(alice, WORDS)
  const address = `${bare.url}#${encodeURIComponent(`${stage.relay.url},bench`)}`
  const { page: holder } = await stage.visitor(address)
  await holder.evaluate(() => window.bareDoc.fill(1, 40))
  const { browser } = await stage.visitor('about:blank')
  const links: string[] = []
  for (let round = 0; round < rounds; round++) links.push(await invite(alice, 'Guest'))

  const samples = await inTurns(rounds, {
    async bare() {
      const page = await browser.newPage()
      await watchReadable(page, { selector: 'article', text: 'x' })
      await page.goto(address, { waitUntil: 'commit' })
      const total = await readableAfter(page)
      await page.close()
      return { total, door: 0, inside: 0, gzipBytes: 0 }
    },
    async foyer(round) {
      const page = await browser.newPage({ locale: 'en-US' })
      await watchReadable(page, { selector: 'body', text: SPACE })
      const loaded = watchTransfer(page)
      await page.goto(links[round] ?? '', { waitUntil: 'commit' })
      const door = await readableAfter(page)
      await page.getByRole('textbox', { name: 'First name' }).fill('Gus')
      await page.getByRole('textbox', { name: 'E-mail' }).fill('gus@example.org')
      const inside = await clickAndTime(page.getByRole('button', { name: 'Enter' }), FEED)
      const gzipBytes = await loaded()
      await page.close()
      return { total: door + inside, door, inside, gzipBytes }
    },
  })
  const middle = (name: 'bare' | 'foyer', key: 'total' | 'door' | 'inside' | 'gzipBytes') =>
    median(samples[name].map((sample) => sample[key]))
  const total = middle('foyer', 'total')
  console.log(`${rounds} rounds, medians, from the start of the navigation`)
  console.log(`bare y-webrtc  ${inMs(middle('bare', 'total'))} until the document is there`)
  console.log(
    `foyer          ${inMs(middle('foyer', 'door'))} until the door answers, ` +
      `${inMs(middle('foyer', 'inside'))} from Enter to the feed, ${inMs(total)} together`,
  )
  console.log(
    `guest page     ${(middle('foyer', 'gzipBytes') / 1000).toFixed(0)} kB gzip until the feed can be ` +
      `read (target ${TARGETS.gzipBytes / 1000})`,
  )
  console.log(
    `ratio: ${(total / middle('bare', 'total')).toFixed(2)} x (target ${TARGETS.ratio}), ` +
      `${inMs(total)} (target ${TARGETS.ms})`,
  )
} finally {
  bare.close()
  await stage.close()
}
