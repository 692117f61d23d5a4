import { createRelay, type Relay } from './createRelay.ts'
import { parseRelayArguments, usage } from './relayArguments.ts'
import { parseRelayEnvironment } from './relayEnvironment.ts'

/** `npm run relay`: the relay alone, until SIGTERM or Ctrl-C. */
async function main(): Promise<void> {
  const parsed = parseRelayArguments(process.argv.slice(2))
  if (!parsed.ok) {
    refuse(`${parsed.error}\n${usage}`)
    return
  }
  const environment = parseRelayEnvironment(process.env)
  if (!environment.ok) {
    refuse(environment.error)
    return
  }
  const { host, port, limits } = parsed.value
  if (limits === 'off') {
    console.error(
      'WARNING: all limits are OFF. This is for benchmarks; anyone can now exhaust this relay.',
    )
  }
  const relay = await createRelay({
    ...environment.value,
    host,
    port,
    limits: limits === 'off' ? 'off' : undefined,
  })
  stopOnSignal(relay)
  console.log(`Relay is ready at ${relay.url}`)
}

/** Whoever started it wrongly gets a sentence and exit code 2. */
function refuse(sentence: string): void {
  console.error(sentence)
  process.exitCode = 2
}

function stopOnSignal(relay: Relay): void {
  const stop = () => {
    relay.close().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

const sentences: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program already listens on this port. Choose another with --port.',
  EACCES: 'This port needs more rights than this user has. Choose one above 1023 with --port.',
  EADDRNOTAVAIL: 'This computer does not have the address given with --host.',
  ENOTFOUND: 'The name given with --host is not known.',
}

main().catch((error: NodeJS.ErrnoException) => {
  console.error(sentences[error.code ?? ''] ?? `The relay could not start: ${error.message}`)
  process.exitCode = 1
})
