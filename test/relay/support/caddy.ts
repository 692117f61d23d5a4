import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { freePort } from './freePort.ts'

/** A running Caddy with a certificate authority of its own. */
export interface Caddy {
  readonly port: number
  /** The authority's certificate, PEM. */
  readonly ca: string
  stop(): Promise<void>
}

/** Runs the example configuration of resources/relay, changed in the name, the port and the CA only. */
export async function startCaddy(program: string, relayPort: number): Promise<Caddy> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-caddy-'))
  const port = await freePort()
  const example = readFileSync('resources/relay/Caddyfile', 'utf8')
  const site = example
    .replace('rooms.example {', `localhost:${port} {\n\ttls internal`)
    .replace('127.0.0.1:4444', `127.0.0.1:${relayPort}`)
  const options = '{\n\tadmin off\n\tskip_install_trust\n\tauto_https disable_redirects\n}\n'
  writeFileSync(join(folder, 'Caddyfile'), options + site)
  const environment = { ...process.env, HOME: folder, XDG_DATA_HOME: folder }
  const args = ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')]
  const child = spawn(program, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] })
  await saysSo(child, /serving initial configuration/)
  const ca = readFileSync(join(folder, 'caddy/pki/authorities/local/root.crt'), 'utf8')
  while (!(await canConnect(port, ca))) await new Promise((resolve) => setTimeout(resolve, 20))
  return {
    port,
    ca,
    async stop() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Caddy serves before it has issued its certificate. */
const canConnect = (port: number, ca: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca })
    const answer = (isSecure: boolean) => {
      socket.destroy()
      resolve(isSecure)
    }
    socket.on('secureConnect', () => answer(true)).on('error', () => answer(false))
  })

function saysSo(child: ChildProcess, pattern: RegExp): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk) => {
      said += chunk
      if (pattern.test(said)) resolve()
    })
    child.on('exit', () => reject(new Error(said)))
  })
}
