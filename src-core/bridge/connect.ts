import type { Disposer } from '../base/disposer.ts'
import { FoyerError } from '../base/errors.ts'
import type { Contract, Definition } from './define.ts'
import { fromFailure } from './failure.ts'
import { HostFrame, type PageFrame, STREAM_WINDOW } from './frames.ts'
import type { Port } from './port.ts'
import type { Client } from './types.ts'

/** Told in batches, so that a fast stream does not double the messages. */
const TAKEN_BATCH = STREAM_WINDOW / 4

interface Waiting {
  readonly onValue: (value: unknown) => void
  readonly onEnd: (error?: FoyerError) => void
}

/**
 * A typed client of `contract` at the host behind `port`. Outputs are parsed here. Calls reject, and
 * streams end, with a FoyerError; with CLOSED when the port closes. A listener that throws does not
 * disturb the others: its error is rethrown in a task of its own.
 */
export function connect<C extends Contract>(port: Port, contract: C): Client<C> {
  const waiting = new Map<number, Waiting>()
  let nextId = 0
  let closed = false

  const send = (frame: PageFrame) => port.send(frame)

  const begin = (namespace: string, method: string, input: unknown, entry: Waiting): number => {
    const id = nextId++
    if (closed) {
      later(() => entry.onEnd(new FoyerError('CLOSED')))
      return id
    }
    waiting.set(id, entry)
    try {
      send({ t: 'call', id, namespace, method, input })
    } catch (error) {
      waiting.delete(id)
      const failure = error instanceof FoyerError ? error : new FoyerError('INVALID_INPUT')
      later(() => entry.onEnd(failure))
    }
    return id
  }

  const invoke = (namespace: string, method: string, { output }: Definition, input: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      begin(namespace, method, input, {
        onValue(value) {
          const parsed = output.safeParse(value)
          if (parsed.success) resolve(parsed.data)
          else reject(malformed(namespace, method))
        },
        onEnd: (error) => reject(error ?? new FoyerError('CLOSED')),
      })
    })

  const subscribe = (
    namespace: string,
    method: string,
    { output }: Definition,
    input: unknown,
    onValue: (value: unknown) => void,
    onEnd: (error?: Error) => void = () => undefined,
  ): Disposer => {
    let taken = 0
    const id = begin(namespace, method, input, {
      onValue(value) {
        const parsed = output.safeParse(value)
        if (!parsed.success) {
          stop()
          return onEnd(malformed(namespace, method))
        }
        isolate(() => onValue(parsed.data))
        taken += 1
        if (taken < TAKEN_BATCH || !waiting.has(id)) return
        send({ t: 'taken', id, count: taken })
        taken = 0
      },
      onEnd,
    })
    const stop = () => {
      if (waiting.delete(id) && !closed) send({ t: 'stop', id })
    }
    return stop
  }

  port.onMessage((message) => {
    const parsed = HostFrame.safeParse(message)
    if (!parsed.success) return port.close()
    const frame = parsed.data
    const entry = waiting.get(frame.id)
    // What a host sent before it learnt of a `stop` finds nobody.
    if (!entry) return
    if (frame.t !== 'value') waiting.delete(frame.id)
    if (frame.t === 'end')
      isolate(() => entry.onEnd(frame.failure ? fromFailure(frame.failure) : undefined))
    else entry.onValue(frame.value)
  })
  port.onClose(() => {
    closed = true
    const entries = [...waiting.values()]
    waiting.clear()
    for (const entry of entries) isolate(() => entry.onEnd(new FoyerError('CLOSED')))
  })

  const method = (namespace: string, name: string, definition: Definition) =>
    definition.kind === 'stream'
      ? (
          input: unknown,
          onValue: (value: unknown) => void,
          onEnd?: (error?: Error) => void,
        ): Disposer => subscribe(namespace, name, definition, input, onValue, onEnd)
      : (input?: unknown) => invoke(namespace, name, definition, input)

  return Object.fromEntries(
    Object.entries(contract).map(([namespace, definitions]) => [
      namespace,
      Object.fromEntries(
        Object.entries(definitions).map(([name, definition]) => [
          name,
          method(namespace, name, definition),
        ]),
      ),
    ]),
  ) as unknown as Client<C>
}

const malformed = (namespace: string, method: string) =>
  new FoyerError('INTERNAL', { answerOf: `${namespace}.${method}` })

function isolate(work: () => void): void {
  try {
    work()
  } catch (error) {
    // An unhandled rejection: the page's own error handler hears of it, the other listeners do not.
    void Promise.reject(error)
  }
}

const later = (task: () => void) => void Promise.resolve().then(task)
