import type * as z from 'zod/mini'
import type { Disposer } from '../base/disposer.ts'
import type {
  CommandDefinition,
  Contract,
  Definition,
  QueryDefinition,
  StreamDefinition,
} from './define.ts'

/** Who calls: fixed by the host per port, never told by the page. */
export type Caller =
  | { readonly type: 'owner' }
  /** A page that only moves bytes: may call `transport` and nothing else. */
  | { readonly type: 'transport' }
  | { readonly type: 'visitor' }

export interface StreamSink<T> {
  emit(value: T): void
  /** Ends the stream from the host's side. */
  end(): void
}

/** Handlers of what answers with nothing need not return `undefined` by name. */
// biome-ignore lint/suspicious/noConfusingVoidType: it is the type of a function without return.
type Answer<O extends z.ZodMiniType> = undefined extends z.input<O> ? z.input<O> | void : z.input<O>

export type Handler<D extends Definition> =
  D extends StreamDefinition<infer I, infer O>
    ? (
        input: z.output<I>,
        sink: StreamSink<z.input<O>>,
        caller: Caller,
      ) => Disposer | Promise<Disposer>
    : D extends QueryDefinition<infer I, infer O> | CommandDefinition<infer I, infer O>
      ? (input: z.output<I>, caller: Caller) => Answer<O> | Promise<Answer<O>>
      : never

/** What a host implements. Failures are thrown as FoyerError; anything else becomes INTERNAL. */
export type Handlers<C extends Contract> = {
  readonly [N in keyof C]: { readonly [M in keyof C[N]]: Handler<C[N][M]> }
}

type Args<I extends z.ZodMiniType> =
  undefined extends z.input<I> ? [input?: z.input<I>] : [input: z.input<I>]

export type ClientMethod<D extends Definition> =
  D extends StreamDefinition<infer I, infer O>
    ? (
        input: z.input<I>,
        onValue: (value: z.output<O>) => void,
        /** Called once when the host ends it, with a FoyerError when it failed. */
        onEnd?: (error?: Error) => void,
      ) => Disposer
    : D extends QueryDefinition<infer I, infer O> | CommandDefinition<infer I, infer O>
      ? (...args: Args<I>) => Promise<z.output<O>>
      : never

/** What a page gets from `connect`. Rejections are FoyerErrors. */
export type Client<C extends Contract> = {
  readonly [N in keyof C]: { readonly [M in keyof C[N]]: ClientMethod<C[N][M]> }
}
