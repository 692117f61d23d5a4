/**
 * `npm start`: plain JavaScript that also runs on an old Node, because it is what finds the right one.
 * Builds when the sources are newer than out/, then opens the desktop app or, where that cannot be,
 * the browser host.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const args = process.argv.slice(2)
const usage =
  'npm start -- [--browser] [--profile NAME] [--data DIR] [--port N] [--relay URL] [--no-open]'
const withValue = ['--profile', '--data', '--port', '--relay']
const alone = ['--browser', '--no-open']

/** How long a first start waits for Electron's binary to download, in ms. */
const patienceMs = 10_000

/** @param {string} sentence @returns {never} */
function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}

function assertKnownOptions() {
  for (let i = 0; i < args.length; i += 1) {
    const [name = '', inline] = (args[i] ?? '').split(/=(.*)/s)
    // A deep link is not an option: the operating system hands it over like this.
    if (name.startsWith('foyer://') || alone.includes(name)) continue
    if (!withValue.includes(name)) stop(`Unknown option ${name}. Usage: ${usage}`)
    if (inline !== undefined) continue
    i += 1
    if (args[i] === undefined || args[i]?.startsWith('--'))
      stop(`${name} needs a value. Usage: ${usage}`)
  }
}

function assertInstalled() {
  const needed = ['electron-vite', 'vite', 'better-sqlite3-multiple-ciphers', 'ws']
  if (needed.every((name) => existsSync(join(root, 'node_modules', name, 'package.json')))) return
  stop(
    'Foyer’s dependencies are missing. Run `npm ci` in this folder first (with dev dependencies).',
  )
}

/** The Node 24 that came with the dependencies. */
function pinnedNode() {
  const windows = process.platform === 'win32'
  const names = [
    `node-${windows ? 'win' : process.platform}-${process.arch}`,
    `node-bin-${process.platform}-${process.arch}`,
  ]
  return names
    .map((name) => join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node'))
    .find((file) => existsSync(file))
}

/** SQLite's binary crashes an older Node, so nothing may be loaded before this. @returns {boolean} */
function isRightNode() {
  return Number(process.versions.node.split('.')[0]) >= 24
}

/** @param {string} file @param {readonly string[]} argv */
function become(file, argv) {
  const child = spawn(file, argv, { stdio: 'inherit', cwd: process.cwd() })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('error', (error) => stop(`${file} could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

/** The newest change (ms) below a folder or of a file; 0 where there is nothing. @param {string} path */
function newestChange(path) {
  if (!existsSync(path)) return 0
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  /** @type {number} */
  let newest = 0
  for (const name of readdirSync(path)) {
    if (name !== 'node_modules') newest = Math.max(newest, newestChange(join(path, name)))
  }
  return newest
}

function isBuilt() {
  const stamp = join(root, 'out/built')
  if (!existsSync(stamp)) return false
  const sources = [
    'src-core',
    'src-main',
    'src-preload',
    'src-renderer',
    'signaling',
    'resources',
    'package.json',
    'electron.vite.config.ts',
    'vite.guest.config.ts',
  ]
  const built = statSync(stamp).mtimeMs
  return sources.every((source) => newestChange(join(root, source)) <= built)
}

function build() {
  console.log('Building…')
  const done = spawnSync(process.execPath, [join(root, 'resources/build.ts'), '--quiet'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (done.status !== 0) stop('The build failed; the message above says why.')
}

/** @returns {string | undefined} */
function electronBinary() {
  const folder = join(root, 'node_modules/electron')
  const pointer = join(folder, 'path.txt')
  if (!existsSync(pointer)) return undefined
  const binary = join(folder, 'dist', readFileSync(pointer, 'utf8').trim())
  return existsSync(binary) ? binary : undefined
}

function downloadElectron() {
  const installer = join(root, 'node_modules/electron/install.js')
  if (existsSync(installer)) {
    spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: patienceMs })
  }
  return electronBinary()
}

/** Either the desktop app's binary, or the sentence that says why it cannot be used. */
function desktop() {
  if (args.includes('--browser')) return { binary: undefined, why: '' }
  if (process.getuid?.() === 0) {
    return {
      binary: undefined,
      why: 'The desktop app does not run as root, so Foyer opens in your browser.',
    }
  }
  const needsDisplay = process.platform === 'linux'
  if (needsDisplay && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { binary: undefined, why: 'There is no display here, so Foyer serves a browser.' }
  }
  const binary = electronBinary() ?? downloadElectron()
  return binary
    ? { binary, why: '' }
    : {
        binary,
        why: 'Electron’s program is not here and could not be fetched, so Foyer opens in your browser.',
      }
}

async function open() {
  const { binary, why } = desktop()
  if (binary) return become(binary, [root, ...args.filter((one) => one !== '--no-open')])
  if (why) console.log(why)
  const host = join(root, 'out/main/browserHost.js')
  process.argv = [process.execPath, host, ...args.filter((one) => one !== '--browser')]
  await import(pathToFileURL(host).href)
}

assertKnownOptions()
assertInstalled()
if (isRightNode()) {
  if (!isBuilt()) build()
  await open()
} else {
  const node = pinnedNode()
  if (!node) stop(`Foyer needs Node 24 on this kind of machine; this is ${process.version}.`)
  become(node, [fileURLToPath(import.meta.url), ...args])
}
