/** Failures on the terminal: what and where, never with content (an error's text may quote some). */
export function logFailure(message: string, error?: unknown): void {
  console.error([message, ...describe(error)].join('\n'))
}

function describe(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [`  ${error.name}`, ...places.slice(0, 12)]
}

/**
 * Errors that nobody caught are told and do not end the host: what is on disk is whole at every moment
 * (each change is one transaction), and a peer that provokes one must not be able to shut Foyer down.
 */
export function logStrays(): void {
  process.on('unhandledRejection', (error) => logFailure('a promise failed unheard', error))
  process.on('uncaughtException', (error) => logFailure('something failed unheard', error))
}
