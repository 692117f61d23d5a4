import { EventEmitter } from 'node:events'
import type { CdpSession } from '../cdp.ts'
import { createCloneCodec } from '../page/clone.ts'
import type { FromPreload, ToPreload } from '../page/preloadWorld.ts'
import { strict } from '../strict.ts'
import { schemeOf, toChromium, toElectron } from './appUrls.ts'
import { ipcMain } from './ipcMain.ts'
import { bindingName, createPageScripts, preloadWorld } from './pageScripts.ts'
import { permissionNames } from './permissionNames.ts'
import { record } from './record.ts'
import { type SessionParts, sessionParts } from './session.ts'
import { chromium, createEvent, internals, state } from './state.ts'

const codec = createCloneCodec()
const living = new Set<StandInContents>()
let count = 0

export const allContents = (): readonly StandInContents[] => [...living]

/** Chromium's targets that are windows of the app; all others are closed when they appear. */
export const knownTargets = new Set<string>()

/** Set while a target is being created, because Chromium reports it before it is known. */
export const creation = { running: 0 }

/** A page of Chromium with the members of Electron's `WebContents` that the app uses. */
export class StandInContents {
  readonly emitter = new EventEmitter()
  readonly facade: Electron.WebContents
  readonly parts: SessionParts
  readonly id: number
  /** The address that `loadURL` asked for; another document is a navigation by the page. */
  expectedUrl: string | undefined
  targetId = ''
  isDestroyed = false
  readonly #created: Promise<void>
  readonly #frames = new Set<string>()
  #session: CdpSession | undefined
  #preloadContext: number | undefined
  #url = ''
  #openHandler: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | undefined
  /** Messages keep their order although each is an evaluation. */
  #sending: Promise<unknown> = Promise.resolve()

  constructor(preferences: Electron.WebPreferences) {
    count += 1
    this.id = count
    this.emitter.setMaxListeners(0)
    this.parts = sessionParts(preferences.partition)
    this.facade = this.#createFacade()
    living.add(this)
    this.#created = this.#create(preferences.preload)
    this.#created.catch((error) => record.warnings.push(`window: ${String(error)}`))
    internals.emit('web-contents-created', this.facade)
  }

  getURL(): string {
    return this.#url === '' || this.#url === 'about:blank' ? '' : toElectron(this.#url)
  }

  ownsFrame(frameId: string): boolean {
    return frameId === this.targetId || this.#frames.has(frameId)
  }

  #createFacade(): Electron.WebContents {
    const { emitter } = this
    const members: Partial<Electron.WebContents> = {
      id: this.id,
      session: this.parts.session,
      getURL: () => this.getURL(),
      isDestroyed: () => this.isDestroyed,
      send: (channel, ...args) => this.#send(channel, args),
      setWindowOpenHandler: (handler) => {
        this.#openHandler = handler
      },
    }
    const facade = strict<Electron.WebContents>('webContents', Object.assign(emitter, members))
    Object.defineProperty(emitter, 'mainFrame', { get: () => this.#frame() })
    return facade
  }

  #frame(): Electron.WebFrameMain {
    const url = this.getURL()
    const members = { url, parent: null, detached: false, isDestroyed: () => false }
    return strict<Electron.WebFrameMain>('webFrame', members)
  }

