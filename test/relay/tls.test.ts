import type { ChildProcess } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect } from 'node:net'
import { connect as connectSecurely, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { createTestCertificates, type TestCertificates } from './support/certificates.ts'
import { openTestClient } from './support/relayClient.ts'
import { startRelayProcess } from './support/relayProcess.ts'

let certificates: TestCertificates
const relays: Relay[] = []
const children: ChildProcess[] = []
beforeEach(() => {
  certificates = createTestCertificates()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await Promise.all(relays.splice(0).map((relay) => relay.close()))
  certificates.remove()
})

async function start(options: Parameters<typeof createRelay>[0] = {}) {
  const { certificateFile, keyFile } = certificates
  const tls = { certificateFile, keyFile, watchEveryMs: 50 }
  const relay = await createRelay({ tls, ...options })
  relays.push(relay)
  return relay
}

const ca = () => readFileSync(certificates.certificateFile, 'utf8')

/** The common name of the certificate that a port shows. */
const nameShownAt = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket: TLSSocket = connectSecurely({
      port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
    })
    socket.on('secureConnect', () => {
      resolve(String(socket.getPeerCertificate().subject.CN))
      socket.destroy()
    })
    socket.on('error', reject)
  })

test('a relay with a certificate of its own speaks wss and https, to clients that check it', async () => {
  const relay = await start()
  expect(relay.url).toMatch(/^wss:\/\//)
  const [alice, bob] = [
    await openTestClient(relay.url, { ca: ca() }),
    await openTestClient(relay.url, { ca: ca() }),
  ]
  bob.send({ type: 'subscribe', topics: ['t'] })
  await bob.settled()
  alice.send({ type: 'publish', topic: 't', data: 'x'.repeat(30_000) })
  await expect.poll(() => bob.received.length).toBe(1)
  await expect(openTestClient(relay.url)).rejects.toThrow('self-signed')
  const status = await new Promise((resolve, reject) => {
    const options = { port: relay.port, host: '127.0.0.1', path: '/healthz', ca: ca() }
    request(options, (response) => resolve(response.statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(200)
})

test('a renewed certificate is used without losing a connection', async () => {
  const relay = await start()
  const alice = await openTestClient(relay.url, { ca: ca() })
  expect(await nameShownAt(relay.port)).toBe('first')
  certificates.renew('second')
  await expect.poll(() => nameShownAt(relay.port)).toBe('second')
  await alice.settled()
})

test('files that do not fit leave the old certificate in place, and are said', async () => {
  const said: string[] = []
  const log = { info: () => {}, error: (event: string) => said.push(event) }
  const relay = await start({ log })
  writeFileSync(certificates.keyFile, 'no key')
  relay.reload()
  expect(await nameShownAt(relay.port)).toBe('first')
  expect(said).toContain('certificate-refused')
})

test('a client that never finishes the TLS handshake is hung up on', async () => {
  // Node's own patience is two minutes.
  const relay = await start({ headersTimeoutMs: 400 })
  const eve = connect({ port: relay.port, host: '127.0.0.1' })
  eve.write(Buffer.from('160301', 'hex'))
  const startedAt = performance.now()
  eve.resume()
  await new Promise((resolve) => eve.on('close', resolve).on('error', () => {}))
  expect(performance.now() - startedAt).toBeLessThan(100_000)
  // A busy machine may take longer for a handshake than this relay has patience.
  const isServed = async () => {
    const alice = await openTestClient(relay.url, { ca: ca() }).catch(() => undefined)
    await alice?.settled()
    return alice !== undefined
  }
  await expect.poll(isServed).toBe(true)
})

test('npm run relay says wss, and reads the certificate again on SIGHUP', async () => {
  const { certificateFile, keyFile } = certificates
  const config = `${certificates.folder}/relay.json`
  writeFileSync(config, JSON.stringify({ tls: { certificateFile, keyFile } }))
  const relay = startRelayProcess(['--port', '0', '--config', config])
  children.push(relay.child)
  const url = await relay.ready
  const port = Number(new URL(url).port)
  expect(url).toMatch(/^wss:/)
  certificates.renew('by signal')
  relay.child.kill('SIGHUP')
  await expect.poll(() => nameShownAt(port)).toBe('by signal')
  relay.child.kill('SIGTERM')
  expect(await relay.exit).toBe(0)
})

test('a key of another certificate is answered with a sentence and exit code 2', async () => {
  const other = createTestCertificates('other')
  const { certificateFile } = certificates
  const config = `${certificates.folder}/relay.json`
  writeFileSync(config, JSON.stringify({ tls: { certificateFile, keyFile: other.keyFile } }))
  const relay = startRelayProcess(['--port', '0', '--config', config, '--check-config'])
  children.push(relay.child)
  relay.ready.catch(() => {})
  expect(await relay.exit).toBe(2)
  expect(relay.errors()).toContain('cannot be used')
  other.remove()
})
