import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openVisitor } from './shells/visitor.ts'
import { article, createSpace, invite, post, spaceHeading } from './steps.ts'

/** All JavaScript, CSS and WebAssembly, gzipped, before the feed can be read (kB of 1000 bytes). */
const MOST_KB = 500

interface Loaded {
  readonly name: string
  readonly kind: 'script' | 'style' | 'wasm' | 'font' | 'other'
  readonly bytes: number
}

const KINDS = { js: 'script', css: 'style', wasm: 'wasm', woff2: 'font' } as const

async function describe(response: Response): Promise<Loaded> {
  const name = new URL(response.url()).pathname.split('/').at(-1) ?? ''
  const kind = KINDS[name.split('.').at(-1) as keyof typeof KINDS] ?? 'other'
  const body = await response.body()
  return { name, kind, bytes: kind === 'font' ? body.length : gzipSync(body, { level: 9 }).length }
}

/** Notes in the page when an article is first there, in ms since 1970. */
const watchForArticle = () => {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[role=feed] article')) return
    observer.disconnect()
    Object.assign(window, { readableAt: Date.now() })
  }).observe(document, { childList: true, subtree: true })
}

const readableAt = (page: Page) =>
  page.evaluate(() => (window as unknown as { readableAt?: number }).readableAt)

const total = (files: readonly Loaded[]) => files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000

/** What a guest's browser loads until the feed can be read. */
async function loadUntilReadable(link: string): Promise<readonly Loaded[]> {
  const responses: Response[] = []
  const { page, close } = await openVisitor(link, {
    prepare: (page) => {
      page.on('response', (response) => responses.push(response))
      return page.addInitScript(watchForArticle)
    },
  })
  try {
    await page.getByRole('textbox', { name: 'First name' }).fill('Gus')
    await page.getByRole('button', { name: 'Enter' }).click()
    await expect(spaceHeading(page, 'Canal house 14')).toBeVisible()
    await expect(article(page, 'Hall floor, revision C')).toBeVisible()
    const until = (await readableAt(page)) ?? Number.NaN
    const before = responses.filter((one) => one.request().timing().startTime <= until)
    return await Promise.all(before.map(describe))
  } finally {
    await close()
  }
}

test(`the page of a visitor can be read after ${MOST_KB} kB, whether guest or editor`, async ({
  startAtHome,
}) => {
  const alice = await startAtHome('Alice')
  await createSpace(alice.page, 'Canal house 14')
  await post(alice.page, 'Hall floor, revision C')
  for (const role of ['Guest', 'Editor'] as const) {
    const files = await loadUntilReadable(await invite(alice.page, role))
    const fonts = files.filter(({ kind }) => kind === 'font')
    const counted = files.filter(({ kind }) => kind !== 'font')
    console.log(
      `${role}: ${total(counted).toFixed(1)} kB gzip, and fonts ${total(fonts).toFixed(1)} kB`,
    )
    const names = counted.map(({ name }) => name).join(' ')
    // All of it was counted: the page, its worker and what the worker loads.
    expect(names).toMatch(/guestPage-/)
    expect(names).toMatch(/guestWorker-/)
    expect(names).toMatch(/\.wasm/)
    expect(names).toMatch(/\.css/)
    expect(total(counted)).toBeLessThan(MOST_KB)
  }
})
