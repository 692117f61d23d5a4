import { z } from 'zod'

// zod would otherwise probe `new Function`, which the pages' content security policy reports.
z.config({ jitless: true })

/** Reads; may be repeated. */
export interface QueryDefinition<I extends z.ZodType, O extends z.ZodType> {
  readonly kind: 'query'
  readonly input: I
  readonly output: O
}

/** Changes something; answered when the change is on disk. */
export interface CommandDefinition<I extends z.ZodType, O extends z.ZodType> {
  readonly kind: 'command'
  readonly input: I
  readonly output: O
}

/** Emits values until the page stops it, the host ends it, or the port closes. */
export interface StreamDefinition<I extends z.ZodType, O extends z.ZodType> {
  readonly kind: 'stream'
  readonly input: I
  readonly output: O
}

export type Definition =
  | QueryDefinition<z.ZodType, z.ZodType>
  | CommandDefinition<z.ZodType, z.ZodType>
  | StreamDefinition<z.ZodType, z.ZodType>

export type Contract = Readonly<Record<string, Readonly<Record<string, Definition>>>>

export const query = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): QueryDefinition<I, O> => ({
  kind: 'query',
  input,
  output,
})

export const command = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): CommandDefinition<I, O> => ({ kind: 'command', input, output })

export const stream = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): StreamDefinition<I, O> => ({ kind: 'stream', input, output })

export const defineContract = <C extends Contract>(contract: C): C => contract
