import type { Page } from '@playwright/test'
import { type DesktopApp, EndedBeforeReady, launchDesktop } from '../../electron-stand-in/launch.ts'
import { askHost, listenForLinks } from './rawBridge.ts'

export interface ProbeOptions {
  readonly main: string
  readonly dataDir: string
  /** How long each thing may take, in ms: long for an app that is right, short for a planted fault. */
  readonly patienceMs: number
}

const link = (name: string) => `foyer://join/#${name}`
const within = <T>(act: Promise<T>, what: string, ms: number): Promise<T> => {
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${ms} ms`)), ms)
  })
  return Promise.race([act, late]).finally(() => clearTimeout(timer))
}

/** What is wrong with a desktop app, seen from outside in a few seconds; nothing is the good case. */
export async function probe({ main, dataDir, patienceMs }: ProbeOptions): Promise<string[]> {
  const options = { main, node: process.execPath }
  const args = ['--data', dataDir]
  let app: DesktopApp
  try {
    app = await within(
      launchDesktop({ ...options, args: [...args, link('cold')] }),
      'start',
      4 * patienceMs,
    )
  } catch (error) {
    return [String(error)]
  }
  try {
    const page = await app.page('desktop', 2 * patienceMs)
    await inspectPage(page, patienceMs)
    const links = await listenForLinks(page)
    await app.evaluate(({ app }, url) => {
      app.emit('open-url', { preventDefault() {} }, url)
    }, link('mac'))
    const second = launchDesktop({ ...options, args: [...args, link('second')] })
    await within(assertLoses(second), 'the second start ends', 2 * patienceMs)
    for (const name of ['cold', 'mac', 'second']) {
      await within(links.hears(link(name)), `the host hears of ${link(name)}`, patienceMs)
    }
    await page.evaluate(() => {
      location.href = 'https://evil.example/'
    })
    await page.waitForTimeout(100)
    const complaints = await readComplaints(app, patienceMs)
    await app.evaluate(({ BrowserWindow }) => {
      for (const one of BrowserWindow.getAllWindows()) if (one.isVisible()) one.close()
    })
    await within(app.exited, 'closing the window ends the app', 2 * patienceMs)
    return complaints
  } catch (error) {
    return [String(error), ...(await readComplaints(app, patienceMs).catch(() => []))]
  } finally {
    await app.kill()
  }
}

async function inspectPage(page: Page, patienceMs: number): Promise<void> {
  await within(askHost(page, ['app', 'status']), 'the host answers', 2 * patienceMs)
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

async function readComplaints(app: DesktopApp, patienceMs: number): Promise<string[]> {
  const record = await within(app.record(), 'the record', patienceMs)
  if (!record) return []
  return [
    ...record.warnings,
    ...record.preloadErrors,
    ...record.foreignRequests,
    ...record.permissions.filter((one) => one.byDefault).map((one) => `granted: ${one.permission}`),
    ...(/\bError\b/.test(app.output()) ? [app.output()] : []),
  ]
}
