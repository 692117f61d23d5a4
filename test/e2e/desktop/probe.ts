import type { Page } from '@playwright/test'
import { type DesktopApp, EndedBeforeReady, launchDesktop } from '../../electron-stand-in/launch.ts'
import { askHost } from './rawBridge.ts'

export interface ProbeOptions {
  readonly main: string
  readonly dataDir: string
}

const link = (name: string) => `foyer://join/#${name}`
const patience = 4000

const within = <T>(act: Promise<T>, what: string, ms = patience): Promise<T> => {
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${ms} ms`)), ms)
  })
  return Promise.race([act, late]).finally(() => clearTimeout(timer))
}

/** What is wrong with a desktop app, seen from outside in a few seconds; nothing is the good case. */
export async function probe({ main, dataDir }: ProbeOptions): Promise<string[]> {
  const options = { main, node: process.execPath }
  const args = ['--data', dataDir]
  let app: DesktopApp
  try {
    app = await within(launchDesktop({ ...options, args: [...args, link('cold')] }), 'start', 8000)
  } catch (error) {
    return [String(error)]
  }
  try {
    const page = await app.page('desktop', patience)
    await inspectPage(page)
    await app.evaluate(({ app }, url) => {
      app.emit('open-url', { preventDefault() {} }, url)
    }, link('mac'))
    const second = launchDesktop({ ...options, args: [...args, link('second')] })
    await within(assertLoses(second), 'the second start ends')
    for (const name of ['cold', 'mac', 'second']) await hears(page, link(name))
    await page.evaluate(() => {
      location.href = 'https://evil.example/'
    })
    await page.waitForTimeout(100)
    const complaints = await readComplaints(app)
    await app.evaluate(({ BrowserWindow }) => {
      for (const one of BrowserWindow.getAllWindows()) if (one.isVisible()) one.close()
    })
    await within(app.exited, 'closing the window ends the app')
    return complaints
  } catch (error) {
    return [String(error), ...(await readComplaints(app).catch(() => []))]
  } finally {
    await app.kill()
  }
}

async function inspectPage(page: Page): Promise<void> {
  await within(askHost(page, ['app', 'status']), 'the host answers')
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

const hears = (page: Page, wanted: string) =>
  within(
    askHost(page, ['app', 'incomingLinks'], (value) => (value as { link: string }).link === wanted),
    `the host hears of ${wanted}`,
    // By now the host has answered before, so it is not merely slow.
    2000,
  )

/** The loser of the lock ends before it is ready, in good order. */
async function assertLoses(starting: Promise<DesktopApp>): Promise<void> {
  const outcome = await starting.catch((error: unknown) => error)
  if (outcome instanceof EndedBeforeReady && outcome.exitCode === 0) return
  if (outcome instanceof Error) throw outcome
  await (outcome as DesktopApp).kill()
  throw new Error('a second instance runs')
}

async function readComplaints(app: DesktopApp): Promise<string[]> {
  const record = await within(app.record(), 'the record')
  if (!record) return []
  return [
    ...record.warnings,
    ...record.preloadErrors,
    ...record.foreignRequests,
    ...record.permissions.filter((one) => one.byDefault).map((one) => `granted: ${one.permission}`),
    ...(/\bError\b/.test(app.output()) ? [app.output()] : []),
  ]
}
