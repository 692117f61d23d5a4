import type { Disposer } from '../../src-core/base/disposer.ts'
import type { Port } from '../../src-core/bridge/port.ts'

export type HostLink =
  | { readonly state: 'connecting' }
  /** A new port every time: what was open on the old one has ended. */
  | { readonly state: 'connected'; readonly port: Port }
  /** The host runs, but does not know this page any more: it was started anew. */
  | { readonly state: 'ended' }

export interface KeepConnectedOptions {
  /** Undefined when it could not be opened. */
  readonly open: () => Promise<Port | undefined>
  /** False when the host answers and does not know the session; rejects when it does not answer. */
  readonly isKnown: () => Promise<boolean>
  readonly onChange: (link: HostLink) => void
}

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 4000

/** Connects a page to its host and does so again, ever more patiently, whenever that breaks. */
export function keepConnected({ open, isKnown, onChange }: KeepConnectedOptions): Disposer {
  let delay = FIRST_DELAY_MS
  let timer: ReturnType<typeof setTimeout> | undefined
  let current: Port | undefined
  let stopped = false

  const retry = async () => {
    if (stopped) return
    onChange({ state: 'connecting' })
    if (!(await isKnown().catch(() => true))) {
      if (!stopped) onChange({ state: 'ended' })
      return
    }
    if (stopped) return
    timer = setTimeout(() => void attempt(), delay)
    delay = Math.min(delay * 2, LONGEST_DELAY_MS)
  }
  const attempt = async () => {
    const port = await open()
    if (stopped) return port?.close()
    if (!port) return retry()
    current = port
    delay = FIRST_DELAY_MS
    onChange({ state: 'connected', port })
    port.onClose(() => void retry())
  }

  onChange({ state: 'connecting' })
  void attempt()
  return () => {
    stopped = true
    clearTimeout(timer)
    current?.close()
  }
}
