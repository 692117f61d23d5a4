/** Failures on the terminal: what and where, never with content (an error's text may quote some). */
export function logFailure(message: string, error?: unknown): void {
  console.error([message, ...describe(error)].join('\n'))
}

function describe(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [`  ${error.name}`, ...places.slice(0, 12)]
}
