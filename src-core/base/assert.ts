/** Throws when an invariant of our own code is broken; never for input from outside. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${message}`)
}

/** The `default` of an exhaustive switch: a missing case fails to compile, and throws if reached. */
export function missingCase(value: never): never {
  throw new Error(`missing case: ${JSON.stringify(value)}`)
}
