import { parseArgs } from 'node:util'
import { err, ok, type Result } from '../src-core/base/result.ts'
import type { Given } from './settings/settingSources.ts'

export interface RelayArguments {
  /** Settings given as options. */
  readonly settings: readonly Given[]
  /** The configuration file, if one is named. */
  readonly config: string | undefined
  /** Only say what is in force. */
  readonly checkConfig: boolean
  readonly help: boolean
}

export const usage = `Usage: npm run relay -- [--host H] [--port N] [--limits on|off]
                        [--config FILE] [--check-config]
All settings: docs/SELF_HOSTING.md, or --check-config.`

/** Options that are settings, by the path of the setting. */
const settingOptions = { host: 'host', port: 'port', limits: 'limits.enforced' } as const

/** Reads the command line. An error is a sentence for the person who typed it. */
export function parseRelayArguments(args: readonly string[]): Result<RelayArguments> {
  const given = readOptions(args)
  if (!given.ok) return given
  const { config, 'check-config': checkConfig, help, ...options } = given.value
  if (config?.trim() === '') return err('--config needs a file.')
  return ok({ settings: settingsOf(options), config, checkConfig, help })
}

function settingsOf(options: Readonly<Record<string, string | undefined>>): Given[] {
  return Object.entries(settingOptions).flatMap(([option, path]) => {
    const raw = options[option]
    const name = `--${option}`
    return raw === undefined ? [] : [{ path, raw, name, from: name }]
  })
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        host: { type: 'string' },
        port: { type: 'string' },
        limits: { type: 'string' },
        config: { type: 'string' },
        'check-config': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    })
    return ok(values)
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error))
  }
}
