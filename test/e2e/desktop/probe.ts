import type { Page } from '@playwright/test'
import { type DesktopApp, EndedBeforeReady, launchDesktop } from '../../electron-stand-in/launch.ts'
import { askHost, listenForLinks } from './rawBridge.ts'

export interface ProbeOptions {
  readonly main: string
  readonly dataDir: string
  /** What a planted fault is to be seen by: only what it names is not waited for as long as it may take. */
  readonly expected?: RegExp | undefined
}

/** How long a thing may take that a fault does not keep from happening, in ms: a failure, if it ends. */
const PATIENCE_MS = 60_000
/** How long to wait for what a planted fault keeps from happening, in ms. */
const FAULT_MS = 2000
/** How long a page is watched that may not leave, in ms. */
const LEAVE_MS = 300

const link = (name: string) => `foyer://join/#${name}`
const within = <T>(act: Promise<T>, what: string, expected: RegExp | undefined): Promise<T> => {
  const ms = expected?.test(`${what}: not within`) ? FAULT_MS : PATIENCE_MS
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${ms} ms`)), ms)
  })
  return Promise.race([act, late]).finally(() => clearTimeout(timer))
}

/** What is wrong with a desktop app, seen from outside in a few seconds; nothing is the good case. */
export async function probe({ main, dataDir, expected }: ProbeOptions): Promise<string[]> {
  const options = { main, node: process.execPath }
  const args = ['--data', dataDir]
  let app: DesktopApp
  try {
    app = await within(
      launchDesktop({ ...options, args: [...args, link('cold')] }),
      'start',
      expected,
    )
  } catch (error) {
    return [String(error)]
  }
  try {
    const page = await app.page('desktop', PATIENCE_MS)
    await inspectPage(page, expected)
    const links = await listenForLinks(page)
    await app.evaluate(({ app }, url) => {
      app.emit('open-url', { preventDefault() {} }, url)
    }, link('mac'))
    const second = launchDesktop({ ...options, args: [...args, link('second')] })
    await within(assertLoses(second), 'the second start ends', expected)
    for (const name of ['cold', 'mac', 'second']) {
      await within(links.hears(link(name)), `the host hears of ${link(name)}`, expected)
    }
    await page.evaluate((url) => {
      location.href = url
    }, ELSEWHERE)
    await seeWhetherItLeaves(app, expected)
    const complaints = await readComplaints(app)
    await app.evaluate(({ BrowserWindow }) => {
      for (const one of BrowserWindow.getAllWindows()) if (one.isVisible()) one.close()
    })
    await within(app.exited, 'closing the window ends the app', expected)
    return complaints
  } catch (error) {
    const complaints = await readComplaints(app).catch(() => [])
    return [String(error), ...complaints, app.output()]
  } finally {
    await app.kill()
  }
}

const ELSEWHERE = 'https://evil.example/'

/** A page that may leave does so in its own time; one that may not is given a moment. */
async function seeWhetherItLeaves(app: DesktopApp, expected: RegExp | undefined): Promise<void> {
  const deadline =
    Date.now() + (expected?.test(`the page navigated to ${ELSEWHERE}`) ? PATIENCE_MS : LEAVE_MS)
  while (Date.now() < deadline) {
    if ((await readComplaints(app)).some((one) => one.includes(ELSEWHERE))) return
    await new Promise((done) => setTimeout(done, 50))
  }
}

async function inspectPage(page: Page, expected: RegExp | undefined): Promise<void> {
  await within(askHost(page, ['app', 'status']), 'the host answers', expected)
  const problem = await page.evaluate(async () => {
    const { status } = await fetch('/desktop.html').catch(() => ({ status: 0 }))
    if (status !== 200) return `fetch answers ${status}`
    const script = document.createElement('script')
    script.textContent = 'window.inlineRan = true'
    document.head.append(script)
    if ('inlineRan' in window) return 'an inline script ran'
    window.open('https://example.com/')
    await navigator.mediaDevices.getUserMedia({ video: true }).catch(() => {})
    const place = await new Promise<string>((done) =>
      navigator.geolocation.getCurrentPosition(
        () => done('granted'),
        (error) => done(error.message),
      ),
    )
    return place === 'User denied Geolocation' ? undefined : `geolocation: ${place}`
  })
  if (problem) throw new Error(problem)
}

/** The loser of the lock ends before it is ready, in good order. */
async function assertLoses(starting: Promise<DesktopApp>): Promise<void> {
  const outcome = await starting.catch((error: unknown) => error)
  if (outcome instanceof EndedBeforeReady && outcome.exitCode === 0) return
  if (outcome instanceof Error) throw outcome
  await (outcome as DesktopApp).kill()
  throw new Error('a second instance runs')
}

async function readComplaints(app: DesktopApp): Promise<string[]> {
  const record = await within(app.record(), 'the record', undefined)
  if (!record) return []
  return [
    ...record.warnings,
    ...record.preloadErrors,
    ...record.foreignRequests,
    ...record.permissions.filter((one) => one.byDefault).map((one) => `granted: ${one.permission}`),
    ...(/\bError\b/.test(app.output()) ? [app.output()] : []),
  ]
}
