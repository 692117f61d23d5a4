import { nearest } from './nearest.ts'
import { relaySettings } from './relaySettings.ts'
import { entriesOf, type SettingNode, settingsIn, VARIABLE_PREFIX } from './settingTree.ts'
import { stripJsonComments } from './stripJsonComments.ts'

/** A value as somebody wrote it. */
export interface Given {
  readonly path: string
  readonly raw: unknown
  /** As whoever wrote it would call it: `port`, `FOYER_RELAY_PORT`, `--port`. */
  readonly name: string
  readonly from: string
  /** Whether `raw` names a file that holds the value. */
  readonly isFile?: boolean
}

type Say = (sentence: string) => void

/** Variables with our prefix that are not settings. */
const otherVariables = new Set([`${VARIABLE_PREFIX}CONFIG`])

/** The values of a configuration file: JSON, in which comments may stand. */
export function readFileText(file: { name: string; text: string }, say: Say): Given[] {
  let json: unknown
  try {
    json = JSON.parse(stripJsonComments(file.text))
  } catch (error) {
    say(`${file.name} is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
    return []
  }
  return readNode(relaySettings, json, '', file.name, say)
}

function readNode(node: SettingNode, json: unknown, path: string, from: string, say: Say): Given[] {
  if (node.kind === 'setting') {
    const file = node.isSecret ? fileNamedBy(json) : undefined
    return [{ path, name: path, from, raw: file ?? json, isFile: file !== undefined }]
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    say(`${path === '' ? from : `${path} in ${from}`} needs an object in braces.`)
    return []
  }
  const known = new Map(entriesOf(node))
  return Object.entries(json).flatMap(([key, value]) => {
    const childPath = path === '' ? key : `${path}.${key}`
    const child = known.get(key)
    if (child) return readNode(child, value, childPath, from, say)
    say(unknown(`${from} has the key "${childPath}", which does not exist`, key, [...known.keys()]))
    return []
  })
}

function fileNamedBy(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const { file } = json as { file?: unknown }
  return typeof file === 'string' && Object.keys(json).length === 1 ? file : undefined
}

/** The values of `FOYER_RELAY_…`; a misspelt one must not silently leave a relay open. */
export function readVariables(
  variables: Readonly<Record<string, string | undefined>>,
  say: Say,
): Given[] {
  const known = new Map(
    settingsIn(relaySettings).flatMap((named) => [
      [named.variable, { ...named, isFile: false }],
      ...(named.setting.isSecret
        ? [[`${named.variable}_FILE`, { ...named, isFile: true }] as const]
        : []),
    ]) as [string, ReturnType<typeof settingsIn>[number] & { isFile: boolean }][],
  )
  return Object.entries(variables).flatMap(([name, text]) => {
    if (!name.startsWith(VARIABLE_PREFIX) || text === undefined || otherVariables.has(name)) {
      return []
    }
    const named = known.get(name)
    if (!named) {
      say(unknown(`There is no variable ${name}`, name, [...known.keys()]))
      return []
    }
    const raw = named.isFile ? text : named.setting.fromText(text)
    return [{ path: named.path, name, from: name, raw, isFile: named.isFile }]
  })
}

/** Options come as text too. */
export function readArguments(options: readonly Given[]): Given[] {
  const settings = new Map(settingsIn(relaySettings).map(({ path, setting }) => [path, setting]))
  return options.map((option) => ({
    ...option,
    raw: settings.get(option.path)?.fromText(String(option.raw)) ?? option.raw,
  }))
}

function unknown(sentence: string, word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  return near === undefined ? `${sentence}.` : `${sentence}. The nearest is ${near}.`
}
