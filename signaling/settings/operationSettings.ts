import { metricsAccess } from '../metrics/metricsAccess.ts'
import { logLevels } from '../relayLog.ts'
import { choice, optionalText, secret, section } from './setting.ts'

export const logSettings = section({
  level: choice({
    means: 'JSON lines on the error stream, about the relay and never about a client',
    of: logLevels,
    fallback: 'error',
  }),
})

export const metricsSettings = section(
  {
    access: choice({
      means: 'who gets `/metrics`: programs on this computer, anyone, or nobody',
      of: metricsAccess,
      fallback: 'local',
    }),
    token: secret({
      means: 'whoever presents it as `Authorization: Bearer …` gets `/metrics` too',
      minLength: 16,
    }),
  },
  ({ access, token }) =>
    access !== 'local' && token !== undefined
      ? `metrics.token is of no use while metrics.access is ${access}.`
      : undefined,
)

export const tlsSettings = section(
  {
    certificateFile: optionalText({
      means: 'certificate with its chain (PEM); read again when it changes, and on SIGHUP',
      rule: 'needs a file',
    }),
    keyFile: optionalText({ means: 'its private key (PEM)', rule: 'needs a file' }),
  },
  ({ certificateFile, keyFile }) =>
    (certificateFile === undefined) === (keyFile === undefined)
      ? undefined
      : 'tls.certificateFile and tls.keyFile go together: set both or none.',
)
