/** How a page of the browser host comes to its session, and proves it. */
export interface HostSession {
  readonly token: string
  /** For addresses the browser fetches by itself; renewed in the background. */
  ticket(): string
  close(): void
}

export interface HostSessionOptions {
  /** What stood behind `#` in the address; already taken out of it. */
  readonly fragment: string
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>
}

const KEY = 'foyer.session'
/** How long a new tab waits for an older one to answer, in ms. */
const PATIENCE_MS = 600
/** Half of what the host lets a ticket live, in ms. */
const RENEW_MS = 5 * 60_000

type TabMessage = { readonly ask: true } | { readonly session: string }

/**
 * Exchanges the one-time token of the address, or takes the session this tab had, or asks the other
 * tabs. Undefined where none of them works: then only a new link from the terminal does. Rejects with a
 * TypeError when the host does not answer.
 */
export async function openHostSession(
  options: HostSessionOptions,
): Promise<HostSession | undefined> {
  const { storage, channel } = options
  const candidates = [
    () => redeem(options),
    async () => storage.getItem(KEY) ?? undefined,
    () => askTabs(channel),
  ]
  for (const find of candidates) {
    const token = await find()
    const ticket = token && (await fetchTicket(options, token))
    if (!token || !ticket) continue
    storage.setItem(KEY, token)
    return holdSession(options, token, ticket)
  }
  storage.removeItem(KEY)
  channel.close()
  return undefined
}

async function redeem({ fragment, fetch }: HostSessionOptions): Promise<string | undefined> {
  if (!/^[\w-]{43}$/.test(fragment)) return undefined
  const response = await fetch('/session', { method: 'POST', body: fragment })
  if (!response.ok) return undefined
  const { session } = (await response.json()) as { session: string }
  return session
}

/** Undefined when the host does not know the session any more. */
export async function fetchTicket(
  { fetch }: Pick<HostSessionOptions, 'fetch'>,
  token: string,
): Promise<string | undefined> {
  const headers = { Authorization: `Bearer ${token}` }
  const response = await fetch('/session/ticket', { method: 'POST', headers })
  if (!response.ok) return undefined
  const { ticket } = (await response.json()) as { ticket: string }
  return ticket
}

function askTabs(channel: HostSessionOptions['channel']): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PATIENCE_MS)
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      if (!('session' in data)) return
      clearTimeout(timer)
      resolve(data.session)
    }
    channel.postMessage({ ask: true } satisfies TabMessage)
  })
}

function holdSession(options: HostSessionOptions, token: string, first: string): HostSession {
  const { channel } = options
  let ticket = first
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if ('ask' in data) channel.postMessage({ session: token } satisfies TabMessage)
  }
  const renew = async () => {
    ticket = (await fetchTicket(options, token).catch(() => undefined)) ?? ticket
  }
  const timer = setInterval(() => void renew(), RENEW_MS)
  return {
    token,
    ticket: () => ticket,
    close() {
      clearInterval(timer)
      channel.close()
    },
  }
}
