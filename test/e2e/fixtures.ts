import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page, type TestInfo } from '@playwright/test'
import { makeProfile } from '../support/makeProfile.ts'
import { launchBrowserHost } from './shells/browserHost.ts'
import { type BrowserPool, createBrowserPool } from './shells/browserPool.ts'
import { launchDesktopShell } from './shells/desktop.ts'
import type { OpenShell, ShellLaunch } from './shells/openShell.ts'
import { type RunningRelay, startRelay } from './shells/relay.ts'
import { openVisitor } from './shells/visitor.ts'
import { firstRun, PASSPHRASE } from './steps.ts'

export type ShellKind = 'browser-host' | 'desktop'

export interface ShellOptions {
  /** Which shell the specs of a project run in. */
  readonly shell: ShellKind
}

/** Somebody's Foyer: a profile of their own, a host process and a browser process of their own. */
export interface Person {
  readonly name: string
  /** Where the profile lies; it outlives `restart`. */
  readonly dataDir: string
  /** The visible window; another object after `restart`. */
  readonly page: Page
  readonly shell: OpenShell
  /** Quits, or is cut off (`how: 'kill'`), and starts again on the same profile. */
  restart(how?: 'quit' | 'kill', args?: readonly string[]): Promise<void>
  quit(): Promise<void>
}

export interface StartOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Browser host: on a profile that was made without the first run, and unlocked this once. */
  readonly isAtHome?: boolean
  /** Where the profile is to lie; a folder of its own without it. */
  readonly dataDir?: string | undefined
}

interface Fixtures {
  /** Starts Foyer for somebody, with a profile that does not exist yet. */
  readonly start: (name: string, options?: StartOptions) => Promise<Person>
  /**
   * Starts Foyer for somebody who has been through the first run before. In the browser host that profile
   * has no Space, and its passphrase is cheap to try: a first run takes as long as a short test.
   */
  readonly startAtHome: (name: string, options?: StartOptions) => Promise<Person>
  /** Opens an address in a plain browser of its own, as a visitor without the app does. */
  readonly visit: (url: string) => Promise<Page>
  /** A relay of its own, for tests in which the hosts are stopped or restarted. */
  readonly relay: RunningRelay
  /** A relay of its own that keeps sealed items for people who are away. */
  readonly mailboxRelay: RunningRelay
}

interface WorkerFixtures {
  /** The browsers of all tests that one worker runs, one after another. */
  readonly browsers: BrowserPool
}

/** What somebody's page and host looked like when the test failed. */
async function attachScene({ name, page, shell }: Person, testInfo: TestInfo): Promise<void> {
  const body = await page.screenshot().catch(() => undefined)
  if (body) await testInfo.attach(`${name}.png`, { body, contentType: 'image/png' })
  await testInfo.attach(`${name}.log`, { body: shell.output(), contentType: 'text/plain' })
}

const launch = (kind: ShellKind, options: ShellLaunch): Promise<OpenShell> =>
  kind === 'desktop' ? launchDesktopShell(options) : launchBrowserHost(options)

export const test = base.extend<Fixtures & ShellOptions, WorkerFixtures>({
  shell: ['browser-host', { option: true }],

  browsers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from here.
    async ({}, use) => {
      const browsers = createBrowserPool()
      await use(browsers)
      await browsers.close()
    },
    { scope: 'worker' },
  ],

  start: async ({ shell, browsers }, use, testInfo) => {
    const people: Person[] = []
    await use(async (name, { args = [], env = {}, isAtHome = false, ...where } = {}) => {
      const dataDir = where.dataDir ?? mkdtempSync(join(tmpdir(), `foyer-${name.toLowerCase()}-`))
      const options = { dataDir, args, env, browsers }
      if (isAtHome) await makeProfile(dataDir, name, PASSPHRASE)
      const unlocked = isAtHome ? { ...env, FOYER_PASSPHRASE: PASSPHRASE } : env
      let open = await launch(shell, { ...options, env: unlocked })
      const person: Person = {
        name,
        dataDir,
        get page() {
          return open.page
        },
        get shell() {
          return open
        },
        async restart(how = 'quit', newArgs = args) {
          await (how === 'kill' ? open.kill() : open.quit())
          open = await launch(shell, { ...options, args: newArgs })
        },
        quit: () => open.quit(),
      }
      people.push(person)
      return person
    })
    const failed = testInfo.status !== testInfo.expectedStatus
    if (failed) for (const person of people) await attachScene(person, testInfo)
    await Promise.all(people.map((person) => person.quit()))
    for (const { dataDir } of people) {
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    }
  },

  startAtHome: async ({ start, shell }, use) => {
    await use(async (name, options) => {
      const isDesktop = shell === 'desktop'
      const person = await start(name, { ...options, isAtHome: !isDesktop })
      if (isDesktop) await firstRun(person.page, name)
      await expect(person.page.getByRole('button', { name: 'New Space' })).toBeVisible()
      return person
    })
  },

  visit: async ({ browsers }, use) => {
    const closers: (() => Promise<void>)[] = []
    await use(async (url) => {
      const { page, close } = await openVisitor(url, { browsers })
      closers.push(close)
      return page
    })
    await Promise.all(closers.map((close) => close()))
  },

  relay: async ({ shell: _shell }, use) => {
    const relay = await startRelay()
    await use(relay)
    await relay.stop()
  },

  mailboxRelay: async ({ shell: _shell }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'foyer-mailbox-'))
    const file = join(folder, 'mailbox.sqlite')
    const relay = await startRelay(0, [], { FOYER_RELAY_MAILBOX_FILE: file })
    await use(relay)
    await relay.stop()
    rmSync(folder, { recursive: true, force: true })
  },
})

export { expect, type Page } from '@playwright/test'
