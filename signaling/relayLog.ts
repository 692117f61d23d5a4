/** What the relay may say about itself. A new event must be about the relay, never about a client. */
export type RelayEvent =
  | 'started'
  | 'draining'
  | 'stopped'
  | 'certificate-loaded'
  | 'certificate-refused'
  | 'nats-reached'
  | 'nats-lost'

export const logLevels = ['off', 'error', 'info'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * Numbers and words of our own only. There is no field for a text that came from outside, so no
 * address, topic or frame can get into a log.
 */
export type LogFields = Readonly<Record<string, number | boolean>>

export interface RelayLog {
  info(event: RelayEvent, fields?: LogFields): void
  /** Something that whoever runs the relay should look at; `code` is that of a system error. */
  error(event: RelayEvent, code?: string): void
}

/** Structured lines: one JSON object each, with `at` in ISO 8601. */
export function createRelayLog(level: LogLevel, write: (line: string) => void): RelayLog {
  const say = (fields: object) => {
    write(`${JSON.stringify({ at: new Date().toISOString(), ...fields })}\n`)
  }
  return {
    info(event, fields) {
      if (level === 'info') say({ level: 'info', event, ...fields })
    },
    error(event, code) {
      if (level !== 'off') say({ level: 'error', event, ...(code ? { code } : {}) })
    },
  }
}
