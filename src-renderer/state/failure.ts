import { ERRORS, type ErrorCode, FoyerError } from '../../src-core/base/errors.ts'

/** A failure as a person meets it: `errors.<code>` is the sentence, the code stands in "Details". */
export interface Failure {
  readonly code: ErrorCode
  readonly details?: Readonly<Record<string, string | number>> | undefined
}

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code)

/** Whatever was thrown; what has no code of ours is INTERNAL. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof FoyerError) return { code: thrown.code, details: thrown.details }
  return failureOf((thrown as { code?: unknown } | null)?.code)
}

/** A code that came as data, e.g. of a refused door. */
export const failureOf = (code: unknown): Failure => ({
  code: typeof code === 'string' && isErrorCode(code) ? code : 'INTERNAL',
})
