import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../check/files.ts'
import { expect, type Page, test } from './fixtures.ts'
import { overflow } from './look.ts'
import { launchDesktopShell } from './shells/desktop.ts'
import { viewport } from './shells/visitor.ts'
import {
  article,
  createSpace,
  firstRun,
  openSpace,
  PASSPHRASE,
  post,
  spaceHeading,
  unlock,
} from './steps.ts'

const composer = (page: Page) => page.getByRole('textbox', { name: 'Write to this Space' })

test('a name in any script is taken, and what is too long is told and kept', async ({ start }) => {
  const { page } = await start('Alice')
  const name = page.getByRole('textbox', { name: 'Your name' })
  await name.fill('Å'.repeat(10_000))
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('This name is too long. Use at most 200 characters.')).toBeVisible()
  await expect(name).toHaveValue('Å'.repeat(10_000))
  await firstRun(page, 'نورا 🦩 Ünal')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('نورا 🦩 Ünal')

  await page.getByRole('button', { name: 'New Space' }).click()
  const space = page.getByRole('textbox', { name: 'Space name' })
  await space.fill('🏠'.repeat(5_000))
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByText('This name is too long. Use at most 200 characters.')).toBeVisible()
  const long = `בית 14 👩‍👩‍👧 ${'שלום '.repeat(25)}`.trim()
  await space.fill(long)
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(spaceHeading(page, long)).toBeVisible()
  await page.setViewportSize({ width: 320, height: 640 })
  await expect.poll(() => overflow(page)).toBe(0)
  await page.setViewportSize(viewport)

  await composer(page).fill('x'.repeat(20_001))
  await expect(page.getByText(/longer than 20,000 characters/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Post', exact: true })).toBeDisabled()
  const longest = `${'long '.repeat(3_999)}end.`
  await post(page, longest)
  await expect(composer(page)).toHaveValue('')
})

test('what was posted is there after the host is killed while it writes', async ({
  startAtHome,
}) => {
  const alice = await startAtHome('Alice')
  await createSpace(alice.page, 'Canal house 14')
  const acknowledged: string[] = []
  const typing = (async () => {
    for (let count = 1; count <= 200; count++) {
      const text = `Entry ${count} of the log.`
      await composer(alice.page).fill(text)
      await alice.page.keyboard.press('Control+Enter')
      await expect(composer(alice.page)).toHaveValue('')
      acknowledged.push(text)
    }
  })().catch(() => {})
  await expect.poll(() => acknowledged.length).toBeGreaterThan(15)
  await alice.restart('kill')
  await typing
  expect(acknowledged.length).toBeLessThan(200)

  await unlock(alice.page)
  await openSpace(alice.page, 'Canal house 14')
  const last = acknowledged.at(-1) ?? ''
  await expect(article(alice.page, last)).toBeVisible()
  await expect(article(alice.page, last)).toHaveAttribute(
    'aria-posinset',
    String(acknowledged.length),
  )
  await post(alice.page, 'And on it goes.')
})

