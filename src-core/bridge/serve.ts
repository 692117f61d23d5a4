import { createDisposerStore, type Disposer } from '../base/disposer.ts'
import { FoyerError } from '../base/errors.ts'
import { allowed } from './callerRights.ts'
import type { Contract, Definition } from './define.ts'
import { parseInput, toFailure } from './failure.ts'
import { type HostFrame, PageFrame } from './frames.ts'
import type { Port } from './port.ts'
import { createStreamQueue, type StreamQueue } from './streamQueue.ts'
import type { Caller, Handlers, StreamSink } from './types.ts'

/** Calls and streams that one page may have open at once. */
const MAX_OPEN = 1024

export interface ServeOptions {
  /** Told of every error that is not a FoyerError, and of answers that cannot be sent. */
  readonly onError: (error: unknown, method: string) => void
}

interface OpenStream {
  readonly queue: StreamQueue
  readonly dispose: Disposer
}

type CallFrame = Extract<PageFrame, { t: 'call' }>
type AnyHandler = (input: unknown, ...rest: unknown[]) => unknown

/**
 * Serves `contract` to the page behind `port`. Inputs are parsed here; errors leave as
 * `{code, message, details?}`. A port that sends anything but a frame is closed. Everything a page
 * had open ends when its port closes, or when the returned disposer is called.
 */
export function serve<C extends Contract>(
  port: Port,
  contract: C,
  handlers: Handlers<C>,
  caller: Caller,
  { onError }: ServeOptions,
): Disposer {
  const open = new Map<number, OpenStream | null>()
  const all = createDisposerStore()

  const report = (error: unknown, name: string) => {
    if (!(error instanceof FoyerError)) onError(error, name)
  }
  const end = (id: number, error?: unknown) => {
    const stream = open.get(id)
    if (stream === undefined) return
    open.delete(id)
    stream?.dispose()
    send(error === undefined ? { t: 'end', id } : { t: 'end', id, failure: toFailure(error) })
  }
  const send = (frame: HostFrame) => {
    try {
      port.send(frame)
    } catch (error) {
      onError(error, 'send')
      if (frame.t === 'end') port.close()
      else end(frame.id, error)
    }
  }

  function find(frame: CallFrame): { definition: Definition; handler: AnyHandler } {
    const { namespace, method } = frame
    const definitions = Object.hasOwn(contract, namespace) ? contract[namespace] : undefined
    if (!definitions || !Object.hasOwn(definitions, method)) throw new FoyerError('NOT_FOUND')
    if (!allowed(caller, namespace)) throw new FoyerError('NOT_ALLOWED')
    return {
      definition: definitions[method] as Definition,
      handler: handlers[namespace]?.[method] as unknown as AnyHandler,
    }
  }

  function openStream(id: number, name: string, handler: AnyHandler, input: unknown): void {
    const disposers = createDisposerStore()
    const queue = createStreamQueue({
      send: (value) => send({ t: 'value', id, value }),
      onOverflow: () => end(id, new FoyerError('CLOSED', { reason: 'slow' })),
    })
    disposers.add(queue.clear)
    open.set(id, { queue, dispose: disposers.dispose })
    const sink: StreamSink<unknown> = {
      emit: queue.push,
      end: () => queue.finish(() => end(id)),
    }
    run(() => handler(input, sink, caller)).then(
      (dispose) => disposers.add(dispose as Disposer),
      (error: unknown) => {
        report(error, name)
        end(id, error)
      },
    )
  }

  async function call(frame: CallFrame): Promise<void> {
    const { id } = frame
    const name = `${frame.namespace}.${frame.method}`
    if (open.has(id)) return port.close()
    open.set(id, null)
    try {
      if (open.size > MAX_OPEN) throw new FoyerError('TOO_LARGE', { field: 'calls' })
      const { definition, handler } = find(frame)
      const input = parseInput(definition.input, frame.input)
      if (definition.kind === 'stream') return openStream(id, name, handler, input)
      const value = await handler(input, caller)
      if (!open.has(id)) return
      send({ t: 'answer', id, value })
      open.delete(id)
    } catch (error) {
      report(error, name)
      end(id, error)
    }
  }

  const receive = (message: unknown) => {
    const parsed = PageFrame.safeParse(message)
    if (!parsed.success) return port.close()
    const frame = parsed.data
    if (frame.t === 'call') void call(frame)
    else if (frame.t === 'taken') open.get(frame.id)?.queue.taken(frame.count)
    else {
      // A command that runs cannot be taken back: only streams stop.
      const stream = open.get(frame.id)
      if (!stream) return
      open.delete(frame.id)
      stream.dispose()
    }
  }

  all.add(() => {
    const streams = [...open.values()]
    open.clear()
    for (const stream of streams) stream?.dispose()
  })
  all.add(port.onMessage(receive))
  all.add(port.onClose(all.dispose))
  return all.dispose
}

/** Turns a synchronous throw into a rejection without delaying the call itself. */
async function run(work: () => unknown): Promise<unknown> {
  return work()
}