  async #create(preload: string | undefined): Promise<void> {
    const browserContextId = await this.parts.contextId
    creation.running += 1
    const { root } = chromium()
    const { targetId } = await root.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...(browserContextId && { browserContextId }),
    })
    knownTargets.add(targetId)
    creation.running -= 1
    this.targetId = targetId
    const { sessionId } = await root.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    })
    const session = chromium().session(sessionId)
    this.#session = session
    this.#listen(session)
    for (const domain of ['Page', 'Runtime', 'Inspector']) await session.send(`${domain}.enable`)
    await session.send('Runtime.addBinding', {
      name: bindingName,
      executionContextName: preloadWorld,
    })
    await this.#install(session, preload)
  }

  async #install(session: CdpSession, preload: string | undefined): Promise<void> {
    const { scripts, problem } = createPageScripts(preload)
    if (problem) {
      record.preloadErrors.push(problem)
      this.emitter.emit('preload-error', createEvent(), preload, new Error(problem))
    }
    const add = 'Page.addScriptToEvaluateOnNewDocument'
    await session.send(add, { source: scripts.main })
    await session.send(add, { worldName: preloadWorld, source: scripts.preload })
  }

  #listen(session: CdpSession): void {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const isOurs = context.name === preloadWorld && context.auxData?.frameId === this.targetId
      if (isOurs) this.#preloadContext = context.id
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (this.#preloadContext === executionContextId) this.#preloadContext = undefined
    })
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === bindingName) this.#receive(JSON.parse(payload))
    })
    session.on('Runtime.consoleAPICalled', ({ type, args }) => {
      const words = args.map((one: { value?: unknown; description?: string }) =>
        String(one.value ?? one.description),
      )
      record.console.push(`${type}: ${words.join(' ')}`)
    })
    session.on('Page.frameAttached', ({ frameId }) => this.#frames.add(frameId))
    session.on('Page.frameNavigated', ({ frame }) => {
      if (!frame.parentId) this.#url = frame.url
    })
    session.on('Page.loadEventFired', () => {
      if (this.getURL() !== '') this.emitter.emit('did-finish-load', createEvent())
    })
    session.on('Page.windowOpen', (opening) => this.#decideOpening(opening))
    session.on('Inspector.targetCrashed', () => {
      this.#preloadContext = undefined
      const details = { reason: 'crashed', exitCode: 1 }
      this.emitter.emit('render-process-gone', createEvent(), details)
    })
  }

  /** The opened target itself is closed by boot.ts; only the app's decision is of interest. */
  #decideOpening({ url }: { url: string }): void {
    const details = { url: toElectron(url) } as Electron.HandlerDetails
    const action = this.#openHandler?.(details).action ?? 'allow'
    if (action === 'allow') record.warnings.push(`window.open(${details.url}) was allowed`)
    record.windowOpens.push({ url: details.url, action })
  }

  #receive(message: FromPreload): void {
    if (message.type === 'send') {
      const event = createEvent({ sender: this.facade, senderFrame: this.#frame(), type: 'frame' })
      const args = codec.decode(message.args) as unknown[]
      if (!ipcMain.emit(message.channel, event, ...args)) {
        record.warnings.push(`nobody listens on the channel ${message.channel}`)
      }
    } else if (message.type === 'preloadError') {
      record.preloadErrors.push(message.message)
      this.emitter.emit('preload-error', createEvent(), '', new Error(message.message))
    } else if (message.type === 'open') this.#decideOpening(message)
    else void this.#decidePermission(message.id, message.permission)
  }

  async #decidePermission(id: string, permission: string): Promise<void> {
    const requestingUrl = this.getURL()
    const { ask } = this.parts.permission
    // Electron grants what nobody refuses.
    const granted = await new Promise<boolean>((resolve) => {
      if (!ask) resolve(true)
      else {
        const details = { requestingUrl, isMainFrame: true }
        ask(this.facade, permission as Parameters<typeof ask>[1], resolve, details)
      }
    })
    record.permissions.push({ permission, origin: requestingUrl, granted, byDefault: !ask })
    const browserContextId = await this.parts.contextId
    for (const name of permissionNames(permission)) {
      await chromium()
        .root.send('Browser.setPermission', {
          origin: new URL(toChromium(requestingUrl)).origin,
          permission: { name },
          setting: granted ? 'granted' : 'denied',
          ...(browserContextId && { browserContextId }),
        })
        .catch((error) => record.warnings.push(String(error)))
    }
    this.#tell({ type: 'permission', id, granted })
  }

  #send(channel: string, args: unknown[]): void {
    if (this.isDestroyed) throw new TypeError('Object has been destroyed')
    this.#tell({ type: 'message', channel, args: codec.encode(args) })
  }

  #tell(message: ToPreload): void {
    const text = JSON.stringify(JSON.stringify(message))
    this.#sending = this.#sending.then(() => {
      if (this.#preloadContext === undefined || this.isDestroyed) return
      return this.#session
        ?.send('Runtime.evaluate', {
          contextId: this.#preloadContext,
          expression: `globalThis.__standInReceive?.(${text})`,
        })
        .catch(() => {})
    })
  }

  async loadURL(url: string): Promise<void> {
    await this.#created
    const scheme = schemeOf(url)
    const privileges = state.schemes.get(scheme)
    if (!privileges?.standard || !privileges.secure) {
      throw new Error(`[stand-in] ${scheme}: must be registered, standard and secure, before ready`)
    }
    if (!this.parts.handlers.has(scheme)) {
      throw new Error(`ERR_UNKNOWN_URL_SCHEME (-302) loading '${url}'`)
    }
    this.expectedUrl = toChromium(url)
    const loaded = new Promise((resolve) => this.emitter.once('did-finish-load', resolve))
    const { errorText } = (await this.#session?.send<{ errorText?: string }>('Page.navigate', {
      url: this.expectedUrl,
    })) ?? { errorText: 'ERR_FAILED' }
    if (errorText) throw new Error(`${errorText.replace('net::', '')} (-2) loading '${url}'`)
    await loaded
  }

  destroy(): void {
    if (this.isDestroyed) return
    this.isDestroyed = true
    living.delete(this)
    void this.#created.then(
      () => chromium().root.tell('Target.closeTarget', { targetId: this.targetId }),
      () => {},
    )
    this.emitter.emit('destroyed')
  }
}
