import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { strict } from '../strict.ts'
import { BrowserWindow } from './browserWindow.ts'
import { record } from './record.ts'
import { SingleInstance } from './singleInstance.ts'
import { createEvent, internals, state } from './state.ts'

const emitter = new EventEmitter()
const paths = new Map<string, string>()
const ready = new Promise<void>((resolve) => internals.once('ready', resolve))
let name = 'Electron'
let lock: SingleInstance | undefined

function getPath(kind: string): string {
  if (kind === 'userData') return paths.get(kind) ?? join(homedir(), '.config', name)
  throw new Error(`[stand-in] app.getPath(${kind}) is not implemented`)
}

/** Ends Chromium and the process; nothing of the app runs after this. */
export async function endProcess(code: number): Promise<void> {
  state.isQuitting = true
  lock?.release()
  const running = state.chromium
  if (running && !running.isClosed) {
    const closed = new Promise((resolve) => running.child.once('exit', resolve))
    running.root.tell('Browser.close')
    const timer = setTimeout(() => running.child.kill('SIGKILL'), 4000)
    await closed
    clearTimeout(timer)
  }
  process.exit(code)
}

/** `before-quit`, each window's `close`, `will-quit`, `quit`; the first three can say no. */
function quit(): void {
  if (state.isQuitting) return
  state.isQuitting = true
  setImmediate(() => {
    if (isPrevented('before-quit')) return
    for (const window of BrowserWindow.getAllWindows()) {
      window.close()
      if (!window.isDestroyed()) {
        state.isQuitting = false
        return
      }
    }
    if (isPrevented('will-quit')) return
    emitter.emit('quit', createEvent(), 0)
    void endProcess(0)
  })
}

function isPrevented(name: string): boolean {
  const event = createEvent()
  emitter.emit(name, event)
  if (event.defaultPrevented) state.isQuitting = false
  return event.defaultPrevented
}

const members: Partial<Electron.App> = {
  isPackaged: false,
  whenReady: () => ready,
  isReady: () => state.isReady,
  getName: () => name,
  setName(given) {
    name = given
  },
  getPath,
  setPath(kind, path) {
    if (!isAbsolute(path)) throw new Error('Path must be absolute')
    if (!existsSync(path)) throw new Error(`Failed to set path: ${path} does not exist`)
    if (state.isReady) record.warnings.push(`setPath(${kind}) after ready`)
    paths.set(kind, path)
  },
  setAppUserModelId() {},
  setAsDefaultProtocolClient(protocol) {
    record.protocolClients.push(protocol)
    return true
  },
  requestSingleInstanceLock() {
    lock ??= new SingleInstance(getPath('userData'))
    return lock.request(({ argv, cwd }) => {
      void ready.then(() => emitter.emit('second-instance', createEvent(), argv, cwd, undefined))
    })
  },
  quit,
  exit: (code = 0) => void endProcess(code),
}

export const app = strict<Electron.App>('app', Object.assign(emitter, members))

internals.on('web-contents-created', (contents) =>
  emitter.emit('web-contents-created', createEvent(), contents),
)
internals.on('window-all-closed', () => {
  if (!emitter.emit('window-all-closed')) quit()
})
internals.on('ready', () => emitter.emit('ready', createEvent(), {}))
