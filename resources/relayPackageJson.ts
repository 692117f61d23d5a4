import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './buildOptions.ts'
import { programFile, relayPrograms } from './relayPrograms.ts'

const names = Object.keys(relayPrograms)
const sqlite = 'better-sqlite3-multiple-ciphers'

/** The package.json of the relay's own package: no dependencies, SQLite only where it is wanted. */
export function relayPackageJson() {
  const { version, license, dependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  return {
    name: 'foyer-relay',
    version,
    description: 'The relay of Foyer: passes sealed messages between devices, and keeps none',
    license,
    type: 'module',
    engines: { node: '>=22' },
    bin: Object.fromEntries(names.map((name) => [name, programFile(name)])),
    files: [
      'bin',
      'relay',
      'guest',
      'sbom.json',
      'SELF_HOSTING.md',
      'Caddyfile',
      'Containerfile',
      'foyer-relay.service',
    ],
    peerDependencies: { [sqlite]: dependencies[sqlite] },
    peerDependenciesMeta: { [sqlite]: { optional: true } },
  }
}
