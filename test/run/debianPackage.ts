import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { join } from 'node:path'

/** Real servers that the relay is tested with: the program of each, by its Debian package. */
export const testServers = {
  caddy: 'caddy',
  coturn: 'turnserver',
  'nats-server': 'nats-server',
} as const
export type TestServer = keyof typeof testServers

/** Where a package's program is, or undefined. Debian keeps servers out of a user's PATH. */
export function findTestServer(name: TestServer): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin']
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, testServers[name]))
    .find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Why packages cannot be installed here, if so. */
export const whyNoPackages = (): string | undefined => {
  if (!existsSync('/usr/bin/apt-get')) return 'there is no apt-get'
  return process.getuid?.() === 0 ? undefined : 'this is not root'
}

const apt = (...args: readonly string[]): boolean =>
  spawnSync('apt-get', ['-qq', ...args], {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  }).status === 0

/** Whether the lists of packages could be had; they are fetched once a run. */
let hasLists: boolean | undefined

/**
 * Installs Debian packages without starting what is in them, and without asking; whether apt-get
 * said that it worked.
 */
export function installDebianPackages(names: readonly string[]): boolean {
  console.log(`Installing ${names.join(', ')} with apt-get…`)
  hasLists ??= apt('update')
  return hasLists && apt('install', '-y', '--no-install-recommends', ...names)
}

/** Debian's Python, whatever else is in the PATH: packages are installed for it. */
export const debianPython = '/usr/bin/python3'
const hasPythonNacl = (): boolean =>
  spawnSync(debianPython, ['-c', 'import nacl'], { stdio: 'ignore' }).status === 0

/** What another implementation reads the vectors with; a sentence when it cannot be had. */
export function ensurePythonNacl(): string | undefined {
  if (hasPythonNacl()) return undefined
  const obstacle = whyNoPackages()
  if (!obstacle && installDebianPackages(['python3-nacl']) && hasPythonNacl()) return undefined
  const reason = obstacle ?? 'apt-get could not install it'
  return `python3-nacl is missing (${reason}): the vectors are not read by a second implementation`
}

/** Installs the servers that are missing; a sentence for each that cannot be had. */
export function ensureTestServers(): string[] {
  const names = Object.keys(testServers) as TestServer[]
  const missing = names.filter((name) => !findTestServer(name))
  const obstacle = whyNoPackages()
  // One by one: where one of them does not exist, the others are still wanted.
  if (!obstacle) for (const name of missing) installDebianPackages([name])
  return missing
    .filter((name) => !findTestServer(name))
    .map((name) => {
      const reason = obstacle ?? 'apt-get could not install it'
      return `${name} is missing (${reason}): what is tested with it is skipped`
    })
}
