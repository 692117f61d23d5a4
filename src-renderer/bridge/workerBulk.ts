import { FoyerError } from '../../src-core/base/errors.ts'
import type { Bulk } from '../../src-core/bridge/bulk.ts'
import { fromFailure, toFailure } from '../../src-core/bridge/failure.ts'
import type { Failure } from '../../src-core/bridge/frames.ts'
import {
  createMessagePortPort,
  type MessagePortLike,
} from '../../src-core/bridge/messagePortPort.ts'

type Method = 'putPiece' | 'readPiece' | 'takeFrames' | 'putFrames'
type Request = { readonly id: number; readonly method: Method; readonly args: readonly unknown[] }
type Answer = { readonly id: number } & (
  | { readonly value: Uint8Array | undefined }
  | { readonly failure: Failure }
)

type Piece = Uint8Array | undefined

/** What the guest page's Worker offers for large bytes. May throw FoyerErrors. */
export type BulkServer = {
  readonly [M in Method]: (...args: Parameters<Bulk[M]>) => Piece | Promise<Piece>
}

/** The page's end of `Bulk` over a MessagePort to its Worker. */
export function connectWorkerBulk(channel: MessagePortLike): Bulk {
  const port = createMessagePortPort(channel)
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let lastId = 0

  port.onMessage((message) => {
    const answer = message as Answer
    const entry = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('failure' in answer) entry?.reject(fromFailure(answer.failure))
    else entry?.resolve(answer.value)
  })
  port.onClose(() => {
    for (const { reject } of waiting.values()) reject(new FoyerError('CLOSED'))
    waiting.clear()
  })
  const ask = <T>(method: Method, ...args: readonly unknown[]) =>
    new Promise<T>((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
      port.send({ id, method, args } satisfies Request)
    })
  return {
    putPiece: (...args) => ask('putPiece', ...args),
    readPiece: (...args) => ask('readPiece', ...args),
    takeFrames: (...args) => ask('takeFrames', ...args),
    putFrames: (...args) => ask('putFrames', ...args),
    downloadUrl: () => null,
  }
}

/** The Worker's end. Both ends are of one build and one origin; nothing hostile is between them. */
export function serveWorkerBulk(channel: MessagePortLike, server: BulkServer): void {
  const port = createMessagePortPort(channel)
  port.onMessage((message) => {
    const { id, method, args } = message as Request
    const act = server[method] as (...args: readonly unknown[]) => Piece | Promise<Piece>
    const done = (value: Piece) => port.send({ id, value } satisfies Answer)
    const failed = (error: unknown) => port.send({ id, failure: toFailure(error) } satisfies Answer)
    try {
      const value = act(...args)
      if (value instanceof Promise) void value.then(done, failed)
      else done(value)
    } catch (error) {
      failed(error)
    }
  })
}
