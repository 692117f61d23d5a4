import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './files.ts'

/**
 * `npm ci` refuses a lockfile that lacks an optional package of any platform, and npm leaves those
 * out that its registry did not serve on the day. `--write` adds them: with their version and
 * platform, from their names, so that they are skipped elsewhere. Where a hash is unknown npm
 * fetches without one.
 */
interface LockedPackage {
  readonly version?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly dev?: boolean
  readonly os?: readonly string[]
  readonly cpu?: readonly string[]
}

const file = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> }

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
]

/** The place where Node would find `name` from the package at `from`, if it is locked. */
function isLocked(name: string, from: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (lock.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true
    if (at === '') return false
  }
}

const missing = Object.entries(lock.packages).flatMap(([from, { optionalDependencies, dev }]) =>
  Object.entries(optionalDependencies ?? {})
    .filter(([name]) => !isLocked(name, from))
    .map(([name, version]) => ({ name, version, dev })),
)

function complete(): void {
  for (const { name, version, dev } of missing) {
    const words = name.split(/[-/]/)
    const os = systems.find((one) => words.includes(one))
    const cpu = processors.find((one) => words.includes(one))
    const isExact = /^\d+\.\d+\.\d+/.test(version)
    if (!os || !cpu || !isExact) throw new Error(`${name}@${version} says no platform or version`)
    const entry = { version, cpu: [cpu], ...(dev && { dev }), optional: true, os: [os] }
    lock.packages[`node_modules/${name}`] = entry
  }
  const sorted = Object.entries(lock.packages).sort(([one], [two]) => one.localeCompare(two, 'en'))
  lock.packages = Object.fromEntries(sorted)
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
}

if (process.argv.includes('--write')) complete()
else for (const { name, version } of missing) console.error(`not locked: ${name}@${version}`)
console.log(`${Object.keys(lock.packages).length} packages locked`)
process.exitCode = missing.length > 0 && !process.argv.includes('--write') ? 1 : 0
