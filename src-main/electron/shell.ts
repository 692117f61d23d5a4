import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  safeStorage,
  session,
  shell,
} from 'electron'
import { serveIpcPort } from '../bridge/ipcPort.ts'
import { serveApp } from './appProtocol.ts'
import { isAppUrl } from './appScheme.ts'
import { createLinkInbox, linkIn, linkScheme } from './deepLinks.ts'
import { type HostProcess, startHostProcess } from './hostProcess.ts'
import { createMenu } from './menu.ts'
import { guardNavigation } from './navigation.ts'
import { guardPermissions } from './permissions.ts'
import { createSafeKeychain } from './safeKeychain.ts'
import type { ShellOptions } from './shellOptions.ts'
import { openMainWindow, openTransportWindow, partition } from './windows.ts'

/** Says which built files the shell works with; all of them absolute. */
export interface ShellFiles {
  readonly hostWorker: string
  readonly preload: string
  readonly pages: string
  readonly guest: string
}

/** How long the transport window has to close its links, ms. */
const GOODBYE_MS = 100

/** Everything of the desktop app that is not the host: windows, links, permissions, quitting. */
export function runShell(options: ShellOptions, files: ShellFiles): void {
  const inbox = createLinkInbox()
  const state: { main?: BrowserWindow; transport?: BrowserWindow; host?: HostProcess } = {}
  const windowOptions = {
    preload: files.preload,
    stateFile: join(app.getPath('userData'), 'window.json'),
  }

  const showMain = () => {
    if (!state.host) return
    if (!state.main || state.main.isDestroyed()) openMain()
    else if (state.main.isMinimized()) state.main.restore()
    state.main?.show()
    state.main?.focus()
  }

  const openMain = () => {
    const window = openMainWindow(windowOptions)
    state.main = window
    // The hidden transport window would keep the app alive, so `window-all-closed` never comes.
    window.on('closed', () => {
      if (process.platform !== 'darwin') app.quit()
    })
  }

  const onCrash = (error: Error) => {
    const sentence = 'Foyer has to close. What you wrote is on this computer; start Foyer again.'
    dialog.showErrorBox('Foyer stopped unexpectedly', `${sentence}\n\nDetails: ${error.message}`)
    app.exit(1)
  }

  const startHost = (): HostProcess => {
    const { profileDir, relay, port } = options
    return startHostProcess({
      script: pathToFileURL(files.hostWorker),
      data: { profileDir, relay, port, guestDir: files.guest },
      keychain: createSafeKeychain(safeStorage),
      onCrash,
    })
  }

  const serveBridge = (host: HostProcess) =>
    serveIpcPort({
      ipcMain,
      isTrusted: ({ sender, senderFrame }) =>
        [state.main, state.transport].some((window) => window?.webContents === sender) &&
        senderFrame !== null &&
        senderFrame.parent === null &&
        isAppUrl(senderFrame.url),
      connect: (contents) =>
        host.connect(contents === state.transport?.webContents ? 'transport' : 'desktop'),
    })

  const start = () => {
    const pages = session.fromPartition(partition)
    const host = startHost()
    state.host = host
    guardPermissions(pages)
    guardPermissions(session.defaultSession)
    serveApp(pages, { pages: files.pages, bulk: (request) => host.bulk(request) })
    serveBridge(host)
    Menu.setApplicationMenu(createMenu(process.platform, app.isPackaged))
    state.transport = openTransportWindow(windowOptions)
    openMain()
    inbox.open((link) => {
      host.openLink(link)
      showMain()
    })
    inbox.put(linkIn(process.argv))
  }

  let isStopped = false
  const stopHost = async () => {
    await state.host?.stop()
    await new Promise((resolve) => setTimeout(resolve, GOODBYE_MS))
    isStopped = true
    app.quit()
  }

  app.on('open-url', (event, url) => {
    event.preventDefault()
    inbox.put(url)
  })
  app.on('second-instance', (_event, argv) => {
    inbox.put(linkIn(argv))
    showMain()
  })
  app.on('activate', showMain)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  // Before the windows close: the transport window still has to say good-bye to other devices, which
  // would otherwise believe in this one until their links fall silent.
  app.on('before-quit', (event) => {
    if (isStopped || !state.host) return
    event.preventDefault()
    void stopHost()
  })
  guardNavigation(app, shell)
  // A trial profile must not become what the whole computer opens invitations with.
  if (!options.isApart) app.setAsDefaultProtocolClient(linkScheme)
  void app.whenReady().then(start)
}
