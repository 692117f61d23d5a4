import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { _electron, type Browser, chromium, type Page } from '@playwright/test'
import type { EvaluateInStandIn, FromStandIn } from './main/boot.ts'
import type { StandInRecord } from './main/record.ts'

export interface LaunchOptions {
  /** The built main script. */
  readonly main: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The pinned Node, which runs the stand-in. */
  readonly node: string
}

/** How long an app may take to end, in ms. */
const END_MS = 30_000

type Evaluated<A, R> = (electron: typeof Electron, arg: A) => R | Promise<R>

/** The running desktop app, in real Electron or in the stand-in. */
export interface DesktopApp {
  readonly isStandIn: boolean
  /** What it has printed so far. */
  readonly output: () => string
  /** The page whose address ends in `/<name>.html`, once it is there. */
  page(name: string, patienceMs?: number): Promise<Page>
  pages(): readonly Page[]
  evaluate<A, R>(act: Evaluated<A, R>, arg?: A): Promise<R>
  /** Undefined in real Electron. */
  record(): Promise<StandInRecord | undefined>
  /** Resolves with the exit code, when the app ends by itself or was closed. */
  readonly exited: Promise<number | null>
  /** Quits as the person would. */
  close(): Promise<number | null>
  /** As a power cut does. */
  kill(): Promise<void>
}

/** The app ended before it was ready, as the loser of the single instance lock does. */
export class EndedBeforeReady extends Error {
  readonly exitCode: number | null
  constructor(exitCode: number | null, output: string) {
    super(`The app ended with ${exitCode} before it was ready.\n${output}`)
    this.exitCode = exitCode
  }
}

/** The path of real Electron's binary, where it was downloaded. */
export function electronBinary(): string | undefined {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
    const binary = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
    return existsSync(binary) ? binary : undefined
  } catch {
    return undefined
  }
}

/** Starts the desktop app; in real Electron where there is one and `FOYER_STAND_IN` is not set. */
export async function launchDesktop(options: LaunchOptions): Promise<DesktopApp> {
  const binary = process.env.FOYER_STAND_IN ? undefined : electronBinary()
  return binary ? launchElectron(binary, options) : launchStandIn(options)
}

async function launchElectron(binary: string, options: LaunchOptions): Promise<DesktopApp> {
  const { main, args = [], env = {} } = options
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = await _electron.launch({
    executablePath: binary,
    args: [...sandbox, main, ...args],
    env: { ...(process.env as Record<string, string>), ...env },
  })
  let output = ''
  app.process().stdout?.on('data', (part) => {
    output += part
  })
  const exited = new Promise<number | null>((done) => app.process().once('exit', done))
  return {
    isStandIn: false,
    output: () => output,
    pages: () => app.windows(),
    page: (name, patienceMs) => findPage({ pages: () => app.windows(), name, patienceMs, exited }),
    evaluate: (act, arg) => app.evaluate(act as never, arg),
    record: async () => undefined,
    exited,
    async close() {
      await app.close()
      return exited
    },
    async kill() {
      app.process().kill('SIGKILL')
      await exited
    },
  }
}

async function launchStandIn({
  main,
  args = [],
  env = {},
  node,
}: LaunchOptions): Promise<DesktopApp> {
  const register = new URL('./register.mjs', import.meta.url).href
  const child = fork(main, [...args], {
    execPath: node,
    execArgv: ['--import', register, '--disable-warning=ExperimentalWarning'],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part) => {
      output = (output + part).slice(-50_000)
      if (process.env.FOYER_STAND_IN_DEBUG) process.stderr.write(part)
    })
  }
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  const endpoint = await Promise.race([
    readEndpoint(child),
    exited.then((code) => Promise.reject(new EndedBeforeReady(code, output))),
  ])
  const browser = await chromium.connectOverCDP(endpoint).catch(async (error) => {
    // The app that ends while it is being connected to says why; another one is of no use any more.
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS)
    const code = await exited
    clearTimeout(timer)
    throw code === null ? error : new EndedBeforeReady(code, output)
  })
  return createStandInApp({ child, browser, exited, output: () => output })
}

function readEndpoint(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('message', (message: FromStandIn) => {
      if (message.type === 'ready') resolve(message.endpoint)
    })
  })
}

interface StandInParts {
  readonly child: ChildProcess
  readonly browser: Browser
  readonly exited: Promise<number | null>
  readonly output: () => string
}

function createStandInApp({ child, browser, exited, output }: StandInParts): DesktopApp {
  const evaluate = createEvaluate(child, exited)
  const pages = () => browser.contexts().flatMap((context) => context.pages())
  return {
    isStandIn: true,
    output,
    pages,
    page: (name, patienceMs) => findPage({ pages, name, patienceMs, exited }),
    evaluate,
    record: () => evaluate(() => (globalThis as { standInRecord?: StandInRecord }).standInRecord),
    exited,
    async close() {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), END_MS)
      const code = await exited
      clearTimeout(timer)
      await browser.close().catch(() => {})
      return code
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
      await browser.close().catch(() => {})
    },
  }
}

function createEvaluate(child: ChildProcess, exited: Promise<number | null>) {
  let count = 0
  return <A, R>(act: Evaluated<A, R>, arg?: A): Promise<R> => {
    count += 1
    const id = count
    const answered = new Promise<R>((resolve, reject) => {
      const receive = (message: FromStandIn) => {
        if (message.type === 'ready' || message.id !== id) return
        child.off('message', receive)
        if (message.type === 'result') resolve(message.value as R)
        else reject(new Error(message.message))
      }
      child.on('message', receive)
      const asked: EvaluateInStandIn = { id, source: String(act), arg }
      child.send(asked, (error) => error && reject(error))
    })
    const ended = exited.then((code) => Promise.reject(new Error(`The app ended with ${code}.`)))
    return Promise.race([answered, ended])
  }
}

interface PageSearch {
  readonly pages: () => readonly Page[]
  readonly name: string
  readonly patienceMs?: number | undefined
  readonly exited: Promise<unknown>
}

async function findPage({ pages, name, patienceMs = 60_000, exited }: PageSearch): Promise<Page> {
  let isOver = false
  void exited.then(() => {
    isOver = true
  })
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline && !isOver) {
    const page = pages().find((one) => new URL(one.url()).pathname === `/${name}.html`)
    if (page) {
      await page.waitForLoadState('domcontentloaded')
      return page
    }
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(isOver ? 'The app ended.' : `The ${name} page did not appear.`)
}
