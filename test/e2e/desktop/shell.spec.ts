import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type EndedBeforeReady, launchDesktop } from '../../electron-stand-in/launch.ts'
import { desktopMain, launchDesktopShell, type OpenDesktop } from '../shells/desktop.ts'
import { askHost, listenForLinks } from './rawBridge.ts'

let dataDir: string
let shell: OpenDesktop | undefined

const createFolder = () => {
  dataDir = mkdtempSync(join(tmpdir(), 'foyer-shell-'))
}
async function end(): Promise<void> {
  await shell?.quit()
  shell = undefined
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}
async function open(args: readonly string[] = [], env = {}): Promise<OpenDesktop> {
  shell = await launchDesktopShell({ dataDir, args, env })
  return shell
}

// These leave the app as it was, so one is started for all of them.
test.describe('while it runs', () => {
  test.describe.configure({ mode: 'default' })
  test.beforeAll(async () => {
    createFolder()
    await open()
  })
  test.afterAll(end)

  /** The app, with its page loaded anew. */
  async function running(): Promise<OpenDesktop> {
    if (!shell) throw new Error('the app does not run')
    await shell.page.reload()
    return shell
  }

  test('both pages load from app:// in a secure context, without a warning', async () => {
    const { app, page } = await running()
    const transport = await app.page('transport')
    for (const one of [page, transport]) {
      expect(await one.evaluate(() => isSecureContext)).toBe(true)
      expect(
        await one.evaluate(() =>
          Object.keys((window as unknown as { foyer: object }).foyer).sort(),
        ),
      ).toEqual(['close', 'onClose', 'onMessage', 'send'])
    }
    const record = await app.record()
    expect(record?.warnings ?? []).toEqual([])
    expect(record?.preloadErrors ?? []).toEqual([])
    expect(record?.foreignRequests ?? []).toEqual([])
  })

  test('a page sees nothing of Node or Electron', async () => {
    const { page } = await running()
    const seen = await page.evaluate(() =>
      ['require', 'process', 'Buffer', 'module', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
    )
    expect(seen).toEqual([])
  })

  test('the host answers a page, and a reloaded page anew', async () => {
    const { page } = await running()
    expect(await askHost(page, ['app', 'status'])).toHaveProperty('phase')
    await page.reload()
    expect(await askHost(page, ['app', 'status'])).toHaveProperty('phase')
  })

  test('no address leads out of the built pages', async () => {
    const { page } = await running()
    const statuses = await page.evaluate(async () => {
      const paths = [
        '/..%2fmain%2felectron.js',
        '/%2e%2e/main/electron.js',
        '/assets/',
        '/nowhere.js',
      ]
      return Promise.all(paths.map(async (path) => (await fetch(path)).status))
    })
    expect(statuses).toEqual([404, 404, 404, 404])
  })

  test('the content security policy holds in the page', async () => {
    const { page } = await running()
    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      document.head.append(script)
      const fetched = await fetch('https://evil.example/').catch((error) => error.message)
      return { inlineRan: 'inlineRan' in window, fetched }
    })
    expect(outcome.inlineRan).toBe(false)
    expect(outcome.fetched).toMatch(/fail|refused|violat/i)
  })

  test('camera and microphone are granted to the app, geolocation is not', async () => {
    const { page, app } = await running()
    const answers = await page.evaluate(async () => ({
      media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error) => error.name,
      ),
      place: await new Promise((done) =>
        navigator.geolocation.getCurrentPosition(
          () => done('granted'),
          () => done('denied'),
        ),
      ),
    }))
    expect(answers).toEqual({ media: 'granted', place: 'denied' })
    expect((await app.record())?.permissions.filter((one) => one.byDefault) ?? []).toEqual([])
  })

  test('a window is never opened, and only https leaves for the system’s browser', async () => {
    const { page, app } = await running()
    await app.evaluate(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      shell.openExternal = async (url) => {
        opened.push(url)
      }
    })
    await page.evaluate(() => {
      const urls = [
        'https://example.com/a',
        'http://example.com/b',
        'file:///etc/passwd',
        'smb://x/y',
      ]
      for (const url of urls) window.open(url)
    })
    const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
    await expect.poll(opened).toEqual(['https://example.com/a'])
    expect(app.pages().filter((one) => /example|passwd/.test(one.url()))).toEqual([])
  })

  test('a link to a new window leaves for the system’s browser', async () => {
    const { page, app } = await running()
    await app.evaluate(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      shell.openExternal = async (url) => {
        opened.push(url)
      }
    })
    await page.evaluate(() => {
      const link = document.createElement('a')
      Object.assign(link, { href: 'https://example.com/link', target: '_blank', rel: 'noopener' })
      document.body.append(link)
      link.click()
    })
    const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
    await expect.poll(opened).toEqual(['https://example.com/link'])
  })

  test('a page cannot leave the app', async () => {
    const { page, app } = await running()
    await page.evaluate(() => {
      location.href = 'https://evil.example/'
    })
    await page.waitForTimeout(300)
    expect(new URL(page.url()).pathname).toBe('/desktop.html')
    expect((await app.record())?.foreignRequests ?? []).toEqual([])
  })

  test('an invitation that macOS opens reaches the host', async () => {
    const { page, app } = await running()
    const links = await listenForLinks(page)
    const isPrevented = await app.evaluate(({ app }) => {
      let prevented = false
      const event = {
        preventDefault() {
          prevented = true
        },
      }
      app.emit('open-url', event, 'foyer://join/#mac')
      return prevented
    })
    expect(isPrevented).toBe(true)
    await links.hears('foyer://join/#mac')
  })

  test('a trial profile does not become the computer’s handler of invitations', async () => {
    const { app } = await running()
    expect((await app.record())?.protocolClients ?? []).toEqual([])
  })
})

