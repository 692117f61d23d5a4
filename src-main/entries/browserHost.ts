/** `npm start -- --browser`: the host as a process, its pages in the user's own browser. */
import { basename, dirname, resolve } from 'node:path'
import { createRelay } from '../../signaling/createRelay.ts'
import { ERRORS, FoyerError } from '../../src-core/base/errors.ts'
import { parseShellOptions } from '../electron/shellOptions.ts'
import { collectLessOften } from '../host/collectLessOften.ts'
import { createHostRuntime } from '../host/createHostRuntime.ts'
import { logFailure, logStrays } from '../host/logFailure.ts'
import { openInBrowser } from '../host/openInBrowser.ts'
import { listenAsBefore } from '../host/portMemory.ts'
import { systemClock, systemRandom } from '../host/system.ts'
import { takePassphrase } from '../host/takePassphrase.ts'
import { watchHang } from '../host/watchHang.ts'
import { createVault } from '../profile/createVault.ts'
import { createWebHost } from '../web/createWebHost.ts'

const out = (folder: string) => {
  const here = import.meta.dirname
  const parent = dirname(here)
  return basename(parent) === 'out' ? resolve(parent, folder) : resolve(here, '../../out', folder)
}

/** A page that reloads is back within this, in ms. */
const RELOAD_MS = 5000

async function start(): Promise<void> {
  const args = process.argv.slice(2)
  const { profileDir, relay, port } = parseShellOptions(args)
  const passphrase = takePassphrase()
  const before = createVault({ dir: profileDir, keychain: null, random: systemRandom }).state()
  if (before.type === 'failed' && before.code === 'PROFILE_IN_USE')
    throw new FoyerError('PROFILE_IN_USE')

  const embedded = relay
    ? undefined
    : await listenAsBefore(profileDir, 'relay', (wanted) =>
        createRelay({ port: wanted, guestDir: out('guest') }),
      )
  const runtime = await createHostRuntime({
    kind: 'browser',
    profileDir,
    keychain: null,
    relay: { url: relay ?? embedded?.url ?? '', embedded: embedded !== undefined },
    log: logFailure,
  })
  if (passphrase && runtime.needsPassphrase) await runtime.unlock(passphrase)

  const listen = (wanted: number) =>
    createWebHost({
      port: wanted,
      pages: out('renderer'),
      onPage: (page) => runtime.serve(page, { type: 'owner' }),
      onDeserted: () => systemClock.after(RELOAD_MS, offerAgain),
      bulk: runtime.bulk,
      now: systemClock.now,
    })
  const web = await (port ? listen(port) : listenAsBefore(profileDir, 'page', listen))

  function offerAgain() {
    if (web.pageCount() === 0) console.log(`Foyer can be opened again at ${web.createLink()}`)
  }

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    runtime.close()
    await Promise.all([web.close(), embedded?.close()])
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void stop())

  // The desktop app has its host in a thread that it ends; here all of it is one process.
  watchHang()
  const link = web.createLink()
  console.log(`Foyer is ready at ${link}`)
  if (!args.includes('--no-open')) openInBrowser(link)
}

const sentences: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program already listens on this port. Choose another with --port.',
  EACCES: 'This port or folder needs more rights than this user has.',
}

logStrays()
collectLessOften()
start().catch((error: NodeJS.ErrnoException) => {
  const code = error.code ?? ''
  if (error instanceof FoyerError) console.error(ERRORS[error.code])
  else if (sentences[code]) console.error(sentences[code])
  else logFailure('Foyer could not start', error)
  process.exit(1)
})
