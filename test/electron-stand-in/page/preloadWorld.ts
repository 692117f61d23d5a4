import type { CloneCodec } from './clone.ts'
import type { WorldBridge } from './worldBridge.ts'

/** From the preload's world to the main process. */
export type FromPreload =
  | { type: 'send'; channel: string; args: string }
  | { type: 'preloadError'; message: string }
  | { type: 'permission'; id: string; permission: string }
  | { type: 'open'; url: string }

/** From the main process to the preload's world. */
export type ToPreload =
  | { type: 'message'; channel: string; args: string }
  | { type: 'permission'; id: string; granted: boolean }

export type PreloadFunction = (
  require: (name: string) => unknown,
  process: object,
  Buffer: undefined,
  global: object,
  exports: object,
  module: object,
) => void

interface PreloadWorld {
  readonly codec: CloneCodec
  readonly bridge: WorldBridge
  /** The binding to the main process. */
  readonly tell: (text: string) => void
  /** Name of the DOM event by which the page's world asks for a permission. */
  readonly askName: string
  /** … and by which it opens a window. */
  readonly openName: string
  readonly platform: string
  readonly run: PreloadFunction | undefined
}

/** The sandboxed world in which a preload script runs; source text for the page. */
export function startPreloadWorld(world: PreloadWorld) {
  const { codec, bridge, tell, askName, openName, platform, run } = world
  type Listener = (event: object, ...args: unknown[]) => void
  const listeners = new Map<string, Listener[]>()
  const say = (message: FromPreload) => tell(JSON.stringify(message))
  const strictly = <T extends object>(name: string, part: T): T =>
    new Proxy(part, {
      get(target, key) {
        if (key in target || typeof key === 'symbol') return Reflect.get(target, key)
        throw new Error(`[stand-in] ${name}.${key} is not implemented`)
      },
    })

  const ipcRenderer = strictly('ipcRenderer', {
    send(channel: string, ...args: unknown[]) {
      say({ type: 'send', channel, args: codec.encode(args) })
    },
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    removeListener(channel: string, listener: Listener) {
      const left = (listeners.get(channel) ?? []).filter((one) => one !== listener)
      listeners.set(channel, left)
      return ipcRenderer
    },
  })
  const electron = strictly('electron', {
    ipcRenderer,
    contextBridge: strictly('contextBridge', {
      exposeInMainWorld: (name: string, api: unknown) => bridge.expose(name, api),
    }),
  })

  const receive = (message: ToPreload) => {
    if (message.type === 'permission') {
      const detail = message.granted
      document.dispatchEvent(new CustomEvent(askName + message.id, { detail }))
      return
    }
    const args = codec.decode(message.args) as unknown[]
    for (const listener of listeners.get(message.channel) ?? []) listener({}, ...args)
  }
  const receiver = { value: (text: string) => receive(JSON.parse(text)) }
  Object.defineProperty(globalThis, '__standInReceive', receiver)

  const forward = (name: string, type: 'permission' | 'open') =>
    document.addEventListener(
      name,
      (event) => {
        event.stopImmediatePropagation()
        say({ type, ...(event as CustomEvent).detail })
      },
      true,
    )
  forward(askName, 'permission')
  forward(openName, 'open')

  // A sandboxed preload has no Node: it can ask for `electron` and nothing that reads files.
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  }
  const process = strictly('process', { platform, sandboxed: true, contextIsolated: true })
  const module = { exports: {} }
  try {
    run?.(require, process, undefined, globalThis, module.exports, module)
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    say({ type: 'preloadError', message })
  }
}
