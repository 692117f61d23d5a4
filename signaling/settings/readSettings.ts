import { err, ok, type Result } from '../../src-core/base/result.ts'
import { type RelaySettingValues, relaySettings } from './relaySettings.ts'
import { type Given, readArguments, readFileText, readVariables } from './settingSources.ts'
import { entriesOf, type NamedSetting, type SettingNode, settingsIn } from './settingTree.ts'

/** One setting as it is in force. */
export interface EffectiveSetting extends NamedSetting {
  readonly value: unknown
  /** Where the value comes from: `default`, the file, a variable or an option. */
  readonly from: string
}

export interface EffectiveSettings {
  readonly values: RelaySettingValues
  readonly list: readonly EffectiveSetting[]
}

export interface SettingSources {
  /** The configuration file: its name for people, and what it holds. */
  readonly file?: { readonly name: string; readonly text: string } | undefined
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Values of command line options by path, each with the option's name. */
  readonly options?: readonly Given[]
  /** Reads a file that holds a secret; throws when it cannot. */
  readonly readSecret: (path: string) => string
}

/**
 * The settings in force: options over environment variables over the file over what is built in.
 * Errors are sentences, all that there are at once.
 */
export function readSettings(
  sources: SettingSources,
): Result<EffectiveSettings, readonly string[]> {
  const problems: string[] = []
  const say = (sentence: string) => problems.push(sentence)
  const given = [
    ...(sources.file ? readFileText(sources.file, say) : []),
    ...readVariables(sources.variables, say),
    ...readArguments(sources.options ?? []),
  ]
  const list = settingsIn(relaySettings).map((named): EffectiveSetting => {
    const last = given.findLast(({ path }) => path === named.path)
    if (!last) return { ...named, value: named.setting.fallback, from: 'default' }
    return { ...named, value: parse(named, last, sources.readSecret, say), from: last.from }
  })
  if (problems.length > 0) return err(problems)
  const byPath = new Map(list.map(({ path, value }) => [path, value]))
  const values = assemble(relaySettings, '', byPath, say) as RelaySettingValues
  return problems.length > 0 ? err(problems) : ok({ values, list })
}

function parse(
  { setting }: NamedSetting,
  { raw, from, name, isFile }: Given,
  readSecret: (path: string) => string,
  say: (sentence: string) => void,
): unknown {
  let value = raw
  if (isFile) {
    try {
      value = readSecret(String(raw)).trim()
    } catch {
      say(`${name} (${from}): the file "${String(raw)}" cannot be read.`)
      return undefined
    }
  }
  const parsed = setting.schema.safeParse(value)
  if (parsed.success) return parsed.data
  const shown = setting.isSecret ? '' : `: ${JSON.stringify(value)}`
  say(`${name} ${setting.rule}${from === name ? '' : ` (${from})`}${shown}.`)
  return undefined
}

/** Values in the shape of the settings, each section judged as a whole. */
function assemble(
  node: SettingNode,
  path: string,
  values: ReadonlyMap<string, unknown>,
  say: (sentence: string) => void,
): unknown {
  if (node.kind === 'setting') return values.get(path)
  const result = Object.fromEntries(
    entriesOf(node).map(([name, child]) => {
      const childPath = path === '' ? name : `${path}.${name}`
      return [name, assemble(child, childPath, values, say)]
    }),
  )
  const problem = node.together(result as never)
  if (problem !== undefined) say(problem)
  return result
}
