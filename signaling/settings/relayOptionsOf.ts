import { defaultLimits, type RelayLimits } from '../limits.ts'
import type { RelayOptions } from '../relayOptions.ts'
import type { RelaySettingValues } from './relaySettings.ts'

/** What the settings mean to createRelay. */
export function relayOptionsOf(settings: RelaySettingValues): RelayOptions {
  const { limits, drainSeconds, ...rest } = settings
  return { ...rest, limits: limitsOf(limits), drainMs: drainSeconds * 1_000 }
}

function limitsOf({ enforced, ...limits }: RelaySettingValues['limits']): RelayLimits | 'off' {
  return enforced ? { ...defaultLimits, ...limits } : 'off'
}
