import { strict } from '../strict.ts'
import { record } from './record.ts'
import { assertReady, chromium, state } from './state.ts'

type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>

/** What the stand-in keeps of a session beside what the app sees of it. */
export interface SessionParts {
  readonly session: Electron.Session
  readonly handlers: Map<string, (request: Request) => Response | Promise<Response>>
  readonly permission: { ask: RequestHandler | null; hasCheck: boolean }
  /** Chromium's browser context; undefined is the default one. */
  readonly contextId: Promise<string | undefined>
}

const parts = new Map<string, SessionParts>()

function createSession(createContext: () => Promise<string | undefined>): SessionParts {
  const handlers: SessionParts['handlers'] = new Map()
  const permission: SessionParts['permission'] = { ask: null, hasCheck: false }
  const protocol = strict<Electron.Protocol>('session.protocol', {
    handle(scheme, handler) {
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      handlers.set(scheme, handler)
    },
    isProtocolHandled: (scheme) => handlers.has(scheme),
  })
  const session = strict<Electron.Session>('session', {
    protocol,
    setPermissionRequestHandler(handler) {
      permission.ask = handler
    },
    setPermissionCheckHandler(handler) {
      permission.hasCheck = handler !== null
    },
    setDevicePermissionHandler() {},
  })
  return { session, handlers, permission, contextId: createContext() }
}

function find(name: string, createContext: () => Promise<string | undefined>): SessionParts {
  assertReady('Session can only be received')
  const found = parts.get(name) ?? createSession(createContext)
  parts.set(name, found)
  return found
}

const createMemoryContext = async () => {
  const { browserContextId } = await chromium().root.send<{ browserContextId: string }>(
    'Target.createBrowserContext',
  )
  return browserContextId
}

/** Undefined or empty: the default session. Without `persist:` a partition lives in memory. */
export function sessionParts(partition = ''): SessionParts {
  if (partition === '') return find('', async () => undefined)
  if (partition.startsWith('persist:')) {
    throw new Error(`[stand-in] session.fromPartition(${partition}) is not implemented`)
  }
  return find(partition, createMemoryContext)
}

export const session = {
  get defaultSession() {
    return sessionParts().session
  },
  fromPartition: (partition: string) => sessionParts(partition).session,
}

const noPrivileges = {
  standard: false,
  secure: false,
  bypassCSP: false,
  allowServiceWorkers: false,
  supportFetchAPI: false,
  corsEnabled: false,
  stream: false,
  codeCache: false,
  allowExtensions: false,
}

let isRegistered = false

export const protocol = strict<Electron.Protocol>('protocol', {
  registerSchemesAsPrivileged(schemes) {
    if (state.isReady) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    }
    if (isRegistered) record.warnings.push('registerSchemesAsPrivileged twice: the last call wins')
    isRegistered = true
    state.schemes.clear()
    for (const { scheme, privileges } of schemes) {
      state.schemes.set(scheme, { ...noPrivileges, ...privileges })
    }
  },
})
