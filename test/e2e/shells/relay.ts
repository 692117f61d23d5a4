import { join } from 'node:path'
import { root } from '../../check/files.ts'
import { runProgram } from './program.ts'

export interface RunningRelay {
  /** `ws://127.0.0.1:PORT` */
  readonly url: string
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

/** The built relay on a port of its own; `port` to come back where it was; `env` configures it. */
export async function startRelay(
  port = 0,
  nodeArgs: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningRelay> {
  const [program, url] = await runProgram({
    script: join(root, 'out/relay/main.js'),
    nodeArgs,
    args: ['--host', '127.0.0.1', '--port', String(port)],
    env,
    ready: /Relay is ready at (ws:\/\/\S+)/,
  })
  return {
    url,
    port: Number(new URL(url).port),
    pid: program.child.pid ?? 0,
    stop: () => program.stop('SIGTERM'),
  }
}
