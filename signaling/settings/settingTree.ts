import type { Section, Setting } from './setting.ts'

/** A setting with the names it goes by. */
export interface NamedSetting {
  /** `limits.connections`: as in the file. */
  readonly path: string
  /** `FOYER_RELAY_LIMITS_CONNECTIONS`. */
  readonly variable: string
  readonly setting: Setting<unknown>
}

export const VARIABLE_PREFIX = 'FOYER_RELAY_'

const variableOf = (path: string) =>
  VARIABLE_PREFIX +
  path
    .replaceAll('.', '_')
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .toUpperCase()

export type SettingNode = Setting<unknown> | Section

export const entriesOf = (section: Section): [string, SettingNode][] =>
  Object.entries(section.entries as Readonly<Record<string, SettingNode>>)

/** All settings below a section, in their order. */
export function settingsIn(section: Section, prefix = ''): NamedSetting[] {
  return entriesOf(section).flatMap(([name, node]) => {
    const path = `${prefix}${name}`
    if (node.kind === 'section') return settingsIn(node, `${path}.`)
    return [{ path, variable: variableOf(path), setting: node }]
  })
}
