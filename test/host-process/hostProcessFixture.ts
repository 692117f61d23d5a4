import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { connect } from '../../src-core/bridge/connect.ts'
import { type AppStatus, contract } from '../../src-core/bridge/contract.ts'
import { createWebSocketPort, type WebSocketLike } from '../../src-core/bridge/webSocketPort.ts'
import { compileCache } from '../support/compileCache.ts'

const source = join(import.meta.dirname, '../../src-main/entries/browserHost.ts')
/** What `npm run build` makes of it. */
export const builtScript = join(import.meta.dirname, '../../out/main/browserHost.js')

export interface HostProcess {
  readonly child: ChildProcessWithoutNullStreams
  output(): string
  /** Resolves with the first match on stdout or stderr; rejects when the process ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>
  /** Asks it to stop; resolves with its exit code. */
  stop(): Promise<number | null>
  kill(): Promise<void>
  /** Resident memory, MB. */
  memory(): number
}

/** Starts the browser host as `npm start -- --browser` does; from source, unless told. */
export function startHostProcess(
  args: readonly string[],
  env: Record<string, string> = {},
  script = source,
) {
  const child = spawn(process.execPath, [script, '--no-open', ...args], {
    env: { ...process.env, ...compileCache, ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => {
      output += part
    })
  const ended = once(child, 'exit') as Promise<[number | null]>
  const host: HostProcess = {
    child,
    output: () => output,
    async said(pattern) {
      for (;;) {
        const match = pattern.exec(output)
        if (match) return match
        if (child.exitCode !== null) throw new Error(`ended without saying ${pattern}:\n${output}`)
        await new Promise((done) => setTimeout(done, 10))
      }
    },
    async stop() {
      child.kill('SIGTERM')
      return (await ended)[0]
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    memory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
    },
  }
  return host
}

/** Opens a page of the host at the address it printed, without a browser. */
export async function openPage(host: HostProcess) {
  const [, address = ''] = await host.said(/Foyer is ready at (\S+)/)
  const { origin, hash } = new URL(address)
  const headers = { Origin: origin }
  const answer = await fetch(`${origin}/session`, { method: 'POST', headers, body: hash.slice(1) })
  const { session } = (await answer.json()) as { session: string }
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/bridge`, ['foyer.v1', session], {
    origin,
  })
  await once(socket, 'open')
  const port = createWebSocketPort(socket as unknown as WebSocketLike, { maxSendBytes: 8_000_000 })
  const client = connect(port, contract)
  let status: AppStatus | undefined
  client.app.status(undefined, (value) => {
    status = value
  })
  /** Resolves with the status once it is in `phase`. */
  const inPhase = async (phase: AppStatus['phase']) => {
    for (let tries = 0; tries < 6000; tries++) {
      if (status?.phase === phase) return status
      await new Promise((done) => setTimeout(done, 10))
    }
    throw new Error(`never ${phase}, but ${JSON.stringify(status)}`)
  }
  return { client, port, origin, session, inPhase }
}
