import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './freePort.ts'

/** Debian's nats-server on 127.0.0.1, with JetStream on a folder of its own. */
export interface NatsServer {
  readonly url: string
  /** Kills it; what JetStream has confirmed stays. */
  kill(): Promise<void>
  /** Starts it again on the same port and folder. */
  start(): Promise<void>
  /** Kills it and removes its folder. */
  dispose(): Promise<void>
}

export async function startNatsServer(
  program: string,
  args: readonly string[] = [],
): Promise<NatsServer> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-nats-'))
  const port = await freePort()
  let child: ChildProcess | undefined

  const start = async () => {
    const options = ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder, ...args]
    child = spawn(program, options, { stdio: 'ignore' })
    while (!(await accepts(port))) {
      if (child.exitCode !== null) throw new Error('nats-server ended')
      await sleep(20)
    }
  }
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  await start()
  return {
    url: `nats://127.0.0.1:${port}`,
    kill,
    start,
    async dispose() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
