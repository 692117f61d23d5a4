import * as z from 'zod/mini'

// zod would otherwise probe `new Function`, which the pages' content security policy reports.
z.config({ jitless: true })

/** Reads; may be repeated. */
export interface QueryDefinition<I extends z.ZodMiniType, O extends z.ZodMiniType> {
  readonly kind: 'query'
  readonly input: I
  readonly output: O
}

/** Changes something; answered when the change is on disk. */
export interface CommandDefinition<I extends z.ZodMiniType, O extends z.ZodMiniType> {
  readonly kind: 'command'
  readonly input: I
  readonly output: O
}

/** Emits values until the page stops it, the host ends it, or the port closes. */
export interface StreamDefinition<I extends z.ZodMiniType, O extends z.ZodMiniType> {
  readonly kind: 'stream'
  readonly input: I
  readonly output: O
}

export type Definition =
  | QueryDefinition<z.ZodMiniType, z.ZodMiniType>
  | CommandDefinition<z.ZodMiniType, z.ZodMiniType>
  | StreamDefinition<z.ZodMiniType, z.ZodMiniType>

export type Contract = Readonly<Record<string, Readonly<Record<string, Definition>>>>

export const query = <I extends z.ZodMiniType, O extends z.ZodMiniType>(
  input: I,
  output: O,
): QueryDefinition<I, O> => ({
  kind: 'query',
  input,
  output,
})

export const command = <I extends z.ZodMiniType, O extends z.ZodMiniType>(
  input: I,
  output: O,
): CommandDefinition<I, O> => ({ kind: 'command', input, output })

export const stream = <I extends z.ZodMiniType, O extends z.ZodMiniType>(
  input: I,
  output: O,
): StreamDefinition<I, O> => ({ kind: 'stream', input, output })

export const defineContract = <C extends Contract>(contract: C): C => contract
