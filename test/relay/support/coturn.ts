import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './freePort.ts'

/** A running coturn that checks credentials by the REST scheme, on loopback. */
export interface Coturn {
  /** `turn:127.0.0.1:PORT?transport=udp` */
  readonly url: string
  readonly stunUrl: string
  /** All it has logged. */
  log(): string
  stop(): Promise<void>
}

export async function startCoturn(program: string, secret: string): Promise<Coturn> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-coturn-'))
  const port = await freePort()
  const child = spawn(program, [
    '-n', // no configuration file
    '--listening-ip=127.0.0.1',
    '--relay-ip=127.0.0.1',
    `--listening-port=${port}`,
    '--use-auth-secret',
    `--static-auth-secret=${secret}`,
    '--realm=foyer.test',
    // Refused unless told, so that nobody reaches the server's own services through it.
    '--allow-loopback-peers',
    '--no-cli',
    '--no-tls',
    '--no-dtls',
    '--verbose',
    '--log-file=stdout',
    `--pidfile=${join(folder, 'pid')}`,
    `--userdb=${join(folder, 'db')}`,
  ])
  let log = ''
  const append = (chunk: unknown) => {
    log += String(chunk)
  }
  child.stdout.on('data', append)
  child.stderr.on('data', append)
  const deadline = performance.now() + 100_000
  while (!/UDP listener opened on: 127\.0\.0\.1/.test(log)) {
    if (child.exitCode !== null || performance.now() > deadline) throw new Error(log)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    url: `turn:127.0.0.1:${port}?transport=udp`,
    stunUrl: `stun:127.0.0.1:${port}`,
    log: () => log,
    async stop() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
