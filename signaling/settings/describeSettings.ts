import type { EffectiveSetting, EffectiveSettings } from './readSettings.ts'

/** What `--check-config` prints: every setting in force, where it comes from and what it costs. */
export function describeSettings({ list }: EffectiveSettings): string {
  const kept = list.filter((one) => keptBy(one) !== undefined)
  return [
    'Settings in force:',
    '',
    ...list.flatMap(describe),
    '',
    kept.length === 0
      ? 'Personal data that these settings make the relay keep: none. Addresses are not logged.'
      : 'Personal data that these settings make the relay keep:',
    ...kept.map((one) => `  ${one.path}: ${keptBy(one)}`),
    'In any case, in memory only: the address of each open connection, the topics it listens to, and',
    'what its quotas owe, until they are whole again.',
    '',
    'The configuration is good.',
  ].join('\n')
}

const keptBy = ({ setting, value }: EffectiveSetting) => setting.keeps(value)

function describe(one: EffectiveSetting): string[] {
  return [
    `${one.path} = ${shown(one)}   [${one.from}]`,
    `    ${one.setting.means}`,
    `    personal data kept: ${keptBy(one) ?? 'none'}`,
  ]
}

function shown({ setting, value }: EffectiveSetting): string {
  if (value === undefined) return '(not set)'
  if (setting.isSecret) return '(set, not shown)'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
