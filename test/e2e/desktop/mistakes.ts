/** A built app: the files of its main process by name, and its preload, as text. */
export interface BuiltShell {
  readonly files: Readonly<Record<string, string>>
  readonly preload: string
}

type Mutation = (built: BuiltShell) => BuiltShell

interface Mistake {
  readonly plant: Mutation
  /** What the probe says of it; anything else would be seen by chance. */
  readonly shows: RegExp
}

/** The shell's code lies in its entry and in chunks that it shares with the browser host. */
const inMain =
  (from: string | RegExp, to: string): Mutation =>
  ({ files, preload }) => {
    const replaced = Object.entries(files).map(([name, text]) => [name, text.replace(from, to)])
    return { files: Object.fromEntries(replaced), preload }
  }
const afterMain =
  (text: string): Mutation =>
  ({ files, preload }) => ({
    files: { ...files, 'electron.js': `${files['electron.js']}\n${text}` },
    preload,
  })
const beforePreload =
  (text: string): Mutation =>
  ({ files, preload }) => ({ files, preload: text + preload })

/** A call that does nothing in place of the real one. */
const nothing = '(() => {})('

/**
 * The mistakes that only show on users' machines. Each must be seen by the probe, or the shell's
 * tests prove less than they seem to.
 */
export const mistakes: Readonly<Record<string, Mistake>> = {
  'the scheme is registered when the app is ready already': {
    plant: inMain(/^registerAppScheme\(\);$/m, 'app.whenReady().then(registerAppScheme);'),
    shows: /must be registered, standard and secure, before ready|registerSchemesAsPrivileged/,
  },
  'the scheme is not standard': {
    plant: inMain('standard: true', 'standard: false'),
    shows: /must be registered, standard and secure, before ready/,
  },
  'the scheme is not secure': {
    plant: inMain('secure: true', 'secure: false'),
    shows: /must be registered, standard and secure, before ready/,
  },
  'the scheme lacks fetch': {
    plant: inMain('supportFetchAPI: true', 'supportFetchAPI: false'),
    shows: /the scheme lacks supportFetchAPI/,
  },
  'the scheme has no handler': {
    plant: inMain('session.protocol.handle(', nothing),
    shows: /ERR_UNKNOWN_URL_SCHEME/,
  },
  'the handler belongs to another session': {
    plant: inMain(/^\tpartition,$/m, ''),
    shows: /ERR_UNKNOWN_URL_SCHEME/,
  },
  'a page has no content security policy': {
    plant: inMain('"Content-Security-Policy"', '"X-Policy"'),
    shows: /an inline script ran/,
  },
  'a window is made before the app is ready': {
    plant: afterMain('new BrowserWindow({});'),
    shows: /Cannot create BrowserWindow before the app is ready/,
  },
  'a session is used before the app is ready': {
    plant: afterMain('session.defaultSession;'),
    shows: /Session can only be received before the app is ready/,
  },
  'the path of the preload is wrong': {
    plant: inMain('preload/index.cjs', 'preload/index.js'),
    shows: /Unable to load preload script: .*ENOENT/,
  },
  'the preload is an ES module': {
    plant: beforePreload('import "electron";'),
    shows: /Unable to load preload script: .*import statement outside a module/,
  },
  'the preload requires Node': {
    plant: beforePreload('require("node:fs");'),
    shows: /module not found: node:fs/,
  },
  'the preload uses Buffer': {
    plant: beforePreload('Buffer.from("x");'),
    shows: /of undefined \(reading 'from'\)/,
  },
  'the page gets Node': {
    plant: inMain('nodeIntegration: false', 'nodeIntegration: true'),
    shows: /nodeIntegration/,
  },
  'the worlds are not isolated': {
    plant: inMain('contextIsolation: true', 'contextIsolation: false'),
    shows: /contextIsolation/,
  },
  'the page has no sandbox': {
    plant: inMain('sandbox: true', 'sandbox: false'),
    shows: /sandbox/,
  },
  'nobody answers permission requests': {
    plant: inMain(/\w+\.setPermissionRequestHandler\(/, nothing),
    shows: /granted: geolocation/,
  },
  'every permission is granted': {
    plant: inMain(/answer\(isGranted\([^;]*\)\)\)/, 'answer(true))'),
    shows: /geolocation: \[stand-in\] no position/,
  },
  'nobody denies new windows': {
    plant: inMain('contents.setWindowOpenHandler(', nothing),
    shows: /window\.open\(https:\/\/example\.com\/\) was allowed/,
  },
  'a page may go anywhere': {
    plant: inMain('contents.on("will-navigate", stay)', ''),
    shows: /the page navigated to https:\/\/evil\.example\//,
  },
  'an API is used that the stand-in lacks': {
    plant: inMain('keepWindowState(window, stateFile);', 'window.setKiosk(true);'),
    shows: /BrowserWindow\.setKiosk is not implemented/,
  },
  'the loser of the lock goes on': {
    plant: inMain(
      'if (app.requestSingleInstanceLock())',
      'if (app.requestSingleInstanceLock() || true)',
    ),
    shows: /ended with 71 before it was ready|a second instance runs/,
  },
  'a second start is not heard': {
    plant: inMain('app.on("second-instance"', 'app.on("second-start"'),
    shows: /the host hears of foyer:\/\/join\/#second: not within/,
  },
  'macOS opens links in vain': {
    plant: inMain('app.on("open-url"', 'app.on("open-link"'),
    shows: /the host hears of foyer:\/\/join\/#mac: not within/,
  },
  'a link of the first start is lost': {
    plant: inMain('inbox.put(linkIn(process.argv));', ''),
    shows: /the host hears of foyer:\/\/join\/#cold: not within/,
  },
  'the hidden window keeps the app alive': {
    plant: inMain('window.on("closed"', 'window.on("vanished"'),
    shows: /closing the window ends the app: not within/,
  },
}
