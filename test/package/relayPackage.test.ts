import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { writeGuestManifest } from '../../resources/guestManifest.ts'
import { packageRelay } from '../../resources/packageRelay.ts'
import { root } from '../check/files.ts'
import { openTestClient } from '../relay/support/relayClient.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-relay-package-'))
const installed = join(folder, 'installed')
/** As a machine with this Node and nothing else of ours. */
const environment = {
  ...process.env,
  PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter),
  NODE_PATH: '',
}
const bin = (name: string) => join(installed, 'node_modules/.bin', name)

beforeAll(async () => {
  const out = join(folder, 'out')
  mkdirSync(join(out, 'guest'), { recursive: true })
  writeFileSync(join(out, 'guest/guest.html'), '<!doctype html><title>Foyer</title>')
  writeGuestManifest(join(out, 'guest'))
  await build({
    configFile: join(root, 'vite.relay.config.ts'),
    logLevel: 'error',
    build: { outDir: join(out, 'relay') },
  })
  packageRelay(out, join(folder, 'package'))
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync('npm', [...args, '--silent'], { cwd, env: environment, encoding: 'utf8' })
  const packed = npm(join(folder, 'package'), 'pack', '--pack-destination', folder).trim()
  mkdirSync(installed)
  writeFileSync(join(installed, 'package.json'), '{"private":true}')
  npm(installed, 'install', '--offline', '--no-audit', '--no-fund', join(folder, packed))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

async function start(...args: string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(bin('foyer-relay'), args, { cwd: installed, env: environment })
  children.push(child)
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return { url: String(line).replace('Relay is ready at ', ''), child }
}

test('it installs without a single other package, and without a network', () => {
  const names = JSON.parse(readFileSync(join(installed, 'package-lock.json'), 'utf8')).packages
  expect(Object.keys(names)).toEqual(['', 'node_modules/foyer-relay'])
})

test('its own program starts it, and all that it serves is there', async () => {
  const { url, child } = await start('--port', '0')
  const address = url.replace('ws', 'http')
  const get = (path: string, headers = {}) => fetch(`${address}${path}`, { headers })
  await (await openTestClient(url)).settled()
  expect(await (await get('/join')).text()).toContain('<title>Foyer</title>')
  expect((await get('/metrics')).status).toBe(200)
  expect(await (await get('/', { Accept: 'text/html' })).text()).toContain('Test from here')
  for (const file of ['status.js', 'status.css', 'interface.woff2', 'title.woff2']) {
    expect((await get(`/status/${file}`)).status).toBe(200)
  }
  const verified = spawnSync(bin('foyer-verify-guest'), [`${address}/`], { env: environment })
  expect(String(verified.stdout)).toContain('It is the page that was expected.')
  expect(verified.status).toBe(0)
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  expect((await exit)[0]).toBe(0)
})

test('a mailbox without SQLite is answered with a sentence', () => {
  const config = join(folder, 'relay.json')
  writeFileSync(config, JSON.stringify({ mailbox: { file: join(folder, 'mailbox.db') } }))
  const run = spawnSync(bin('foyer-relay'), ['--port', '0', '--config', config], {
    env: environment,
    timeout: 20_000,
  })
  expect(String(run.stderr)).toContain('npm install better-sqlite3-multiple-ciphers')
  expect(run.status).toBe(1)
})

test('an older Node is answered with a sentence', () => {
  const program = readFileSync(bin('foyer-relay'), 'utf8')
  expect(program).toMatch(/^#!\/usr\/bin\/env node\n/)
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.19.0' })`
  const flag = `--import=data:text/javascript,${encodeURIComponent(pretend)}`
  const run = spawnSync(process.execPath, [flag, bin('foyer-relay')], { env: environment })
  expect(String(run.stderr)).toBe('The relay needs Node 22 or newer; this is 20.19.0.\n')
  expect(run.status).toBe(2)
})

test('the list of what is built in names what is built in, with its licences', () => {
  const place = join(installed, 'node_modules/foyer-relay')
  const { bomFormat, components } = JSON.parse(readFileSync(join(place, 'sbom.json'), 'utf8'))
  const names = components.map(({ name }: { name: string }) => name)
  expect(bomFormat).toBe('CycloneDX')
  expect(names).toEqual(expect.arrayContaining(['ws', 'zod', 'prom-client']))
  expect(names).not.toContain('react')
  const notices = readFileSync(join(place, 'relay/THIRD_PARTY.txt'), 'utf8')
  for (const name of names) expect(notices).toContain(name)
  expect(existsSync(join(place, 'SELF_HOSTING.md'))).toBe(true)
})

const analyze = existsSync('/usr/bin/systemd-analyze')

test.skipIf(!analyze)('systemd finds nothing wrong with the unit, and little to attack', () => {
  const unit = readFileSync(join(root, 'resources/relay/foyer-relay.service'), 'utf8')
  const place = join(folder, 'foyer-relay.service')
  // Where this Node is, so that systemd finds what the unit starts.
  writeFileSync(place, unit.replaceAll('/usr/bin/node', process.execPath))
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', place], { encoding: 'utf8' })
  expect([verified.status, verified.stderr]).toEqual([0, ''])
  const args = ['security', '--offline=true', '--threshold=20', place]
  expect(spawnSync('systemd-analyze', args, { encoding: 'utf8' }).status).toBe(0)
})
