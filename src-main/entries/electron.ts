/** The desktop app's main script. What must happen before Electron is ready happens here, at once. */

import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'
import { registerAppScheme } from '../electron/appScheme.ts'
import { runShell } from '../electron/shell.ts'
import { parseShellOptions } from '../electron/shellOptions.ts'

registerAppScheme()

const out = dirname(dirname(fileURLToPath(import.meta.url)))
const options = parseShellOptions(process.argv.slice(app.isPackaged ? 1 : 2))
const userData = join(options.profileDir, 'shell')

app.setName('Foyer')
app.setAppUserModelId('app.foyer.desktop')
mkdirSync(userData, { recursive: true, mode: 0o700 })
app.setPath('userData', userData)

if (app.requestSingleInstanceLock()) {
  runShell(options, {
    hostWorker: join(out, 'main/hostWorker.js'),
    preload: join(out, 'preload/index.cjs'),
    pages: join(out, 'renderer'),
    guest: join(out, 'guest'),
  })
} else {
  // The first instance has been told the link by now; two hosts on one profile would destroy it.
  app.quit()
}