test.describe('from start to end', () => {
  test.beforeEach(createFolder)
  test.afterEach(end)

  test('an invitation among the arguments of the first start reaches the host', async () => {
    const { page } = await open(['foyer://join/#cold'])
    await (await listenForLinks(page)).hears('foyer://join/#cold')
  })

  test('a second start hands its invitation to the first, shows it, and ends', async () => {
    const { page, app } = await open()
    const links = await listenForLinks(page)
    await app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) window.minimize()
    })
    const second = launchDesktop({
      main: desktopMain,
      args: ['--data', dataDir, 'foyer://join/#second'],
      node: process.execPath,
    })
    await expect(second).rejects.toMatchObject({ exitCode: 0 } satisfies Partial<EndedBeforeReady>)
    await links.hears('foyer://join/#second')
    const isMinimized = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().at(-1)?.isMinimized(),
    )
    expect(isMinimized).toBe(false)
  })

  test('closing the window quits, although the hidden window is still there', async () => {
    const { app } = await open()
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find((one) => one.isVisible())
        ?.close()
    })
    expect(await app.exited).toBe(0)
  })

  test('the window opens where it was', async () => {
    const { app } = await open()
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()
        .find((one) => one.isVisible())
        ?.setBounds({ x: 40, y: 60, width: 1000, height: 700 })
    })
    await shell?.quit()
    const again = await open()
    const bounds = await again.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((one) => one.isVisible())
        ?.getNormalBounds(),
    )
    expect(bounds).toEqual({ x: 40, y: 60, width: 1000, height: 700 })
  })

  test('the browser engine writes nothing of the pages to disk', async () => {
    const { page, app } = await open()
    await page.evaluate(() => localStorage.setItem('canary', 'plaintext-canary-7f3a'))
    await page.evaluate(
      () =>
        new Promise<void>((done) => {
          const request = indexedDB.open('canary-db', 1)
          request.onupgradeneeded = () => request.result.createObjectStore('store').put('x', 'k')
          request.onsuccess = () => done()
        }),
    )
    await app.close()
    expect(filesContaining(dataDir, ['plaintext-canary-7f3a', 'canary-db'])).toEqual([])
  })
})

function filesContaining(folder: string, texts: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .filter((file) => {
      const content = readFileSync(file)
      return texts.some((text) => content.includes(text) || file.includes(text))
    })
}
