import type { CertificateFiles } from '../certificate.ts'
import { defaultLimits, type RelayLimits } from '../limits.ts'
import { createRelayLog } from '../relayLog.ts'
import type { RelayOptions } from '../relayOptions.ts'
import type { RelaySettingValues } from './relaySettings.ts'

/** What the settings mean to createRelay. */
export function relayOptionsOf(settings: RelaySettingValues): RelayOptions {
  const { limits, drainSeconds, tls, log, ...rest } = settings
  return {
    ...rest,
    limits: limitsOf(limits),
    drainMs: drainSeconds * 1_000,
    tls: certificateFilesOf(tls),
    log: createRelayLog(log.level, (line) => process.stderr.write(line)),
  }
}

/** The files of the relay's own certificate, if it has one. */
export function certificateFilesOf(tls: RelaySettingValues['tls']): CertificateFiles | undefined {
  const { certificateFile, keyFile } = tls
  if (certificateFile === undefined || keyFile === undefined) return undefined
  return { certificateFile, keyFile }
}

function limitsOf({ enforced, ...limits }: RelaySettingValues['limits']): RelayLimits | 'off' {
  return enforced ? { ...defaultLimits, ...limits } : 'off'
}
