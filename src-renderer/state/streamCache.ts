import type { Disposer } from '../../src-core/base/disposer.ts'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { FoyerClient } from './client.ts'

export interface StreamState<T> {
  /** The newest value; undefined until the first one. */
  readonly value: T | undefined
  /** Why the host ended the stream, if it did. */
  readonly error: Error | undefined
  readonly ended: boolean
}

/** What a stream looks like before its first value. */
export const PENDING: StreamState<never> = { value: undefined, error: undefined, ended: false }

interface Entry {
  state: StreamState<unknown>
  readonly listeners: Set<() => void>
  stop: Disposer
  /** Opens it, or opens it anew. */
  begin: () => void
  linger: ReturnType<typeof setTimeout> | undefined
}

export interface StreamCache {
  /** Listens to a stream that all parts of the page share; the disposer leaves it. */
  subscribe(group: string, method: string, input: unknown, listener: () => void): Disposer
  read(group: string, method: string, input: unknown): StreamState<unknown>
  /** Opens everything anew; what was heard last stays until something is heard. */
  renew(): void
}

type OpenStream = (
  input: unknown,
  onValue: (value: unknown) => void,
  onEnd: (error?: Error) => void,
) => Disposer

/** How long a stream stays open after its last reader left, so that a change of page does not reopen it. */
const LINGER_MS = 300

/** How long to wait before listening again to a stream that this page was too slow for. */
const AGAIN_AFTER_MS = 250

/** The host ends a stream whose reader does not keep up; the next value tells everything again. */
const fellBehind = (error: Error | undefined) =>
  error instanceof FoyerError && error.details?.reason === 'slow'

const keyOf = (group: string, method: string, input: unknown) =>
  `${group}.${method}:${JSON.stringify(input) ?? ''}`

/**
 * One open stream for each method and input, however many components read it. After a new connection
 * the values of the `earlier` cache stay until new ones come, so that a page does not go blank.
 */
export function createStreamCache(client: FoyerClient, earlier?: StreamCache): StreamCache {
  const entries = new Map<string, Entry>()
  const remembered = (group: string, method: string, input: unknown): StreamState<unknown> => {
    const known = earlier?.read(group, method, input)
    return known ? { value: known.value, error: undefined, ended: false } : PENDING
  }

  const open = (key: string, group: string, method: string, input: unknown): Entry => {
    const state = remembered(group, method, input)
    const entry: Entry = {
      ...{ state, listeners: new Set(), linger: undefined },
      ...{ stop: () => {}, begin: () => {} },
    }
    entries.set(key, entry)
    const change = (state: StreamState<unknown>) => {
      entry.state = state
      for (const listener of [...entry.listeners]) listener()
    }
    const start = (client as unknown as Record<string, Record<string, OpenStream>>)[group]?.[method]
    entry.begin = () => {
      entry.stop()
      entry.stop = (start as OpenStream)(
        input,
        (value) => change({ value, error: undefined, ended: false }),
        (error) => {
          if (!fellBehind(error)) change({ ...entry.state, error, ended: true })
          else if (entries.get(key) === entry) setTimeout(entry.begin, AGAIN_AFTER_MS)
        },
      )
    }
    entry.begin()
    return entry
  }

  const leave = (key: string, entry: Entry) => {
    if (entry.listeners.size > 0) return
    entry.linger = setTimeout(() => {
      if (entries.get(key) === entry) entries.delete(key)
      entry.stop()
    }, LINGER_MS)
  }

  return {
    subscribe(group, method, input, listener) {
      const key = keyOf(group, method, input)
      const known = entries.get(key)
      // A stream that failed is tried again by whoever comes next.
      const entry = known && !known.state.ended ? known : open(key, group, method, input)
      clearTimeout(entry.linger)
      // A wrapper, so that one listener may come twice and leave once.
      const own = () => listener()
      entry.listeners.add(own)
      return () => {
        if (entry.listeners.delete(own)) leave(key, entry)
      }
    },
    read: (group, method, input) =>
      entries.get(keyOf(group, method, input))?.state ??
      earlier?.read(group, method, input) ??
      PENDING,
    renew() {
      for (const entry of entries.values()) entry.begin()
    },
  }
}
