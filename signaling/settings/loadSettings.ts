import { readFileSync } from 'node:fs'
import { err, type Result } from '../../src-core/base/result.ts'
import { type EffectiveSettings, readSettings } from './readSettings.ts'
import type { Given } from './settingSources.ts'

export interface LoadOptions {
  /** The file named by `--config`; otherwise `FOYER_RELAY_CONFIG` may name one. */
  readonly config: string | undefined
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly options: readonly Given[]
}

/** Reads the configuration from where it lies. Errors are sentences. */
export function loadSettings(load: LoadOptions): Result<EffectiveSettings, readonly string[]> {
  const name = load.config ?? load.variables.FOYER_RELAY_CONFIG
  const sources = { ...load, readSecret: (path: string) => readFileSync(path, 'utf8') }
  if (name === undefined) return readSettings(sources)
  try {
    return readSettings({ ...sources, file: { name, text: readFileSync(name, 'utf8') } })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return err([`The configuration file "${name}" cannot be read (${code ?? String(error)}).`])
  }
}
