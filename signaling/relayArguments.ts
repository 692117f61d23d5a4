import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../src-core/base/result.ts'

export interface RelayArguments {
  readonly host: string
  readonly port: number
  readonly limits: 'on' | 'off'
}

export const DEFAULT_PORT = 4444

export const usage = 'Usage: npm run relay -- [--host H] [--port N] [--limits on|off]'

/** Reads the command line. An error is a sentence for the person who typed it. */
export function parseRelayArguments(args: readonly string[]): Result<RelayArguments> {
  const given = readOptions(args)
  if (!given.ok) return given
  const { host, port, limits } = given.value
  if (host.trim() === '') return err('--host needs an address, such as 127.0.0.1 or 0.0.0.0.')
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return err(`--port needs a number from 0 to 65535, not "${port}".`)
  }
  if (limits !== 'on' && limits !== 'off') {
    return err(`--limits is on or off, not "${limits}".`)
  }
  return ok({ host, port: Number(port), limits })
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: String(DEFAULT_PORT) },
        limits: { type: 'string', default: 'on' },
      },
    })
    return ok(values)
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error))
  }
}
