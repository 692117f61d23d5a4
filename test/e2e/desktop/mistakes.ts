/** A built app: the files of its main process by name, and its preload, as text. */
export interface BuiltShell {
  readonly files: Readonly<Record<string, string>>
  readonly preload: string
}

type Mutation = (built: BuiltShell) => BuiltShell

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
export const mistakes: Readonly<Record<string, Mutation>> = {
  'the scheme is registered when the app is ready already': inMain(
    /^registerAppScheme\(\);$/m,
    'app.whenReady().then(registerAppScheme);',
  ),
  'the scheme is not standard': inMain('standard: true', 'standard: false'),
  'the scheme is not secure': inMain('secure: true', 'secure: false'),
  'the scheme lacks fetch': inMain('supportFetchAPI: true', 'supportFetchAPI: false'),
  'the scheme has no handler': inMain('session.protocol.handle(', nothing),
  'the handler belongs to another session': inMain(/^\tpartition,$/m, ''),
  'a page has no content security policy': inMain('"Content-Security-Policy"', '"X-Policy"'),
  'a window is made before the app is ready': afterMain('new BrowserWindow({});'),
  'a session is used before the app is ready': afterMain('session.defaultSession;'),
  'the path of the preload is wrong': inMain('preload/index.cjs', 'preload/index.js'),
  'the preload is an ES module': beforePreload('import "electron";'),
  'the preload requires Node': beforePreload('require("node:fs");'),
  'the preload uses Buffer': beforePreload('Buffer.from("x");'),
  'the page gets Node': inMain('nodeIntegration: false', 'nodeIntegration: true'),
  'the worlds are not isolated': inMain('contextIsolation: true', 'contextIsolation: false'),
  'the page has no sandbox': inMain('sandbox: true', 'sandbox: false'),
  'nobody answers permission requests': inMain(/\w+\.setPermissionRequestHandler\(/, nothing),
  'every permission is granted': inMain(/answer\(isGranted\([^;]*\)\)\)/, 'answer(true))'),
  'nobody denies new windows': inMain('contents.setWindowOpenHandler(', nothing),
  'a page may go anywhere': inMain('contents.on("will-navigate", stay)', ''),
  'an API is used that the stand-in lacks': inMain(
    'keepWindowState(window, stateFile);',
    'window.setKiosk(true);',
  ),
  'the loser of the lock goes on': inMain(
    'if (app.requestSingleInstanceLock())',
    'if (app.requestSingleInstanceLock() || true)',
  ),
  'a second start is not heard': inMain('app.on("second-instance"', 'app.on("second-start"'),
  'macOS opens links in vain': inMain('app.on("open-url"', 'app.on("open-link"'),
  'a link of the first start is lost': inMain('inbox.put(linkIn(process.argv));', ''),
  'the hidden window keeps the app alive': inMain('window.on("closed"', 'window.on("vanished"'),
}
