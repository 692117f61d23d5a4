import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect, type Page, test } from './fixtures.ts'
import { CAMERA, jpegWithLocation, LATITUDE } from './media/jpegWithLocation.ts'
import {
  article,
  attach,
  chooseFiles,
  createSpace,
  invite,
  join as joinSpace,
  openSpace,
  post,
  unlock,
} from './steps.ts'

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-files-'))
})
test.afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('pictures arrive without their place, files byte by byte, and a cut transfer goes on', async ({
  startAtHome,
  shell,
}) => {
  const download = shell === 'desktop' ? fetchDownload : saveDownload
  const alice = await startAtHome('Alice')
  const bob = await startAtHome('Bob')
  await createSpace(alice.page, 'Canal house 14')
  await joinSpace(bob.page, await invite(alice.page, 'Editor'), 'Canal house 14')

  await test.step('a picture is shown, and neither place nor camera has left', async () => {
    const picture = await jpegWithLocation(alice.page, 640, 480)
    expect(picture.includes(CAMERA) && picture.includes(LATITUDE)).toBe(true)
    await attach(alice.page, { name: 'hall.jpg', mimeType: 'image/jpeg', buffer: picture })
    const arrived = article(bob.page, 'hall.jpg')
    await expect(arrived).toContainText('Location removed')
    const shown = arrived.getByRole('img').first()
    await expect.poll(() => naturalSize(shown)).toEqual([640, 480])

    const received = await download(bob.page, 'hall.jpg')
    expect(received.includes(CAMERA)).toBe(false)
    expect(received.includes(LATITUDE)).toBe(false)
    expect(received.includes('Exif')).toBe(false)
    expect(await pixels(bob.page, received)).toEqual(await pixels(bob.page, picture))
  })

  // The stand-in moves every byte of the page as base64 through CDP and cannot be handed large files:
  // what is large is looked at in the browser host.
  if (shell === 'desktop') return

  await test.step('a file of 3 MB is the same file', async () => {
    const buffer = randomBytes(3_000_000)
    await attach(alice.page, { name: 'plan.bin', mimeType: 'application/octet-stream', buffer })
    await expect(article(bob.page, 'plan.bin')).toContainText('3 MB')
    expect((await download(bob.page, 'plan.bin')).equals(buffer)).toBe(true)
  })

  await test.step('an empty file and one of more than 2 GiB are refused unread', async () => {
    writeFileSync(join(folder, 'empty.txt'), '')
    writeFileSync(join(folder, 'huge.jpg'), '')
    truncateSync(join(folder, 'huge.jpg'), 2 * 1024 ** 3 + 1)
    await countReads(alice.page)
    await chooseFiles(alice.page, [join(folder, 'empty.txt'), join(folder, 'huge.jpg')])
    const waiting = alice.page.getByRole('list', { name: 'Files to post' })
    await expect(waiting).toContainText('This file has no content. Nothing was added.')
    await expect(waiting).toContainText('This file is larger than 2 GiB. Nothing was added.')
    await post(alice.page, 'Sent beside two refused files')
    expect(await countReads(alice.page)).toBe(0)
    await alice.page.getByRole('button', { name: 'Leave out empty.txt' }).click()
    await alice.page.getByRole('button', { name: 'Leave out huge.jpg' }).click()
    await expect(waiting).toHaveCount(0)
    await expect(article(bob.page, 'Sent beside two')).toBeVisible()
    await expect(article(bob.page, 'huge.jpg')).toHaveCount(0)
  })

  await test.step('a receiver who is cut off keeps what had come and gets the rest', async () => {
    const buffer = randomBytes(9_000_000)
    const before = new Set(chunks(bob.dataDir).keys())
    const arrived = () => [...chunks(bob.dataDir)].filter(([name]) => !before.has(name))
    // From then on Bob's page gets no frame through to his host, however slow whoever looks on is.
    await bob.page.route('**/bulk/frames/*', async (route) => {
      if (route.request().method() !== 'PUT' || arrived().length < 5) await route.continue()
    })
    await attach(alice.page, { name: 'scan.bin', mimeType: 'application/octet-stream', buffer })
    await expect.poll(() => arrived().length).toBeGreaterThanOrEqual(5)
    await bob.shell.kill()
    const kept = arrived()
    expect(kept.length * 256 * 1024).toBeLessThan(buffer.length)

    await bob.restart()
    await unlock(bob.page)
    await openSpace(bob.page, 'Canal house 14')
    expect((await download(bob.page, 'scan.bin')).equals(buffer)).toBe(true)
    const after = chunks(bob.dataDir)
    // Still the same files: what had come before the cut was neither swept away nor written again.
    for (const [name, writtenAt] of kept) expect(after.get(name)).toBe(writtenAt)
  })
})

/** Offered once the file is complete. */
async function downloadLink(page: Page, name: string): Promise<Locator> {
  const link = article(page, name).getByRole('link', { name: `Download ${name}` })
  await expect(link).toBeVisible()
  return link
}

/** Where a desktop app saves a file is asked by Electron itself; here the same address is read. */
async function fetchDownload(page: Page, name: string): Promise<Buffer> {
  const link = await downloadLink(page, name)
  const base64 = await link.evaluate(async (element) => {
    const blob = await (await fetch((element as HTMLAnchorElement).href)).blob()
    return new Promise<string>((resolve) => {
      const reader = new FileReader()
      reader.onload = () => resolve(String(reader.result).replace(/^.*,/, ''))
      reader.readAsDataURL(blob)
    })
  })
  return Buffer.from(base64, 'base64')
}

/** Clicks Download and reads what the browser saved. */
async function saveDownload(page: Page, name: string): Promise<Buffer> {
  const link = await downloadLink(page, name)
  const [saved] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(saved.suggestedFilename()).toBe(name)
  const parts: Buffer[] = []
  for await (const part of await saved.createReadStream()) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const naturalSize = (image: Locator) =>
  image.evaluate((element) => {
    const { naturalWidth, naturalHeight } = element as HTMLImageElement
    return [naturalWidth, naturalHeight]
  })

/** The size of a picture and a hash of its pixels. */
const pixels = (page: Page, bytes: Buffer) =>
  page.evaluate(async (base64) => {
    const raw = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const image = await createImageBitmap(new Blob([raw], { type: 'image/jpeg' }))
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const data = context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8Array()
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(data)))
    return [image.width, image.height, hash.join()]
  }, bytes.toString('base64'))

/** Counts from the first call on how often the page reads of a file. */
const countReads = (page: Page) =>
  page.evaluate(() => {
    const counted = window as unknown as { fileReads?: number }
    if (counted.fileReads === undefined) {
      for (const name of ['arrayBuffer', 'stream', 'text', 'slice', 'bytes'] as const) {
        const read = Reflect.get(Blob.prototype, name)
        Reflect.set(Blob.prototype, name, function (this: Blob, ...args: unknown[]) {
          counted.fileReads = (counted.fileReads ?? 0) + 1
          return Reflect.apply(read, this, args)
        })
      }
    }
    counted.fileReads ??= 0
    return counted.fileReads
  })

/** The sealed chunks in a profile and when each was written. */
function chunks(dataDir: string): Map<string, number> {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter(
    (one) => one.isFile() && /^[0-9a-f]{64}$/.test(one.name),
  )
  return new Map(files.map((one) => [one.name, statSync(join(one.parentPath, one.name)).mtimeMs]))
}
