import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** The relay as `npm run relay` starts it. */
export interface RelayProcess {
  readonly child: ChildProcess
  /** Its address, once it has printed it. */
  readonly ready: Promise<string>
  readonly exit: Promise<number | null>
  readonly lines: readonly string[]
  errors(): string
}

export function startRelayProcess(
  args: readonly string[],
  nodeArgs: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): RelayProcess {
  const child = spawn(process.execPath, [...nodeArgs, 'signaling/start.mjs', ...args], {
    env: { ...process.env, ...env },
  })
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const reader = createInterface({ input: child.stdout })
  const lines: string[] = []
  reader.on('line', (line) => lines.push(line))
  const ready = once(reader, 'line').then(([line]) => {
    const url = /^Relay is ready at (wss?:\/\/\S+)$/.exec(line)?.[1]
    if (!url) throw new Error(`unexpected: ${line}`)
    return url
  })
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  return { child, ready, exit, lines, errors: () => errors }
}
