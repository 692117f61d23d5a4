import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme, screen } from 'electron'
import { appOrigin } from './appScheme.ts'
import { keepWindowState, readWindowState } from './windowState.ts'

/**
 * Pages live in a session that keeps nothing on disk (a partition without `persist:`): a preview or a
 * draft must not lie in a browser cache beside an encrypted profile.
 */
export const partition = 'foyer'

/** Colour of `plaster` in interface.md: what one sees until the page has drawn itself. */
const plaster = { light: '#F3F2ED', dark: '#121614' }

const webPreferences = (preload: string) =>
  ({
    preload,
    partition,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    // Chromium fetches its dictionaries from a server of its maker.
    spellcheck: false,
  }) satisfies BrowserWindowConstructorOptions['webPreferences']

export interface WindowOptions {
  readonly preload: string
  /** Where the window's place on the screen is kept. */
  readonly stateFile: string
}

/** The window with pixels. It is shown when its first frame is drawn. */
export function openMainWindow({ preload, stateFile }: WindowOptions): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const { maximized, bounds } = readWindowState(stateFile, screens)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 390,
    minHeight: 480,
    show: false,
    title: 'Foyer',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? plaster.dark : plaster.light,
    webPreferences: webPreferences(preload),
  })
  keepWindowState(window, stateFile)
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  void window.loadURL(`${appOrigin}/desktop.html`)
  return window
}

/**
 * The hidden window that holds the WebRTC links, so that a reload of the visible one does not touch
 * them. It shows nothing and knows nothing; if it dies, another takes its place.
 */
export function openTransportWindow({ preload }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    title: 'Foyer transport',
    webPreferences: { ...webPreferences(preload), backgroundThrottling: false },
  })
  const load = () => void window.loadURL(`${appOrigin}/transport.html`)
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) load()
  })
  load()
  return window
}