test.describe('a profile', () => {
  test('a wrong passphrase, a second host and a newer format are told, and lose nothing', async ({
    startAtHome,
  }) => {
    const alice = await startAtHome('Alice')
    await createSpace(alice.page, 'Canal house 14')
    await post(alice.page, 'The tiler can start on 7 December.')

    await test.step('a second host on the profile says so and ends', () => {
      const host = join(root, 'out/main/browserHost.js')
      const second = spawnSync(process.execPath, [host, '--data', alice.dataDir, '--no-open'])
      expect(second.status).toBe(1)
      expect(String(second.stderr)).toContain('open in another Foyer on this computer')
    })

    await test.step('so does a window of the desktop app', async () => {
      const app = await launchDesktopShell({ dataDir: alice.dataDir, args: [], env: {} })
      const sentence = app.page.getByText('open in another Foyer on this computer')
      await expect(sentence).toBeVisible()
      await expect(app.page.getByRole('textbox')).toHaveCount(0)
      await app.quit()
    })

    await test.step('a newer profile is left as it is', async () => {
      await alice.quit()
      const file = join(alice.dataDir, 'default/key.json')
      const key = readFileSync(file, 'utf8')
      const newer = JSON.stringify({ ...JSON.parse(key), format: 99 })
      writeFileSync(file, newer)
      await alice.restart()
      await expect(alice.page.getByText('written by a newer Foyer')).toBeVisible()
      await expect(alice.page.getByRole('textbox')).toHaveCount(0)
      await alice.quit()
      expect(readFileSync(file, 'utf8')).toBe(newer)
      writeFileSync(file, key)
    })

    await test.step('a wrong passphrase opens nothing, the right one everything', async () => {
      await alice.restart()
      const passphrase = alice.page.getByRole('textbox', { name: 'Passphrase' })
      await passphrase.fill(PASSPHRASE.toUpperCase())
      await alice.page.getByRole('button', { name: 'Unlock' }).click()
      await expect(
        alice.page.getByText('This is not the passphrase of this profile. Nothing was changed.'),
      ).toBeVisible()
      await expect(passphrase).toHaveValue(PASSPHRASE.toUpperCase())
      await unlock(alice.page)
      await openSpace(alice.page, 'Canal house 14')
      await expect(article(alice.page, 'The tiler can start')).toBeVisible()
    })
  })

  test('on a full disk a text stays in the composer, and is posted once there is room', async ({
    startAtHome,
  }) => {
    const disk = mountSmallDisk()
    test.skip(!disk, 'mounting a small disk is not allowed here')
    const alice = await startAtHome('Alice', { dataDir: disk?.folder })
    try {
      await createSpace(alice.page, 'Canal house 14')
      await post(alice.page, 'There is room for this.')
      const filler = join(alice.dataDir, 'filler')
      fill(filler)
      const text = `Not lost. ${'0123456789 '.repeat(1_500)}`
      await postUntilRefused(alice.page, text)
      await expect(alice.page.getByRole('status', { name: 'Sync' })).toContainText(
        'Not saved: the disk is full.',
      )
      await expect(composer(alice.page)).toHaveValue(text)
      rmSync(filler)
      await alice.page.getByRole('button', { name: 'Post', exact: true }).click()
      await expect(composer(alice.page)).toHaveValue('')
      await alice.restart('kill')
      await unlock(alice.page)
      await openSpace(alice.page, 'Canal house 14')
      await expect(article(alice.page, 'Not lost.').last()).toBeVisible()
    } finally {
      await alice.quit()
      disk?.unmount()
    }
  })
})

/** Posts a text again and again, until the database finds no room for it. */
async function postUntilRefused(page: Page, text: string): Promise<void> {
  const refusal = page
    .getByRole('group', { name: 'Composer' })
    .getByText('The disk is full. Your text stays here until there is room.')
  // What is in the files of the database already takes some of them.
  for (let count = 0; count < 100; count++) {
    await composer(page).fill(text)
    await page.getByRole('button', { name: 'Post', exact: true }).click()
    const isAnswered = async () =>
      (await refusal.isVisible()) || (await composer(page).inputValue()) === ''
    await expect.poll(isAnswered, { intervals: [20, 50, 100] }).toBe(true)
    if (await refusal.isVisible()) return
  }
  throw new Error('A full disk takes everything.')
}

/** A disk of 8 MB in memory in the place of an empty folder; undefined where that is not allowed. */
function mountSmallDisk(): { folder: string; unmount(): void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-small-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder])
  if (mounted.status === 0) {
    return { folder, unmount: () => void execFileSync('umount', ['-l', folder]) }
  }
  rmSync(folder, { recursive: true })
  return undefined
}

/** Writes into a file until nothing more fits. */
function fill(file: string): void {
  for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 4)) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' })
    } catch {
      // This much does not fit any more; less may.
    }
  }
}
