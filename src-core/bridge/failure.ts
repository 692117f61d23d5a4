import type * as z from 'zod/mini'
import { ERRORS, type ErrorCode, FoyerError } from '../base/errors.ts'
import type { Failure } from './frames.ts'

/** What a page may learn of an error: its own code, or only that something inside failed. */
export function toFailure(error: unknown): Failure {
  const { code, message, details } =
    error instanceof FoyerError ? error : new FoyerError('INTERNAL')
  return details ? { code, message, details } : { code, message }
}

/** The same failure on the page. A code that this page does not know becomes INTERNAL. */
export function fromFailure(failure: {
  readonly code: string
  readonly details?: Readonly<Record<string, string | number>> | undefined
}): FoyerError {
  const known = Object.hasOwn(ERRORS, failure.code)
  return new FoyerError(known ? (failure.code as ErrorCode) : 'INTERNAL', failure.details)
}

/** Parses what a page sent: INVALID_INPUT or TOO_LARGE, with the field meant, never its content. */
export function parseInput<S extends z.ZodMiniType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  throw new FoyerError(issue?.code === 'too_big' ? 'TOO_LARGE' : 'INVALID_INPUT', { field })
}
