import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

interface Waiting {
  readonly method: string
  resolve(result: unknown): void
  reject(error: Error): void
}

interface Message {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** One target of the browser, or the browser itself. Emits what Chromium reports, by method name. */
export class CdpSession extends EventEmitter {
  readonly #send: (method: string, params: object) => Promise<unknown>
  constructor(send: (method: string, params: object) => Promise<unknown>) {
    super()
    this.#send = send
    this.setMaxListeners(0)
  }
  send<T = unknown>(method: string, params: object = {}): Promise<T> {
    return this.#send(method, params) as Promise<T>
  }
  /** For acts on something that may be gone by now. */
  tell(method: string, params: object = {}): void {
    this.#send(method, params).catch(() => {})
  }
}

export interface ChromiumOptions {
  readonly program: string
  readonly userDataDir: string
  readonly args: readonly string[]
}

/** Chromium, driven over a pipe; `endpoint` is the WebSocket address for Playwright. */
export class Chromium {
  readonly root: CdpSession
  readonly child: ChildProcess
  endpoint = ''
  isClosed = false
  #count = 0
  #errors = ''
  readonly #waiting = new Map<number, Waiting>()
  readonly #sessions = new Map<string, CdpSession>()

  static async launch({ program, userDataDir, args }: ChromiumOptions): Promise<Chromium> {
    mkdirSync(userDataDir, { recursive: true })
    const portFile = join(userDataDir, 'DevToolsActivePort')
    rmSync(portFile, { force: true })
    const debugging = ['--remote-debugging-pipe', '--remote-debugging-port=0']
    const child = spawn(program, [...debugging, `--user-data-dir=${userDataDir}`, ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    })
    const chromium = new Chromium(child)
    await chromium.root.send('Browser.getVersion')
    chromium.endpoint = await readEndpoint(portFile)
    return chromium
  }

  private constructor(child: ChildProcess) {
    this.child = child
    this.root = this.#createSession(undefined)
    child.stderr?.on('data', (part) => {
      this.#errors = (this.#errors + part).slice(-4000)
    })
    this.#read(child.stdio[4] as Readable)
    child.stdio[3]?.on('error', () => {})
    child.on('exit', () => this.#close())
  }

  get errors(): string {
    return this.#errors
  }

  session(id: string): CdpSession {
    const known = this.#sessions.get(id) ?? this.#createSession(id)
    this.#sessions.set(id, known)
    return known
  }

  #createSession(sessionId: string | undefined): CdpSession {
    return new CdpSession((method, params) => {
      if (this.isClosed) return Promise.reject(new Error(`${method}: Chromium is closed`))
      this.#count += 1
      const id = this.#count
      return new Promise((resolve, reject) => {
        this.#waiting.set(id, { method, resolve, reject })
        const pipe = this.child.stdio[3] as Writable
        pipe.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      })
    })
  }

  /** Messages are JSON, each ended by a zero byte. */
  #read(pipe: Readable): void {
    let parts: Buffer[] = []
    pipe.on('data', (data: Buffer) => {
      let from = 0
      for (let end = data.indexOf(0); end >= 0; end = data.indexOf(0, from)) {
        parts.push(data.subarray(from, end))
        this.#receive(JSON.parse(Buffer.concat(parts).toString()))
        parts = []
        from = end + 1
      }
      parts.push(data.subarray(from))
    })
  }

  #receive({ id, sessionId, method, params, result, error }: Message): void {
    if (id !== undefined) {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error) waiting?.reject(new Error(`${waiting.method}: ${error.message}`))
      else waiting?.resolve(result)
    } else if (method) {
      const session = sessionId ? this.session(sessionId) : this.root
      session.emit(method, params)
    }
  }

  #close(): void {
    this.isClosed = true
    for (const { method, reject } of this.#waiting.values()) {
      reject(new Error(`${method}: Chromium ended. ${this.#errors.slice(-800)}`))
    }
    this.#waiting.clear()
    this.root.emit('closed')
  }
}

async function readEndpoint(file: string): Promise<string> {
  for (let left = 2400; left > 0; left -= 1) {
    try {
      const [port, path] = readFileSync(file, 'utf8').split('\n')
      if (path) return `ws://127.0.0.1:${port}${path}`
    } catch {}
    await new Promise((done) => setTimeout(done, 25))
  }
  throw new Error('[stand-in] Chromium opened no debugging port')
}
