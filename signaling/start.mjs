/**
 * `npm run relay`: runs the built relay when it is at least as new as its sources, otherwise the
 * sources themselves. The built one starts sooner and holds 40 MB less.
 *
 * The script in package.json keeps V8's young generation small (--max-semi-space-size, in MB): with
 * 5,000 idle clients that is 106 MB instead of 120 (bench/relayIdle.ts). 2 would make it 98 and cost
 * twice the CPU a message. It cannot be set from here.
 */
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const built = new URL('../out/relay/main.js', import.meta.url)

/** @param {string | URL} path @returns {number} ms, or 0 when there is no such file */
const changedAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

const sources = [
  ...readdirSync(here, { encoding: 'utf8', recursive: true })
    .filter((name) => !name.includes('.test.'))
    .map((name) => join(here, name)),
  join(here, '../src-core/sync/relayProtocol.ts'),
  join(here, '../src-core/sync/mailboxFrames.ts'),
  join(here, '../package-lock.json'),
]
const isFresh = changedAt(built) >= Math.max(...sources.map(changedAt))
await import(isFresh ? built.href : './main.ts')
