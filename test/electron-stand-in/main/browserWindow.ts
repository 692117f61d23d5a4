import { EventEmitter } from 'node:events'
import { strict } from '../strict.ts'
import { assertReady, createEvent, internals, state } from './state.ts'
import { StandInContents } from './webContents.ts'

/** Preferences that the stand-in honours by being built so; anything else must not pass as tested. */
const safe: Readonly<Record<string, unknown>> = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
}
const free = new Set(['preload', 'partition', 'backgroundThrottling', 'devTools'])
const options = new Set(
  'x y width height minWidth minHeight show title autoHideMenuBar backgroundColor webPreferences icon'.split(
    ' ',
  ),
)

function assertKnown(given: Electron.BrowserWindowConstructorOptions): void {
  for (const name of Object.keys(given)) {
    if (!options.has(name)) throw new Error(`[stand-in] BrowserWindow option ${name}`)
  }
  for (const [name, value] of Object.entries(given.webPreferences ?? {})) {
    if (free.has(name) || safe[name] === value) continue
    throw new Error(`[stand-in] webPreferences.${name} = ${String(value)} is not implemented`)
  }
}

const windows = new Map<number, BrowserWindow>()

/** A window without a frame: bounds, visibility and focus are remembered, not drawn. */
export class BrowserWindow extends EventEmitter {
  readonly id: number
  readonly webContents: Electron.WebContents
  readonly #contents: StandInContents
  readonly #shown = { visible: true, minimized: false, maximized: false }
  #bounds: Electron.Rectangle

  constructor(given: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    assertReady('Cannot create BrowserWindow')
    assertKnown(given)
    this.#bounds = { x: 0, y: 0, width: 800, height: 600, ...pickBounds(given) }
    this.#shown.visible = given.show ?? true
    this.#contents = new StandInContents(given.webPreferences ?? {})
    this.webContents = this.#contents.facade
    this.id = this.#contents.id
    this.#contents.emitter.once('did-finish-load', () => this.emit('ready-to-show', createEvent()))
    const window = strict<BrowserWindow>('BrowserWindow', this)
    for (const key of Object.getOwnPropertyNames(BrowserWindow.prototype)) bind(this, key)
    windows.set(this.id, window)
    // biome-ignore lint/correctness/noConstructorReturn: what is missing must throw
    return window
  }

  static getAllWindows = (): BrowserWindow[] => [...windows.values()]
  static fromWebContents = (contents: Electron.WebContents): BrowserWindow | null =>
    BrowserWindow.getAllWindows().find((one) => one.webContents === contents) ?? null

  loadURL(url: string) {
    return this.#contents.loadURL(url)
  }
  show() {
    this.#shown.visible = true
  }
  hide() {
    this.#shown.visible = false
  }
  focus() {
    this.emit('focus', createEvent())
  }
  minimize() {
    this.#shown.minimized = true
  }
  restore() {
    this.#shown.minimized = false
  }
  maximize() {
    this.#shown.maximized = true
  }
  isVisible() {
    return this.#shown.visible
  }
  isMinimized() {
    return this.#shown.minimized
  }
  isMaximized() {
    return this.#shown.maximized
  }
  isDestroyed() {
    return this.#contents.isDestroyed
  }
  getNormalBounds() {
    return { ...this.#bounds }
  }
  setBounds(bounds: Partial<Electron.Rectangle>) {
    this.#bounds = { ...this.#bounds, ...bounds }
  }
  close() {
    if (this.isDestroyed()) return
    const event = createEvent()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }
  destroy() {
    if (this.isDestroyed()) return
    this.#contents.destroy()
    windows.delete(this.id)
    this.emit('closed')
    if (windows.size === 0 && !state.isQuitting) internals.emit('window-all-closed')
  }
}

/** Private members refuse the proxy as `this`. */
function bind(window: BrowserWindow, key: string): void {
  const member = (window as unknown as Record<string, unknown>)[key]
  if (key === 'constructor' || typeof member !== 'function') return
  Object.defineProperty(window, key, { value: member.bind(window), configurable: true })
}

function pickBounds({ x, y, width, height }: Electron.BrowserWindowConstructorOptions) {
  const given = Object.entries({ x, y, width, height }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Partial<Electron.Rectangle>
}
