import { certificateProblem } from './certificate.ts'
import { createRelay, type Relay } from './createRelay.ts'
import { parseRelayArguments, type RelayArguments, usage } from './relayArguments.ts'
import { describeSettings } from './settings/describeSettings.ts'
import { loadSettings } from './settings/loadSettings.ts'
import type { EffectiveSettings } from './settings/readSettings.ts'
import { certificateFilesOf, relayOptionsOf } from './settings/relayOptionsOf.ts'

/** `npm run relay`: the relay alone, until SIGTERM or Ctrl-C. */
async function main(): Promise<void> {
  const parsed = parseRelayArguments(process.argv.slice(2))
  if (!parsed.ok) refuse([parsed.error, usage])
  else if (parsed.value.help) console.log(usage)
  else await start(parsed.value)
}

async function start({ settings: options, config, checkConfig }: RelayArguments): Promise<void> {
  const settings = loadSettings({ config, variables: process.env, options })
  if (!settings.ok) {
    refuse(settings.error)
    return
  }
  const certificate = certificateFilesOf(settings.value.values.tls)
  const problem = certificate && certificateProblem(certificate)
  if (problem) refuse([problem])
  else if (checkConfig) console.log(describeSettings(settings.value))
  else await run(settings.value)
}

async function run({ values }: EffectiveSettings): Promise<void> {
  if (!values.limits.enforced) {
    console.error(
      'WARNING: all limits are OFF. This is for benchmarks; anyone can now exhaust this relay.',
    )
  }
  const relay = await createRelay(relayOptionsOf(values))
  obeySignals(relay)
  console.log(`Relay is ready at ${relay.url}`)
}

/** Whoever started it wrongly gets sentences and exit code 2. */
function refuse(sentences: readonly string[]): void {
  console.error(sentences.join('\n'))
  process.exitCode = 2
}

/** SIGTERM and Ctrl-C stop, a second one at once; SIGHUP reads the certificate again. */
function obeySignals(relay: Relay): void {
  const stop = () => {
    relay.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.on('SIGHUP', relay.reload)
}

const sentences: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program already listens on this port. Choose another with --port.',
  EACCES: 'This port needs more rights than this user has. Choose one above 1023 with --port.',
  EADDRNOTAVAIL: 'This computer does not have the address given with --host.',
  ENOTFOUND: 'The name given with --host is not known.',
  ERR_MODULE_NOT_FOUND:
    'The mailbox in SQLite needs a package that is not installed: npm install better-sqlite3-multiple-ciphers',
}

main().catch((error: NodeJS.ErrnoException) => {
  console.error(sentences[error.code ?? ''] ?? `The relay could not start: ${error.message}`)
  process.exitCode = 1
})
